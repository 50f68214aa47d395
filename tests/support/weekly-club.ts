import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { MessageFlags } from 'discord.js';
import type { Kysely } from 'kysely';
import { vi } from 'vitest';
import type { ScheduleSettings } from '../../src/domain/club-schedule.ts';
import type { OccurrenceRecord } from '../../src/domain/occurrence.ts';
import { weekOf } from '../../src/domain/schedule.ts';
import { Playground } from '../../src/playground/server.ts';
import type { StoredMessage } from '../../src/playground/world/world.ts';
import { kyselyOver, openFile } from '../../src/stores/database/sqlite.ts';
import { OccurrenceStore } from '../../src/stores/occurrence-store.ts';
import { ScheduleStore } from '../../src/stores/schedule-store.ts';
import type { Schema } from '../../src/stores/schema.ts';
import { startRealBot } from './real-bot.ts';
import { anItem, fridays } from './schedules.ts';

type RealBot = ReturnType<typeof startRealBot>;

/** What comes of a film of the week that is posted with these steps: all of it, and nothing twice. */
export const once = ({ thread = false, pin = false, published = false } = {}) => ({
  ...{ film: 'the-ascent', reason: undefined, stepsLeft: 0, queue: ['wings'], posts: 1, isItsPost: true },
  ...{ reactions: 5, threads: thread ? 1 : 0, pinned: pin, published },
});

/** A playground and bots as processes of their own, whose films of the week are due when a test says; one clock for all. */
export class WeeklyClub implements AsyncDisposable {
  readonly playground: Playground;
  readonly folder: string;
  readonly #bots: RealBot[] = [];
  readonly #moved: { ms: number };

  private constructor(playground: Playground, folder: string, moved: { ms: number }) {
    this.playground = playground;
    this.folder = folder;
    this.#moved = moved;
    this.pass(0);
  }

  static async start(): Promise<WeeklyClub> {
    const moved = { ms: 0 };
    const clock = (): Temporal.Instant => Temporal.Now.instant().add({ milliseconds: moved.ms });
    return new WeeklyClub(await Playground.start({ port: 0, clock }), mkdtempSync(join(tmpdir(), 'kinoklub-')), moved);
  }

  /** The store of its own that a bot has by default. */
  get storePath(): string {
    return join(this.folder, 'club.db');
  }

  /** That store, opened beside the bot. */
  openStore(): Kysely<Schema> {
    return kyselyOver<Schema>(openFile(this.storePath));
  }

  get now(): Temporal.Instant {
    return this.playground.world.clock();
  }

  /** So many seconds pass for everybody at once. */
  pass(seconds: number): void {
    this.#moved.ms += seconds * 1000;
    writeFileSync(join(this.folder, 'clock'), String(this.#moved.ms));
  }

  /** Starts a bot; it is ready when this resolves. */
  async bot(env: Record<string, string> = {}): Promise<RealBot> {
    const bot = startRealBot(this.playground, {
      DATABASE_URL: `sqlite:${this.storePath}`,
      NODE_OPTIONS: `--import=${resolve('tests/support/moved-clock.mjs')}`,
      MOVED_CLOCK: join(this.folder, 'clock'),
      ...env,
    });
    this.#bots.push(bot);
    await bot.until('kinoklub is ready');
    return bot;
  }

  /** A schedule whose film is due so many milliseconds from now, with two films in its queue. */
  async due(
    db: Kysely<Schema>,
    name: string,
    { inMs = 0, ...chosen }: Partial<ScheduleSettings> & { inMs?: number } = {},
  ): Promise<void> {
    const { guild, channels } = this.playground.world;
    const at = this.now.add({ milliseconds: inMs });
    const week = weekOf(at, 'UTC');
    const settings = { ...fridays, timeZone: 'UTC', channelId: channels[0]?.id ?? '', ...chosen };
    const key = { guildId: guild.id, name };
    const state = { ahead: [], skips: [], doubtful: false };
    const schedules = new ScheduleStore(db);
    // Its queue first: the schedule is due as soon as it is there.
    await schedules.put({ ...key, settings, first: week, pending: undefined, state });
    const queue = [anItem({ filmId: 'the-ascent' }), anItem({ id: 'b', filmId: 'wings' })];
    await schedules.change(key, ({ schedule }) => ({ queue, schedule: { ...schedule, pending: { week, at } } }));
  }

  history(db: Kysely<Schema>, name: string): Promise<readonly OccurrenceRecord[]> {
    return new OccurrenceStore(db).history(this.playground.world.guild.id, { schedule: name, limit: 9 });
  }

  /** Every message that the bot ever made, those that are gone included. */
  get posts(): readonly StoredMessage['message'][] {
    const { ledger, bot } = this.playground.world;
    return ledger
      .events('message')
      .filter(({ what }) => what === 'created')
      .map(({ detail }) => detail['message'] as StoredMessage['message'])
      .filter(({ author }) => author.id === bot.id);
  }

  /** What came of a schedule’s film, by the store and by Discord’s ledger, once its post is there with all of its steps. */
  async outcome(db: Kysely<Schema>, name: string, timeout = 60_000) {
    const { guild, ledger, channels, messages } = this.playground.world;
    const record = await vi.waitFor(
      async () => {
        const [found, ...others] = await this.history(db, name);
        if (found?.posting.state !== 'done' || others.length > 0)
          throw new Error(`${name} is ${JSON.stringify([found, ...others])}`);
        return found;
      },
      { timeout, interval: 50 },
    );
    const { messageId = '' } = record.posting.post ?? {};
    const queue = (await new ScheduleStore(db).get({ guildId: guild.id, name }))?.queue;
    const posts = this.posts.filter(({ components }) => JSON.stringify(components).includes(`week-card:${name}:`));
    const reactions = ledger
      .events('reaction')
      .filter(({ what, detail }) => what === 'added' && detail['messageId'] === messageId);
    return {
      film: record.filmId,
      reason: record.reason,
      stepsLeft: record.posting.steps.filter(({ done }) => !done).length,
      queue: queue?.map(({ filmId }) => filmId),
      posts: posts.length,
      isItsPost: posts[0]?.id === messageId,
      reactions: reactions.length,
      threads: channels.filter(({ id }) => id === messageId).length,
      pinned: messages.get(messageId)?.message.pinned,
      published: ((messages.get(messageId)?.message.flags ?? 0) & MessageFlags.Crossposted) !== 0,
    };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const { child } of this.#bots) child.kill('SIGKILL');
    await Promise.all(this.#bots.map(({ ended }) => ended));
    await this.playground[Symbol.asyncDispose]();
    rmSync(this.folder, { recursive: true });
  }
}
