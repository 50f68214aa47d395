import { describe, expect, test } from 'vitest';
import { judgeDue } from '../../src/domain/due.ts';
import { nextAfter } from '../../src/domain/schedule.ts';
import type { Rhythm } from '../../src/domain/schedule.ts';

const rhythm: Rhythm = { weekday: 'friday', time: '20:00', timeZone: 'Europe/Moscow', everyWeeks: 1 };
const pending = nextAfter(Temporal.Instant.from('2026-11-25T10:00Z'), rhythm);
const judged = (now: Temporal.Instant, graceHours = 24) =>
  judgeDue(pending, { rhythm, first: pending.week, graceHours, now });
const later = (duration: Temporal.DurationLike) => judged(pending.at.add(duration));

describe('a schedule whose time may have come', () => {
  test('nothing comes before its time, and it stays next', () => {
    const early = judged(pending.at.subtract({ milliseconds: 1 }));
    expect(early).toEqual({ post: undefined, missed: [], next: pending });
  });

  test('it comes on time, and the next one is a week later', () => {
    const { post, missed, next } = judged(pending.at);
    expect(post).toEqual({ occurrence: pending, late: false });
    expect(missed).toEqual([]);
    expect(next.week).toBe('2026-11-30');
  });

  test('after a downtime within grace it comes late and says so', () => {
    expect(later({ minutes: 5 }).post?.late).toBe(false);
    expect(later({ minutes: 6 }).post?.late).toBe(true);
    expect(later({ hours: 24 }).post?.late).toBe(true);
  });

  test('beyond grace it does not come any more', () => {
    const { post, missed, next } = later({ hours: 24, seconds: 1 });
    expect(post).toBeUndefined();
    expect(missed).toEqual([pending]);
    expect(next.week).toBe('2026-11-30');
  });

  test('no grace at all still allows the minutes that any post may take', () => {
    expect(judged(pending.at.add({ minutes: 4 }), 0).post).toBeDefined();
    expect(judged(pending.at.add({ minutes: 6 }), 0).post).toBeUndefined();
  });

  test('three missed weeks are one post at most', () => {
    const found = later({ hours: 14 * 24 + 1 });
    expect(found.missed.map(({ week }) => week)).toEqual(['2026-11-23', '2026-11-30']);
    expect(found.post?.occurrence.week).toBe('2026-12-07');
    expect(found.post?.late).toBe(true);
    expect(later({ hours: 16 * 24 }).post).toBeUndefined();
    expect(later({ hours: 16 * 24 }).missed).toHaveLength(3);
  });

  test('a clock that stood in 1970 when the schedule was made posts nothing old', () => {
    const old = nextAfter(Temporal.Instant.fromEpochMilliseconds(0), rhythm);
    const now = Temporal.Instant.from('2026-11-25T10:00Z');
    const found = judgeDue(old, { rhythm, first: old.week, graceHours: 24, now });
    expect(found.post).toBeUndefined();
    expect(found.missed).toHaveLength(8);
    expect(found.next.week).toBe('2026-11-23');
  });

  test('a clock that goes back finds nothing to do', () => {
    expect(judged(Temporal.Instant.fromEpochMilliseconds(0))).toEqual({ post: undefined, missed: [], next: pending });
  });
});
