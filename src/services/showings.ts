import type { FilmIndex } from '../data/film-index.ts';
import type { Schedule } from '../domain/club-schedule.ts';
import type { Showing } from '../domain/occurrence.ts';
import { zoneOrUtc } from '../domain/schedule.ts';
import type { OccurrenceStore } from '../stores/occurrence-store.ts';
import type { ScheduleStore } from '../stores/schedule-store.ts';

/** A schedule, and the film that it showed last, if it has shown one. */
export type Current = Readonly<{ schedule: Schedule; showing: Showing | undefined }>;

/** Which showings: of a year by the clocks of a zone, of films about a theme. */
type Wanted = Readonly<{ year: number | undefined; timeZone: string; theme: string | undefined }>;

/** What a club has been shown, week by week, for everybody to look up. */
export class Showings {
  readonly #films: FilmIndex;
  readonly #schedules: Pick<ScheduleStore, 'list'>;
  readonly #occurrences: Pick<OccurrenceStore, 'showings'>;

  constructor(parts: {
    films: FilmIndex;
    schedules: Pick<ScheduleStore, 'list'>;
    occurrences: Pick<OccurrenceStore, 'showings'>;
  }) {
    this.#films = parts.films;
    this.#schedules = parts.schedules;
    this.#occurrences = parts.occurrences;
  }

  /** Each schedule of the guild with its current film, by name. */
  async current(guildId: string): Promise<readonly Current[]> {
    const [schedules, showings] = await Promise.all([
      this.#schedules.list(guildId),
      this.#occurrences.showings(guildId),
    ]);
    return schedules.map((schedule) => ({
      schedule,
      showing: showings.find((one) => one.schedule === schedule.name && !one.extra),
    }));
  }

  /** When the guild was last shown a film, if it was. */
  async last(guildId: string, filmId: string): Promise<Showing | undefined> {
    return (await this.#occurrences.showings(guildId)).find((one) => one.filmId === filmId);
  }

  /** The showings that fit, the latest first; and whether there are any others. */
  async of(guildId: string, { year, timeZone, theme }: Wanted): Promise<{ found: readonly Showing[]; total: number }> {
    const all = await this.#occurrences.showings(guildId);
    const found = all.filter(
      (one) =>
        (year === undefined || yearOf(one, timeZone) === year) &&
        (theme === undefined || this.#films.film(one.filmId)?.themes.some(({ id }) => id === theme)),
    );
    return { found, total: all.length };
  }

  /** The years in which films were shown, the latest first. */
  async years(guildId: string, timeZone: string): Promise<readonly number[]> {
    const all = await this.#occurrences.showings(guildId);
    return [...new Set(all.map((one) => yearOf(one, timeZone)))].toSorted((a, b) => b - a);
  }
}

const yearOf = ({ shownAt }: Showing, timeZone: string): number => shownAt.toZonedDateTimeISO(zoneOrUtc(timeZone)).year;
