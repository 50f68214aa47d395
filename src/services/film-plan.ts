import type { FilmIndex } from '../data/film-index.ts';
import { chooseAhead } from '../domain/chance.ts';
import type { Candidate } from '../domain/chance.ts';
import type { Random } from '../domain/clock.ts';
import { occurrencesOf } from '../domain/club-schedule.ts';
import type { QueueItem, RandomPick, Schedule } from '../domain/club-schedule.ts';
import { planPicks } from '../domain/pick.ts';
import type { Planned } from '../domain/pick.ts';
import type { OccurrenceStore } from '../stores/occurrence-store.ts';
import type { ScheduleStore, StoredSchedule } from '../stores/schedule-store.ts';
import type { ClubSettings } from './club-settings.ts';

/** So many occurrences are planned at once: as many as a preview may show. */
const mostPlanned = 8;

/** The films to come, as a preview shows them and as they will be posted. */
export class FilmPlan {
  readonly #films: FilmIndex;
  readonly #schedules: Pick<ScheduleStore, 'get' | 'change'>;
  readonly #occurrences: Pick<OccurrenceStore, 'shown'>;
  readonly #settings: Pick<ClubSettings, 'of'>;
  readonly #random: Random;

  constructor(parts: {
    films: FilmIndex;
    schedules: Pick<ScheduleStore, 'get' | 'change'>;
    occurrences: Pick<OccurrenceStore, 'shown'>;
    settings: Pick<ClubSettings, 'of'>;
    random: Random;
  }) {
    this.#films = parts.films;
    this.#schedules = parts.schedules;
    this.#occurrences = parts.occurrences;
    this.#settings = parts.settings;
    this.#random = parts.random;
  }

  /**
   * The next occurrences of a schedule with their films. What chance has chosen for them is kept, so it stays true unless a
   * moderator changes it. Durable when it resolves; undefined where there is no such schedule.
   */
  async next(
    key: Readonly<{ guildId: string; name: string }>,
    count: number,
  ): Promise<Readonly<{ stored: StoredSchedule; plan: readonly Planned[] }> | undefined> {
    const found = await this.#schedules.get(key);
    if (!found) return undefined;
    const candidates = await this.#candidates(key.guildId);
    const ahead = this.#ahead(found, candidates);
    if (JSON.stringify(ahead) === JSON.stringify(found.schedule.state.ahead))
      return { stored: found, plan: this.plan(found, count) };
    const changed = await this.#schedules.change(key, (now) => ({
      schedule: {
        ...now.schedule,
        state: { ...now.schedule.state, ahead: this.#ahead(now, candidates) },
      },
    }));
    return changed && { stored: changed.after, plan: this.plan(changed.after, count) };
  }

  /** The same for a schedule that is not kept yet: what chance would choose is in its state. */
  async of(schedule: Schedule, queue: readonly QueueItem[]): Promise<Schedule> {
    const ahead = this.#ahead({ schedule, queue }, await this.#candidates(schedule.guildId));
    return { ...schedule, state: { ...schedule.state, ahead } };
  }

  /** The next occurrences with their films, of what is chosen already. */
  plan({ schedule, queue }: Pick<StoredSchedule, 'schedule' | 'queue'>, count: number): readonly Planned[] {
    return planPicks(occurrencesOf(schedule, count), {
      ...{ queue, ahead: schedule.state.ahead },
      known: (filmId) => this.#films.film(filmId) !== undefined,
    });
  }

  #ahead(
    { schedule, queue }: Pick<StoredSchedule, 'schedule' | 'queue'>,
    candidates: readonly Candidate[],
  ): readonly RandomPick[] {
    const { settings, state } = schedule;
    const queued = new Set(queue.map(({ filmId }) => filmId));
    return chooseAhead(state.ahead, {
      ...{ mode: settings.mode, theme: settings.theme, themes: this.#films.themes.map(({ id }) => id) },
      pool: candidates.filter(({ filmId }) => !queued.has(filmId)),
      lastTheme: state.lastTheme,
      count: mostPlanned,
      random: this.#random,
    });
  }

  /** The films of the library that the guild has neither been shown nor switched off. */
  async #candidates(guildId: string): Promise<readonly Candidate[]> {
    const [shown, { disabledCollections: off }] = await Promise.all([
      this.#occurrences.shown(guildId),
      this.#settings.of(guildId),
    ]);
    return this.#films
      .without(off)
      .fitting({})
      .filter(({ id }) => !shown.has(id))
      .map(({ id, themes }) => ({ filmId: id, themes: themes.map((theme) => theme.id) }));
  }
}
