import type { QueueItem } from '../domain/club-schedule.ts';
import { datedIn, lineIn } from '../domain/schedule-change.ts';
import { UserError } from '../errors.ts';

/** A queue that is longer is no plan any more. */
export const mostQueued = 1000;

/** The queue with an item at a place among those without a date. */
export function placed(
  queue: readonly QueueItem[],
  item: QueueItem,
  position: number | undefined,
): readonly QueueItem[] {
  const [dated, line] = [datedIn(queue), lineIn(queue)];
  if (item.date !== undefined) return [...dated, item, ...line];
  return [...dated, ...line.toSpliced((position ?? mostQueued) - 1, 0, item)];
}

/** The item of a film. Refuses (`queue.not-there`) one that is not in the queue. */
export function itemOf(queue: readonly QueueItem[], filmId: string): QueueItem {
  const found = queue.find((item) => item.filmId === filmId);
  if (!found) throw new UserError('queue.not-there');
  return found;
}

/** Items of these films, named after what they were shown under: each is the same whenever it is made. */
export const itemsOf = (films: readonly string[], id: string): readonly QueueItem[] =>
  films.map((filmId, at) => ({ id: `${id}-${at + 1}`, filmId, date: undefined, note: undefined }));

export const without = (queue: readonly QueueItem[], item: QueueItem): readonly QueueItem[] =>
  queue.filter(({ id }) => id !== item.id);
