import { DiscordAPIError } from '@discordjs/rest';
import type { REST } from '@discordjs/rest';
import { bitsOf } from '../domain/permissions.ts';
import type { Right } from '../domain/permissions.ts';
import type { GuildLook, Guilds } from '../services/guilds.ts';
import { localeOf, translator } from '../locales/translate.ts';
import { accent } from './embeds/colors.ts';
import { lookAt, withThread } from './guild-look.ts';
import { isOutside } from './guild-membership.ts';
import type { Notices } from './notices.ts';

/** The thread is gone, or the bot does not see it. */
const isHidden = (error: unknown): boolean =>
  error instanceof DiscordAPIError && (error.status === 403 || error.status === 404);

/** Nothing instead of these errors. */
const unless =
  (expected: (error: unknown) => boolean) =>
  (error: unknown): undefined => {
    if (!expected(error)) throw error;
  };

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

  async look(guildId: string, now: Temporal.Instant, threadId?: string): Promise<GuildLook | undefined> {
    const get = (route: `/${string}`): Promise<unknown> => this.#rest.get(route);
    const look = await lookAt(guildId, now, get).catch(unless(isOutside));
    if (!look || threadId === undefined) return look;
    return (await withThread(look, threadId, get).catch(unless(isHidden))) ?? look;
  }

  invitation(guildId: string, rights: readonly Right[]): string {
    return `https://discord.com/oauth2/authorize?${new URLSearchParams({
      ...{ client_id: this.#applicationId(), scope: 'bot applications.commands', permissions: String(bitsOf(rights)) },
      ...{ guild_id: guildId, disable_guild_select: 'true' },
    }).toString()}`;
  }

  async greet(guildId: string, channelId: string, locale: string | undefined): Promise<void> {
    const t = translator(localeOf(locale));
    const embed = { title: t('welcome.title'), color: accent, description: t('welcome.text') };
    await this.#notices.send(channelId, { embeds: [embed] }, `hello-${BigInt(guildId).toString(36)}`);
  }
}
