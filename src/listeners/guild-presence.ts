import { GatewayDispatchEvents } from 'discord-api-types/v10';
import { z } from 'zod';
import { defineListener } from '../discord/listener.ts';

const guildId = z.string().regex(/^\d{1,20}$/);
const locale = z.string().nullish().catch(undefined);

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
  shape: z.object({ id: guildId, preferred_locale: locale }),
  handle: ({ id, preferred_locale: spoken }, { presence, locales }) => {
    locales.hear(id, spoken);
    return presence.joined(id);
  },
});

/** A guild has other settings in Discord. */
export const guildChanged = defineListener({
  event: GatewayDispatchEvents.GuildUpdate,
  shape: z.object({ id: guildId, preferred_locale: locale }),
  handle: ({ id, preferred_locale: spoken }, { locales }) => locales.hear(id, spoken),
});

/** The bot was taken out of a guild, or the guild is gone. `unavailable` is an outage, and says nothing. */
export const guildLeft = defineListener({
  event: GatewayDispatchEvents.GuildDelete,
  shape: z.object({ id: guildId, unavailable: z.boolean().nullish() }),
  handle: ({ id, unavailable }, { presence, locales }) => {
    if (unavailable) return undefined;
    locales.forget(id);
    return presence.left(id);
  },
});

/** A command, a button or a word that is typed, where it is in a guild. */
export const guildUsed = defineListener({
  event: GatewayDispatchEvents.InteractionCreate,
  shape: z.object({ guild_id: guildId.nullish() }),
  handle: ({ guild_id: id }, { presence }) => (id ? presence.used(id) : undefined),
});
