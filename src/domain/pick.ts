import type { QueueItem, RandomPick } from './club-schedule.ts';
import { lineIn } from './schedule-change.ts';
import { weekOfDate } from './schedule.ts';
import type { Occurrence, Week } from './schedule.ts';

/** The film of one occurrence and where it comes from. */
export type Pick = Readonly<{
  filmId: string;
  from: 'date' | 'queue' | 'random';
  /** The item of the queue that it uses up. */
  item: QueueItem | undefined;
  theme: string | undefined;
}>;

export type Planned = Readonly<{ occurrence: Occurrence; pick: Pick | undefined }>;

/**
 * The films of these occurrences: one that is pinned to the week, else the first of the queue, else the next that chance has
 * chosen. What was pinned to a week in between, in which nothing comes, is the first in line after it. A film that is not
 * `known` any more is passed over; where nothing is left there is no film.
 */
export function planPicks(
  occurrences: readonly Occurrence[],
  parts: Readonly<{
    queue: readonly QueueItem[];
    ahead: readonly RandomPick[];
    known: (filmId: string) => boolean;
  }>,
): readonly Planned[] {
  let left: readonly QueueItem[] = parts.queue.filter(({ filmId }) => parts.known(filmId));
  const ahead = parts.ahead.filter(({ filmId }) => parts.known(filmId));
  return occurrences.map((occurrence): Planned => {
    const waiting = unpinned(left, occurrence.week);
    const pinned = pinnedTo(waiting, occurrence);
    const item = pinned ?? lineIn(waiting)[0];
    left = waiting.filter((one) => one !== item);
    if (item)
      return { occurrence, pick: { filmId: item.filmId, from: pinned ? 'date' : 'queue', item, theme: undefined } };
    const chance = ahead.shift();
    const pick = chance && { filmId: chance.filmId, from: 'random' as const, item: undefined, theme: chance.theme };
    return { occurrence, pick };
  });
}

/** The item that is pinned to the week of an occurrence. */
export const pinnedTo = (queue: readonly QueueItem[], { week }: Occurrence): QueueItem | undefined =>
  queue.find(({ date }) => date !== undefined && weekOfDate(date) === week);

/** The queue in a week: what was pinned to weeks that are over has not come, and is the first in line. */
export function unpinned(queue: readonly QueueItem[], week: Week): readonly QueueItem[] {
  const isOver = ({ date }: QueueItem): boolean => date !== undefined && weekOfDate(date) < week;
  if (!queue.some(isOver)) return queue;
  const freed = queue.filter(isOver).map((item) => ({ ...item, date: undefined }));
  return [...freed, ...queue.filter((item) => !isOver(item))];
}

/** Items that name a film which is not there any more. */
export const lostItems = (queue: readonly QueueItem[], known: (filmId: string) => boolean): readonly QueueItem[] =>
  queue.filter(({ filmId }) => !known(filmId));
