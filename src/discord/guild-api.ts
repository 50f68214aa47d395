import type { REST } from '@discordjs/rest';
import { OverwriteType, Routes } from 'discord-api-types/v10';
import { z } from 'zod';
import type { GuildLook, Guilds } from '../services/guilds.ts';
import { localeOf, translator } from '../locales/translate.ts';
import { accent } from './embeds/colors.ts';
import type { Notices } from './notices.ts';

const id = z.string().regex(/^\d+$/);
const mask = z.string().regex(/^\d+$/).transform(BigInt);

/** The roles of a guild, as Discord's answers and events have them. */
export const Roles = z.array(z.object({ id, permissions: mask }));
/** What a channel says of roles and members. */
export const Overwrites = z.array(z.object({ id, type: z.number(), allow: mask, deny: mask })).transform((list) =>
  list.map(({ type, ...rest }) => ({
    ...rest,
    kind: type === Number(OverwriteType.Role) ? ('role' as const) : ('member' as const),
  })),
);
const Channels = z.array(z.object({ id, permission_overwrites: Overwrites.nullish() }));
const Member = z.object({ roles: z.array(id), communication_disabled_until: z.string().nullish().catch(undefined) });
const User = z.object({ id });

/** Asks Discord about guilds, and tells them where to begin. */
export class GuildApi implements Guilds {
  readonly #rest: REST;
  readonly #notices: Notices;
  readonly #applicationId: () => string;

  constructor(parts: { rest: REST; notices: Notices; applicationId: () => string }) {
    this.#rest = parts.rest;
    this.#notices = parts.notices;
    this.#applicationId = parts.applicationId;
  }

  async look(guildId: string, now: Temporal.Instant): Promise<GuildLook> {
    const bot = User.parse(await this.#rest.get(Routes.user()));
    const [roles, member, channels] = await Promise.all([
      this.#rest.get(Routes.guildRoles(guildId)).then((answer) => Roles.parse(answer)),
      this.#rest.get(Routes.guildMember(guildId, bot.id)).then((answer) => Member.parse(answer)),
      this.#rest.get(Routes.guildChannels(guildId)).then((answer) => Channels.parse(answer)),
    ]);
    const own = roles.filter((role) => role.id === guildId || member.roles.includes(role.id));
    const until = member.communication_disabled_until;
    const isTimedOut = until ? Date.parse(until) > now.epochMilliseconds : false;
    return {
      applicationId: this.#applicationId(),
      standing: { guildId, botId: bot.id, roles: own, isTimedOut },
      channels: new Map(channels.map((channel) => [channel.id, channel.permission_overwrites ?? []])),
    };
  }

  async greet(guildId: string, channelId: string, locale: string | undefined): Promise<void> {
    const t = translator(localeOf(locale));
    const embed = { title: t('welcome.title'), color: accent, description: t('welcome.text') };
    await this.#notices.send(channelId, { embeds: [embed] }, `hello-${BigInt(guildId).toString(36)}`);
  }
}
