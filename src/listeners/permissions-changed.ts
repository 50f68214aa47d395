import { GatewayDispatchEvents } from 'discord-api-types/v10';
import { z } from 'zod';
import { defineListener } from '../discord/listener.ts';
import type { Listener } from '../discord/listener.ts';

const { ChannelUpdate, ChannelCreate, ThreadUpdate, GuildRoleUpdate, GuildMemberUpdate } = GatewayDispatchEvents;

/**
 * What the bot may do somewhere may be different now: posts that were refused are tried again. Of members Discord tells
 * only of the bot itself.
 */
export const permissionsChanged: readonly Listener[] = [
  ChannelUpdate,
  ChannelCreate,
  ThreadUpdate,
  GuildRoleUpdate,
  GuildMemberUpdate,
].map((event) =>
  defineListener({
    event,
    shape: z.object({ guild_id: z.string() }),
    handle: ({ guild_id: guildId }, { refused }) => refused.retry(guildId),
  }),
);
