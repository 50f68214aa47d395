import { expect, test } from 'vitest';
import { RecentIds } from '../../src/discord/recent-ids.ts';

test('an id is new once', () => {
  const recent = new RecentIds({ most: 10 });
  expect([recent.isNew('a'), recent.isNew('a'), recent.isNew('b')]).toEqual([true, false, true]);
});

test('the last half of its number is always remembered', () => {
  const recent = new RecentIds({ most: 4 });
  const ids = Array.from({ length: 50 }, (_, at) => String(at));
  const forgotten = ids.filter((id, at) => {
    recent.isNew(id);
    return at > 0 && recent.isNew(String(at - 1));
  });
  expect(forgotten).toEqual([]);
});

test('the memory holds no more than its number, the oldest go first', () => {
  const recent = new RecentIds({ most: 4 });
  for (const id of ['a', 'b', 'c', 'd', 'e']) recent.isNew(id);
  expect([recent.isNew('e'), recent.isNew('d'), recent.isNew('a')]).toEqual([false, false, true]);
});
