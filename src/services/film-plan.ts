import type { FilmIndex } from '../data/film-index.ts';
import { chooseTogether } from '../domain/chance.ts';
import type { Candidate, Chooser } from '../domain/chance.ts';
import type { Random } from '../domain/clock.ts';
import { occurrencesOf } from '../domain/club-schedule.ts';
import type { Programme, QueueItem, Schedule, ScheduleKey } from '../domain/club-schedule.ts';
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
  readonly #schedules: Pick<ScheduleStore, 'all' | 'choose'>;
  readonly #occurrences: Pick<OccurrenceStore, 'shown'>;
  readonly #settings: Pick<ClubSettings, 'of'>;
  readonly #random: Random;

  constructor(parts: {
    films: FilmIndex;
    schedules: Pick<ScheduleStore, 'all' | 'choose'>;
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
   *
   * A queue is a line: a week that had no post in time moves the films of its own schedule on by one, and those of no other.
   */
  async next(
    { guildId, name }: ScheduleKey,
    count: number,
  ): Promise<Readonly<{ stored: StoredSchedule; plan: readonly Planned[] }> | undefined> {
    const stored = (await this.#chosen(guildId)).find(({ schedule }) => schedule.name === name);
    return stored && { stored, plan: this.plan(stored, count) };
  }

  /** The same for a schedule that is not kept yet: what chance would choose is in its state. */
  async of(schedule: Schedule, queue: readonly QueueItem[]): Promise<Schedule> {
    const all = await this.#schedules.all(schedule.guildId);
    const others = all.filter((one) => one.schedule.name !== schedule.name);
    const taken = new Set(others.flatMap((one) => [...one.queue, ...one.schedule.state.ahead].map(idOf)));
    const candidates = await this.#candidates(schedule.guildId);
    const free = candidates.filter(({ filmId }) => !taken.has(filmId));
    return this.#choose([{ schedule, queue }], free)[0] ?? schedule;
  }

  /** The next occurrences with their films, of what is chosen already. */
  plan({ schedule, queue }: Programme, count: number): readonly Planned[] {
    return planPicks(occurrencesOf(schedule, count), {
      ...{ queue, ahead: schedule.state.ahead },
      known: (filmId) => this.#films.film(filmId) !== undefined,
    });
  }

  /** All schedules of a guild, with what chance has chosen for what they have ahead. */
  async #chosen(guildId: string): Promise<readonly StoredSchedule[]> {
    for (;;) {
      const before = await this.#schedules.all(guildId);
      // Read after the schedules: who shows a film meanwhile has changed one of them.
      const after = this.#choose(before, await this.#candidates(guildId));
      if (after.every((schedule, at) => schedule === before[at]?.schedule)) return before;
      const chosen = await this.#schedules.choose(guildId, before, after);
      if (chosen) return chosen;
    }
  }

  /** The schedules of a guild with what chance chooses for them; one for which nothing changes is the same. */
  #choose(programmes: readonly Programme[], candidates: readonly Candidate[]): readonly Schedule[] {
    const queued = new Set(programmes.flatMap(({ queue }) => queue.map(idOf)));
    const chosen = chooseTogether(
      programmes.map((one) => this.#chooser(one)),
      {
        pool: candidates.filter(({ filmId }) => !queued.has(filmId)),
        themes: this.#films.themes.map(({ id }) => id),
        random: this.#random,
      },
    );
    return programmes.map(({ schedule }, at) => {
      const ahead = chosen[at] ?? [];
      const isSame = JSON.stringify(ahead) === JSON.stringify(schedule.state.ahead);
      return isSame ? schedule : { ...schedule, state: { ...schedule.state, ahead } };
    });
  }

  #chooser({ schedule, queue }: Programme): Chooser {
    const { settings, state } = schedule;
    const byModerators = this.plan({ schedule: { ...schedule, state: { ...state, ahead: [] } }, queue }, mostPlanned);
    const turns = byModerators.flatMap(({ occurrence, pick }) => (pick ? [] : [occurrence.at]));
    return { mode: settings.mode, theme: settings.theme, lastTheme: state.lastTheme, before: state.ahead, turns };
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

const idOf = ({ filmId }: Readonly<{ filmId: string }>): string => filmId;
