import { OverwriteType } from 'discord.js';
import { pino } from 'pino';
import { createServices } from '../../src/app/create-services.ts';
import { createWeeklyPosts } from '../../src/app/weekly-posts.ts';
import { FilmIndex } from '../../src/data/film-index.ts';
import { openBulk } from '../../src/discord/bulk.ts';
import type { QueueItem, ScheduleSettings } from '../../src/domain/club-schedule.ts';
import type { OccurrenceRecord } from '../../src/domain/occurrence.ts';
import { Playground } from '../../src/playground/server.ts';
import type { RequestEntry } from '../../src/playground/world/ledger.ts';
import type { StoredMessage } from '../../src/playground/world/world.ts';
import { noMetrics } from '../../src/services/metrics.ts';
import type { Metrics } from '../../src/services/metrics.ts';
import type { Services } from '../../src/services/services.ts';
import type { WeeklyPosts } from '../../src/services/weekly-posts.ts';
import type { Database } from '../../src/stores/database/database.ts';
import { OccurrenceStore } from '../../src/stores/occurrence-store.ts';
import { memoryDatabase } from './database.ts';
import { aFilm, aLibrary, seededRandom } from './library.ts';
import { aSeal } from './seal.ts';
import { noChannels, noGuilds } from './services.ts';
import { anItem, fridays, wednesday } from './schedules.ts';

const films = ['wings', 'daisies', 'ivan', 'ascent', 'cranes'].map((id) => aFilm({ id, title: id }));

const log = pino({ level: 'silent' });

/** What posts films of the week, beside a playground, with a clock that a test moves. Commands and gateway are not there. */
export class Engine implements AsyncDisposable {
  readonly playground: Playground;
  readonly database: Database;
  readonly services: Services;
  readonly clock: { now: Temporal.Instant };
  posts: WeeklyPosts;
  readonly #stack = new AsyncDisposableStack();

  readonly #metrics: Metrics;

  private constructor(
    playground: Playground,
    database: Database,
    { clock, metrics }: { clock: { now: Temporal.Instant }; metrics: Metrics },
  ) {
    this.#metrics = metrics;
    this.playground = playground;
    this.database = database;
    this.clock = clock;
    const index = new FilmIndex(aLibrary(films));
    this.services = createServices({
      channels: noChannels,
      guilds: noGuilds,
      isMember: () => Promise.resolve(true),
      films: index,
      ...database,
      clock: () => clock.now,
      random: seededRandom(1),
      metrics,
      log,
    });
    this.posts = this.another();
    this.services.postsNow.carriedBy((lease) => this.posts.post(lease));
  }

  static async start(database?: Database, metrics: Metrics = noMetrics): Promise<Engine> {
    const clock = { now: wednesday };
    const playground = await Playground.start({ port: 0, clock: () => clock.now });
    return new Engine(playground, database ?? (await memoryDatabase()), { clock, metrics });
  }

  /** One more process on the same store, which knows nothing of the others; or one that says for how long there were none. */
  another(watchedMs?: () => number): WeeklyPosts {
    const { apiUrl, token } = this.playground;
    return createWeeklyPosts({
      bulk: openBulk({ apiUrl, token, metrics: this.#metrics, log, stack: this.#stack }),
      ...{ services: this.services, db: this.database.db, seal: aSeal(), clock: () => this.clock.now },
      ...{ log, metrics: this.#metrics, ownId: () => this.playground.world.bot.id, watchedMs },
    });
  }

  get key() {
    return { guildId: this.playground.world.guild.id, name: 'main' };
  }

  get channelId(): string {
    return this.playground.world.channels[0]?.id ?? '';
  }

  /** A schedule for Fridays at eight in Moscow, with these films in its queue. */
  async schedule(settings: Partial<ScheduleSettings> = {}, ...queue: readonly QueueItem[]): Promise<void> {
    const chosen = { ...fridays, channelId: this.channelId, ...settings };
    const by = { now: this.clock.now };
    await this.services.schedules.put(this.key, chosen, by);
    const items = queue.length > 0 ? queue : [anItem({ filmId: 'wings' }), anItem({ id: 'b', filmId: 'daisies' })];
    for (const item of items) await this.services.queue.add(this.key, item, undefined, by);
  }

  /** Some time after the film was due on Friday the posts are looked after. */
  async friday(after: Temporal.DurationLike = { hours: 0 }): Promise<void> {
    await this.at(Temporal.Instant.from('2026-11-27T17:00:00Z').add(after));
  }

  async at(moment: Temporal.Instant): Promise<void> {
    this.clock.now = moment;
    await this.posts.run();
  }

  /** Time passes, and the posts are looked after. */
  pass(duration: Temporal.DurationLike): Promise<void> {
    return this.at(this.clock.now.add(duration));
  }

  /** The bot’s messages in a channel. */
  messages(channelId = this.channelId): readonly StoredMessage[] {
    return [...this.playground.world.messages.values()].filter(
      ({ message }) => message.channel_id === channelId && message.author.id === this.playground.world.bot.id,
    );
  }

  /** The titles of the bot’s messages in the channel. */
  titles(): readonly (string | undefined)[] {
    return this.messages().map(({ message }) => message.embeds[0]?.title);
  }

  /** The films in the queue. */
  async queue(): Promise<readonly string[]> {
    return (await this.services.schedules.get(this.key)).queue.map(({ filmId }) => filmId);
  }

  /** What the bot may not do in the channel from now on. */
  deny(...denied: readonly bigint[]): void {
    const { world } = this.playground;
    const channel = world.channel(this.channelId);
    const deny = denied.reduce((sum, bit) => sum | bit, 0n);
    if (channel) channel.overwrites = [{ id: world.bot.id, type: OverwriteType.Member, allow: 0n, deny }];
  }

  requests(method: string, path: RegExp): readonly RequestEntry[] {
    return this.playground.ledger.requests.filter((entry) => entry.method === method && path.test(entry.path));
  }

  history(limit = 10): Promise<readonly OccurrenceRecord[]> {
    return new OccurrenceStore(this.database.db).history(this.key.guildId, { limit });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#stack.disposeAsync();
    await this.playground[Symbol.asyncDispose]();
    await this.database[Symbol.asyncDispose]();
  }
}
