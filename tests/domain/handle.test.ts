import fc from 'fast-check';
import { expect, test } from 'vitest';
import { handleOf, shuffled } from '../../src/domain/handle.ts';

const things = fc
  .uniqueArray(fc.stringMatching(/^[a-z0-9-]{1,40}$/), { maxLength: 30 })
  .map((ids) => ids.map((id) => ({ id })));

test('a handle is short, plain and the same each time', () => {
  fc.assert(
    fc.property(fc.string(), (id) => {
      expect(handleOf(id)).toMatch(/^[a-z0-9]{1,7}$/);
      expect(handleOf(id)).toBe(handleOf(id));
    }),
  );
});

test('the ids of a large library have handles of their own', () => {
  const ids = Array.from({ length: 5000 }, (_, at) => `film-${at}`);
  expect(new Set(ids.map(handleOf)).size).toBe(ids.length);
});

test('a shuffled list holds the same things, in the same order for the same seed, however it came', () => {
  fc.assert(
    fc.property(things, fc.string(), (items, seed) => {
      const order = shuffled(items, seed);
      expect(new Set(order)).toEqual(new Set(items));
      expect(shuffled(items.toReversed(), seed)).toEqual(order);
    }),
  );
});

test('another seed is another order, and each film comes first about as often', () => {
  const items = Array.from({ length: 8 }, (_, at) => ({ id: `film-${at}` }));
  const firsts = new Map(items.map(({ id }) => [id, 0]));
  for (let seed = 0; seed < 8000; seed += 1) {
    const [first] = shuffled(items, String(seed));
    if (first) firsts.set(first.id, (firsts.get(first.id) ?? 0) + 1);
  }
  const chiSquare = [...firsts.values()].reduce((sum, count) => sum + (count - 1000) ** 2 / 1000, 0);
  // 24.32 is what chance alone passes once in a thousand with 7 degrees of freedom.
  expect(chiSquare).toBeLessThan(24.32);
});
