import { ChannelType, MessageFlags, PermissionFlagsBits } from 'discord.js';
import { z } from 'zod';
import { messagePayload } from '../world/payloads.ts';
import type { Channel, StoredMessage } from '../world/world.ts';
import { idOf, limitOf, queryOf } from './call.ts';
import type { Api, ApiParts, Call } from './call.ts';
import { refusals } from './discord-error.ts';
import { demandPermission } from './permission-check.ts';

const { PinMessages, ReadMessageHistory, SendMessages, ManageMessages } = PermissionFlagsBits;

/** How many messages of a channel may be pinned. */
const mostPins = 250;

const Page = z.object({ limit: limitOf(50), before: z.iso.datetime({ offset: true }).optional() });

/** Pins and publishing: https://discord.com/developers/docs/resources/message#pin-message, #crosspost-message */
export function postRoutes(api: Api, { world, posts }: ApiParts): void {
  const find = (call: Call, ...bits: readonly bigint[]): { channel: Channel; stored: StoredMessage } => {
    const channel = posts.channel(idOf(call, 'channel_id'));
    demandPermission(world, channel, ...bits);
    return { channel, stored: posts.message(channel.id, idOf(call, 'message_id')) };
  };
  const pinnedIn = (channelId: string): StoredMessage[] =>
    [...world.messages.values()].filter(({ message }) => message.channel_id === channelId && message.pinned);
  const all = '/channels/:channel_id/messages/pins';

  api.get(all, (call) => {
    const channel = posts.channel(idOf(call, 'channel_id'));
    demandPermission(world, channel, ReadMessageHistory);
    const { limit } = queryOf(call, Page);
    const pins = pinnedIn(channel.id).toReversed();
    const items = pins.slice(0, limit).map((stored) => ({
      ...{ pinned_at: stored.pinnedAt, message: messagePayload(stored, world) },
    }));
    return call.json({ items, has_more: pins.length > limit });
  });
  api.put(`${all}/:message_id`, (call) => {
    const { channel, stored } = find(call, ReadMessageHistory, PinMessages);
    if (!stored.message.pinned && pinnedIn(channel.id).length >= mostPins) throw refusals.tooManyPins();
    posts.pin(stored, true);
    return call.body(null, 204);
  });
  api.delete(`${all}/:message_id`, (call) => {
    posts.pin(find(call, ReadMessageHistory, PinMessages).stored, false);
    return call.body(null, 204);
  });
  api.post('/channels/:channel_id/messages/:message_id/crosspost', (call) => {
    const { channel, stored } = find(call);
    if (channel.type !== ChannelType.GuildAnnouncement) throw refusals.notInThisChannel();
    demandPermission(world, channel, stored.message.author.id === world.bot.id ? SendMessages : ManageMessages);
    if (((stored.message.flags ?? 0) & MessageFlags.Crossposted) !== 0) throw refusals.alreadyCrossposted();
    posts.publish(stored);
    return call.json(messagePayload(stored, world));
  });
}
