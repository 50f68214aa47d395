import { expect, test } from 'vitest';
import { RecentIds } from '../../src/discord/recent-ids.ts';

test('an id is new once', () => {
  const recent = new RecentIds({ forMs: 1000, most: 10 });
  expect([recent.isNew('a', 0), recent.isNew('a', 500), recent.isNew('b', 500)]).toEqual([true, false, true]);
});

test('an id is forgotten after its time', () => {
  const recent = new RecentIds({ forMs: 1000, most: 10 });
  recent.isNew('a', 0);
  expect(recent.isNew('a', 1000)).toBe(true);
});

test('the memory holds no more than its number, the oldest go first', () => {
  const recent = new RecentIds({ forMs: 1000, most: 3 });
  for (const id of ['a', 'b', 'c', 'd']) recent.isNew(id, 0);
  expect([recent.isNew('d', 1), recent.isNew('c', 1), recent.isNew('a', 1)]).toEqual([false, false, true]);
});
