import { ChannelType, PermissionFlagsBits } from 'discord.js';
import { z } from 'zod';
import { channelPayload, messagePayload } from '../world/payloads.ts';
import { messagesIn } from '../world/message-page.ts';
import type { Channel, StoredMessage } from '../world/world.ts';
import { idOf, limitOf, queryOf } from './call.ts';
import type { Api, ApiParts, Call } from './call.ts';
import { demand, refusals, refuser } from './discord-error.ts';
import { MessageBody } from './message-rules.ts';
import type { SentMessage } from './message-rules.ts';
import { demandPermission } from './permission-check.ts';
import { snowflake } from './snowflake-rule.ts';
import { sentIn } from './uploads.ts';

const { SendMessages, SendMessagesInThreads, EmbedLinks, AttachFiles, ReadMessageHistory, ManageMessages } =
  PermissionFlagsBits;

const Page = z
  .object({
    limit: limitOf(50),
    around: snowflake.optional(),
    before: snowflake.optional(),
    after: snowflake.optional(),
  })
  .superRefine(({ around, before, after }, context) => {
    if ([around, before, after].filter((id) => id !== undefined).length < 2) return;
    refuser(context)(['around'], 'BASE_TYPE_INVALID', 'Only one of around, before and after may be given.');
  });

/** Channels and their messages: https://discord.com/developers/docs/resources/message */
export function channelRoutes(api: Api, { world, posts }: ApiParts): void {
  const channelOf = (call: Call, ...bits: readonly bigint[]): Channel => {
    const channel = posts.channel(idOf(call, 'channel_id'));
    demandPermission(world, channel, ...bits);
    return channel;
  };
  const messageOf = (call: Call, ...bits: readonly bigint[]): StoredMessage =>
    posts.message(channelOf(call, ...bits).id, idOf(call, 'message_id'));
  const isOwn = ({ message }: StoredMessage): boolean => message.author.id === world.bot.id;

  api.get('/channels/:channel_id', (call) => call.json(channelPayload(channelOf(call), world)));
  api.get('/channels/:channel_id/messages', (call) => {
    const channel = channelOf(call);
    const page = queryOf(call, Page);
    // Without the right to read the past there is none.
    const reads = (world.permissions(world.bot.id, channel) & ReadMessageHistory) !== 0n;
    const found = reads ? messagesIn(channel, page, world) : [];
    return call.json(found.map((stored) => messagePayload(stored, world)));
  });
  api.post('/channels/:channel_id/messages', (call) => {
    const channel = channelOf(call);
    if (channel.type === ChannelType.GuildForum) throw refusals.notInThisChannel();
    demandPermission(world, channel, channel.thread ? SendMessagesInThreads : SendMessages);
    const sent = sentMessage(call);
    if (sent.body.embeds?.length) demandPermission(world, channel, EmbedLinks);
    if (sent.uploads.length > 0) demandPermission(world, channel, AttachFiles);
    return call.json(messagePayload(posts.create(channel, world.bot, sent), world));
  });
  const one = '/channels/:channel_id/messages/:message_id';
  api.get(one, (call) => call.json(messagePayload(messageOf(call, ReadMessageHistory), world)));
  api.patch(one, (call) => {
    const stored = messageOf(call);
    if (!isOwn(stored)) throw refusals.notTheAuthor();
    return call.json(messagePayload(posts.edit(stored, sentMessage(call)), world));
  });
  api.delete(one, (call) => {
    const stored = messageOf(call);
    if (!isOwn(stored)) {
      const channel = channelOf(call);
      if (channel.recipientId !== undefined) throw refusals.notInDirectMessages();
      demandPermission(world, channel, ManageMessages);
    }
    posts.remove(stored);
    return call.body(null, 204);
  });
}

function sentMessage(call: Call): SentMessage {
  const { body, uploads } = sentIn(call);
  return { body: demand(MessageBody, body), uploads };
}
