import { GatewayDispatchEvents } from 'discord-api-types/v10';
import { z } from 'zod';
import { defineListener } from '../discord/listener.ts';

const guildId = z.string().regex(/^\d{1,20}$/);

/** A connection is ready, and names the guilds that are its own. */
export const guildsListed = defineListener({
  event: GatewayDispatchEvents.Ready,
  shape: z.object({
    guilds: z.array(z.object({ id: guildId })),
    shard: z.tuple([z.int().min(0), z.int().min(1)]).default([0, 1]),
  }),
  handle: ({ guilds, shard: [shard, of] }, { presence }) =>
    presence.ready({ shard, of, guildIds: guilds.map(({ id }) => id) }),
});

/** The bot was invited, or a guild has arrived. */
export const guildJoined = defineListener({
  event: GatewayDispatchEvents.GuildCreate,
  shape: z.object({ id: guildId }),
  handle: ({ id }, { presence }) => presence.joined(id),
});

/** The bot was taken out of a guild, or the guild is gone. `unavailable` is an outage, and says nothing. */
export const guildLeft = defineListener({
  event: GatewayDispatchEvents.GuildDelete,
  shape: z.object({ id: guildId, unavailable: z.boolean().nullish() }),
  handle: ({ id, unavailable }, { presence }) => (unavailable ? undefined : presence.left(id)),
});

/** A command, a button or a word that is typed, where it is in a guild. */
export const guildUsed = defineListener({
  event: GatewayDispatchEvents.InteractionCreate,
  shape: z.object({ guild_id: guildId.nullish() }),
  handle: ({ guild_id: id }, { presence }) => (id ? presence.used(id) : undefined),
});
