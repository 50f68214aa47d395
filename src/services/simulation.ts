import type { FilmIndex } from '../data/film-index.ts';
import type { Random } from '../domain/clock.ts';
import type { OccurrenceRecord } from '../domain/occurrence.ts';
import type { OccurrenceStore } from '../stores/occurrence-store.ts';
import type { ScheduleStore } from '../stores/schedule-store.ts';
import type { ClubSettings } from './club-settings.ts';
import { DuePosts } from './due-posts.ts';
import { FilmPlan } from './film-plan.ts';

/** An occurrence as it would come. `settled`: a moderator, or chance, had chosen its film before. */
export type Simulated = Readonly<{ record: OccurrenceRecord; settled: boolean }>;

/** Plays what would be posted, in stores that nobody else uses and that are not kept. */
export class Simulation {
  readonly #schedules: ScheduleStore;
  readonly #occurrences: OccurrenceStore;
  readonly #due: DuePosts;

  constructor(parts: {
    films: FilmIndex;
    schedules: ScheduleStore;
    occurrences: OccurrenceStore;
    settings: Pick<ClubSettings, 'of'>;
    random: Random;
  }) {
    const plan = new FilmPlan(parts);
    this.#schedules = parts.schedules;
    this.#occurrences = parts.occurrences;
    this.#due = new DuePosts({ ...parts, plan });
  }

  /** Each occurrence of a guild that comes due until then, in order, with its film or why it has none. */
  async run(guildId: string, now: Temporal.Instant, until: Temporal.Instant): Promise<readonly Simulated[]> {
    const [before, schedules] = await Promise.all([this.#all(guildId), this.#schedules.list(guildId)]);
    const known = new Set(before.map(nameOf));
    const chosen = new Set(
      schedules.flatMap(({ name, state }) => state.ahead.map(({ filmId }) => `${name} ${filmId}`)),
    );
    for (let at = now; ;) {
      const next = await this.#nextDue(guildId);
      if (!next || Temporal.Instant.compare(next, until) > 0) break;
      // What is due already comes at once; the clock goes from post to post.
      if (Temporal.Instant.compare(next, at) > 0) at = next;
      await this.#due.claim(at, at, { most: 100 });
      if ((await this.#nextDue(guildId))?.equals(next))
        throw new Error(`the post of ${next.toString()} cannot be claimed`);
    }
    return (await this.#all(guildId))
      .filter((record) => !known.has(nameOf(record)))
      .toSorted((a, b) => Temporal.Instant.compare(a.dueAt, b.dueAt) || (a.schedule < b.schedule ? -1 : 1))
      .map((record) => ({
        record,
        settled: record.item !== undefined || chosen.has(`${record.schedule} ${record.filmId}`),
      }));
  }

  #all(guildId: string): Promise<readonly OccurrenceRecord[]> {
    return this.#occurrences.history(guildId, { limit: 1_000_000 });
  }

  async #nextDue(guildId: string): Promise<Temporal.Instant | undefined> {
    const due = (await this.#schedules.list(guildId)).flatMap(({ pending }) => pending?.at ?? []);
    return due.toSorted((a, b) => Temporal.Instant.compare(a, b))[0];
  }
}

const nameOf = ({ schedule, key }: OccurrenceRecord): string => `${schedule} ${key}`;
