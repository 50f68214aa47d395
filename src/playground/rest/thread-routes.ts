import { ChannelType, PermissionFlagsBits } from 'discord.js';
import { z } from 'zod';
import { channelPayload } from '../world/payloads.ts';
import { idOf, jsonOf, limitOf, queryOf } from './call.ts';
import type { Api, ApiParts } from './call.ts';
import { demand, refusals } from './discord-error.ts';
import { MessageBody } from './message-rules.ts';
import { demandPermission } from './permission-check.ts';

const { CreatePublicThreads, EmbedLinks, ReadMessageHistory, SendMessages } = PermissionFlagsBits;

const minutes = z.literal([60, 1440, 4320, 10_080]);
const NewThread = z.object({
  name: z.string().trim().min(1).max(100),
  auto_archive_duration: minutes.nullish(),
  rate_limit_per_user: z.int().min(0).max(21_600).nullish(),
});
const NewPost = NewThread.extend({ message: MessageBody });
const Page = z.object({ limit: limitOf(50), before: z.iso.datetime({ offset: true }).optional() });

/** Threads under messages and in forums: https://discord.com/developers/docs/resources/channel#start-thread-from-message */
export function threadRoutes(api: Api, { world, posts, threads }: ApiParts): void {
  api.post('/channels/:channel_id/messages/:message_id/threads', (call) => {
    const channel = posts.channel(idOf(call, 'channel_id'));
    demandPermission(world, channel, CreatePublicThreads);
    const stored = posts.message(channel.id, idOf(call, 'message_id'));
    const { name } = demand(NewThread, jsonOf(call));
    return call.json(channelPayload(threads.under(stored, name), world), 201);
  });
  api.post('/channels/:channel_id/threads', (call) => {
    const channel = posts.channel(idOf(call, 'channel_id'));
    if (channel.type !== ChannelType.GuildForum) throw refusals.notInThisChannel();
    demandPermission(world, channel, SendMessages);
    const { name, message } = demand(NewPost, jsonOf(call));
    // Its forums have no tags to choose from.
    if (channel.needsTag) throw refusals.needsTag();
    if (message.embeds?.length) demandPermission(world, channel, EmbedLinks);
    return call.json(channelPayload(threads.post(channel, name, { body: message, uploads: [] }), world), 201);
  });
  api.get('/guilds/:guild_id/threads/active', (call) => {
    if (idOf(call, 'guild_id') !== world.guild.id) throw refusals.unknownGuild();
    const found = threads.list(false).filter((thread) => world.permissions(world.bot.id, thread) !== 0n);
    return call.json({ threads: found.map((thread) => channelPayload(thread, world)), members: [], has_more: false });
  });
  api.get('/channels/:channel_id/threads/archived/public', (call) => {
    const channel = posts.channel(idOf(call, 'channel_id'));
    demandPermission(world, channel, ReadMessageHistory);
    const { limit, before } = queryOf(call, Page);
    const found = threads.list(true, channel.id).filter(({ thread }) => isBefore(thread?.at, before));
    return call.json({
      threads: found.slice(0, limit).map((thread) => channelPayload(thread, world)),
      members: [],
      has_more: found.length > limit,
    });
  });
}

const isBefore = (at = '', before?: string): boolean => before === undefined || Date.parse(at) < Date.parse(before);
