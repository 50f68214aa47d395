import { ChannelType, GatewayDispatchEvents } from 'discord-api-types/v10';
import { z } from 'zod';
import { Overwrites, Roles } from '../discord/guild-look.ts';
import { defineListener } from '../discord/listener.ts';
import type { Listener } from '../discord/listener.ts';
import { lacksIn } from '../domain/permissions.ts';

const id = z.string();
const Moment = z.iso
  .datetime({ offset: true })
  .transform((text) => Temporal.Instant.from(text))
  .optional()
  .catch(undefined);
const Ready = z.object({ user: z.object({ id }), guilds: z.array(z.object({ id })) });
const Joined = z.object({
  id,
  preferred_locale: z.string().nullish().catch(undefined),
  system_channel_id: id.nullish().catch(undefined),
  roles: Roles,
  // Without the members' intent these are the bot and whoever is in a voice channel.
  members: z.array(z.object({ user: z.object({ id }), roles: z.array(id) })),
  channels: z.array(
    z.object({ id, type: z.number(), position: z.number().catch(0), permission_overwrites: Overwrites.nullish() }),
  ),
});

/** Where the bot may write: the channel for Discord's own greetings first, then the others as they stand. */
function placeIn(
  { id: guildId, system_channel_id: system, roles, members, channels }: z.infer<typeof Joined>,
  ownId: string | undefined,
): string | undefined {
  const bot = members.find(({ user }) => user.id === ownId);
  if (!bot) return undefined;
  const own = roles.filter((role) => role.id === guildId || bot.roles.includes(role.id));
  const standing = { guildId, botId: bot.user.id, roles: own, isTimedOut: false };
  return channels
    .filter(({ type }) => type === Number(ChannelType.GuildText))
    .toSorted((a, b) => Number(b.id === system) - Number(a.id === system) || a.position - b.position)
    .find(
      ({ permission_overwrites: overwrites }) =>
        lacksIn(standing, overwrites ?? [], ['view', 'send', 'embed']).length === 0,
    )?.id;
}

/**
 * A guild that has just invited the bot, be it while it was away, is told once where to begin: not one that comes back, or has
 * begun already.
 */
export const greeting: readonly Listener[] = [
  defineListener({
    event: GatewayDispatchEvents.Ready,
    shape: Ready,
    handle: ({ user, guilds }, { newcomers }) =>
      newcomers.list(
        user.id,
        guilds.map((guild) => guild.id),
      ),
  }),
  defineListener({
    event: GatewayDispatchEvents.GuildCreate,
    // Most guilds are told of because the bot has started: of those no more is read than this.
    shape: z.looseObject({ id, joined_at: Moment }),
    handle: async (told, { newcomers, guilds }) => {
      if (!(await newcomers.isNew(told.id, told.joined_at))) return;
      const { data: guild } = Joined.safeParse(told);
      const channelId = guild && placeIn(guild, newcomers.ownId);
      if (guild && channelId !== undefined)
        await guilds.greet(guild.id, channelId, guild.preferred_locale ?? undefined);
    },
  }),
];
