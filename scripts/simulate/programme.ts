import type { FilmIndex } from '../../src/data/film-index.ts';
import type { Schedule } from '../../src/domain/club-schedule.ts';
import type { OccurrenceRecord } from '../../src/domain/occurrence.ts';
import type { Simulated } from '../../src/services/simulation.ts';
import { counted } from '../counted.ts';

type Parts = Readonly<{
  films: FilmIndex;
  schedules: readonly Schedule[];
  simulated: readonly Simulated[];
  from: Temporal.PlainDate;
  to: Temporal.PlainDate;
}>;

/** What was simulated, as lines for a terminal: each occurrence of these schedules between two dates, both included. */
export class Programme {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  lines(): readonly string[] {
    const { schedules, simulated, from, to } = this.#parts;
    const wanted = simulated.filter(({ record }) => {
      const date = localOf(record).toPlainDate();
      const isOf = schedules.some(({ name }) => name === record.schedule);
      return isOf && Temporal.PlainDate.compare(date, from) >= 0 && Temporal.PlainDate.compare(date, to) <= 0;
    });
    const posts = wanted.filter(({ record }) => record.filmId !== undefined).length;
    const open = wanted.some(({ settled, record }) => !settled && record.filmId !== undefined);
    return [
      ...schedules.map(ruleOf),
      '',
      ...wanted.map((one) => this.#line(one)),
      ...(wanted.length > 0 ? [''] : []),
      `${counted(posts, 'post')} from ${from.toString()} to ${to.toString()}`,
      ...(open
        ? ['chance*: not drawn yet. The bot draws when a preview or a post needs it, and may draw another.']
        : []),
    ];
  }

  #line({ record, settled }: Simulated): string {
    const { schedule, filmId, late, item, theme, reason } = record;
    const film = this.#parts.films.film(filmId ?? '');
    const title = film ? `${film.title} (${film.year})` : filmId;
    const from = item ? (item.date === undefined ? 'queue' : 'pinned to the date') : settled ? 'chance' : 'chance*';
    const what = title === undefined ? `no post: ${reason}` : `${title}, ${from}`;
    const marks = [
      ...(late ? ['late'] : []),
      ...(theme === undefined ? [] : [`theme ${theme}`]),
      ...clockMarks(record),
    ];
    return [momentOf(localOf(record)), schedule, [what, ...marks].join(' | ')].join('  ');
  }
}

const localOf = ({ dueAt, settings }: OccurrenceRecord): Temporal.ZonedDateTime =>
  dueAt.toZonedDateTimeISO(settings.timeZone);

/** `Fri 2026-12-04 20:00 +03:00`. */
const momentOf = (at: Temporal.ZonedDateTime): string =>
  [
    at.toLocaleString('en-US', { weekday: 'short' }),
    at.toPlainDate().toString(),
    at.toPlainTime().toString({ smallestUnit: 'minute' }),
    at.offset,
  ].join(' ');

/** The week in which the clocks change, and what that does to the post. */
function clockMarks({ key, dueAt, settings: { timeZone, time } }: OccurrenceRecord): readonly string[] {
  const monday = Temporal.PlainDate.from(key);
  const [before, after] = [monday, monday.add({ weeks: 1 })].map((day) => day.toZonedDateTime(timeZone).offset);
  const wall = dueAt.toZonedDateTimeISO(timeZone).toPlainDate().toPlainDateTime(Temporal.PlainTime.from(time));
  const [earlier, later] = (['earlier', 'later'] as const).map((disambiguation) =>
    wall.toZonedDateTime(timeZone, { disambiguation }),
  );
  const isUsual = earlier?.epochMilliseconds === later?.epochMilliseconds;
  const isRepeated = earlier?.toPlainTime().equals(wall.toPlainTime());
  return [
    ...(before === after ? [] : [`clock change ${before} to ${after}`]),
    ...(isUsual ? [] : [isRepeated ? `the first ${time} of two` : `there is no ${time} that day`]),
  ];
}

/** `main: every friday at 20:00 Europe/Moscow, in the channel 123 (https://discord.com/channels/1/123)`. Names only Discord knows. */
function ruleOf({ guildId, name, settings, pending, state }: Schedule): string {
  const { weekday, time, timeZone, everyWeeks, channelId } = settings;
  const rhythm = everyWeeks === 1 ? `every ${weekday}` : `every ${everyWeeks} weeks on ${weekday}`;
  const paused = pending ? '' : '; paused, nothing comes';
  const until = state.paused?.until === undefined ? '' : `; paused until ${state.paused.until}`;
  const where = `the channel ${channelId} (https://discord.com/channels/${guildId}/${channelId})`;
  return `${name}: ${rhythm} at ${time} ${timeZone}, in ${where}${paused}${until}`;
}
