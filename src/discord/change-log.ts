import { DiscordAPIError } from '@discordjs/rest';
import type { REST } from '@discordjs/rest';
import { Routes } from 'discord-api-types/v10';
import type { APIEmbed } from 'discord-api-types/v10';
import type { Logger } from 'pino';
import type { Clock } from '../domain/clock.ts';
import type { GuildChange } from '../domain/guild-change.ts';
import { localeOf, translator } from '../locales/translate.ts';
import type { Translate } from '../locales/translate.ts';
import type { Services } from '../services/services.ts';
import type { Notices } from './notices.ts';
import { accent } from './embeds/colors.ts';
import { scheduleChangeLines } from './embeds/schedule-change-lines.ts';
import { changeLines, whoIn } from './embeds/settings-lines.ts';
import { limits } from './limits.ts';

type DueChange = Awaited<ReturnType<Services['settings']['due']>>[number];

type Parts = Readonly<{
  rest: REST;
  notices: Notices;
  services: Pick<Services, 'settings' | 'films' | 'zones'>;
  clock: Clock;
  log: Logger;
}>;

/**
 * Tells each guild's log channel who has changed what. What is to be told lies in the store, so a stop or an outage delays it
 * and loses nothing; many changes at once go in one message. A channel that refuses is noted for `/filmconfig check`, and
 * never fails a change.
 */
export class ChangeLog {
  readonly #parts: Parts;
  /** Guilds being told; true when there is more to tell since. */
  readonly #running = new Map<string, boolean>();

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** Begins to listen, and tells what an earlier process could not. Never rejects: what is due stays due. */
  async start(): Promise<void> {
    const { services, log } = this.#parts;
    services.settings.watch((guildId) => void this.tell(guildId));
    try {
      for (const guildId of await services.settings.guildsWithDue()) void this.tell(guildId);
    } catch (error) {
      log.warn({ err: error }, 'what earlier processes could not tell waits for the next start');
    }
  }

  /** Tells a guild's log all that is due. Never rejects. */
  async tell(guildId: string): Promise<void> {
    if (this.#running.has(guildId)) return void this.#running.set(guildId, true);
    this.#running.set(guildId, false);
    try {
      do {
        this.#running.set(guildId, false);
        while (await this.#tellSome(guildId));
      } while (this.#running.get(guildId) === true);
    } catch (error) {
      // Due as before: the next change, or the next start, tells it.
      this.#parts.log.warn({ err: error, guildId }, 'the log of a guild could not be told');
    } finally {
      this.#running.delete(guildId);
    }
  }

  /** Tells what goes into one message; false when nothing was due. */
  async #tellSome(guildId: string): Promise<boolean> {
    const { services } = this.#parts;
    const due = await services.settings.due(guildId, limits.embeds);
    const [first] = due;
    if (!first) return false;
    const others = due.findIndex(({ logChannel }) => logChannel !== first.logChannel);
    const together = others < 0 ? due : due.slice(0, others);
    const t = translator(localeOf(await this.#localeOf(guildId)));
    // Where the log was, its move is told as well as where it is: nobody moves it away unseen.
    for (const change of together) await this.#send(guildId, logBefore(change), [change], t);
    const isTold = await this.#send(guildId, first.logChannel, together, t);
    const positions = together.map(({ position }) => position);
    await services.settings.noteLogged(guildId, positions, isTold);
    return true;
  }

  /** Whether a channel, if there is one, has taken these changes. */
  async #send(
    guildId: string,
    channelId: string | undefined,
    changes: readonly DueChange[],
    t: Translate,
  ): Promise<boolean> {
    const { notices, log } = this.#parts;
    const [first] = changes;
    if (channelId === undefined || !first) return false;
    const nonce = `${channelId === first.logChannel ? 'log' : 'was'}-${base36(guildId)}-${base36(first.position)}`;
    try {
      await notices.send(channelId, { embeds: changes.map((change) => this.#embedOf(change, t)) }, nonce);
      return true;
    } catch (error) {
      if (!(error instanceof DiscordAPIError)) throw error;
      log.info({ err: error, guildId }, 'the log channel of a guild takes no messages');
      return false;
    }
  }

  #embedOf(change: GuildChange, t: Translate): APIEmbed {
    const { userId, at } = change;
    return {
      title: this.#titleOf(change, t),
      color: accent,
      description: [whoIn(userId, t), ...this.#linesOf(change, t)].join('\n'),
      timestamp: at.toString({ smallestUnit: 'millisecond' }),
    };
  }

  #titleOf({ schedule: name, undoes }: GuildChange, t: Translate): string {
    if (name === undefined) return t(undoes === undefined ? 'config.changed' : 'config.undone');
    return t(undoes === undefined ? 'week.changed' : 'week.undone', { name });
  }

  #linesOf({ schedule, before, after }: GuildChange, t: Translate): readonly string[] {
    const { services, clock } = this.#parts;
    if (schedule === undefined) return changeLines(before, after, { ...services, t, now: clock() });
    return scheduleChangeLines(before, after, { ...services, t });
  }

  /** What the guild has chosen, else what Discord says that it speaks. */
  async #localeOf(guildId: string): Promise<string | undefined> {
    const { services, rest } = this.#parts;
    const { language } = await services.settings.of(guildId);
    if (language !== undefined) return language;
    try {
      return ((await rest.get(Routes.guild(guildId))) as { preferred_locale?: string }).preferred_locale;
    } catch (error) {
      if (error instanceof DiscordAPIError) return undefined;
      throw error;
    }
  }
}

/** The channel that was the log before a change that moves it to another. */
const logBefore = ({ schedule, before, logChannel }: DueChange): string | undefined =>
  schedule === undefined && before.logChannel !== logChannel ? before.logChannel : undefined;

const base36 = (number: string | number): string => BigInt(number).toString(36);
