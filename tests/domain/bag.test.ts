import fc from 'fast-check';
import { expect, test } from 'vitest';
import { drawFrom, emptyBag } from '../../src/domain/bag.ts';
import { seededRandom } from '../support/library.ts';

const pools = fc.uniqueArray(fc.stringMatching(/^[a-z]{1,6}$/), { minLength: 1, maxLength: 12 });

/** The next `count` draws from a pool. */
function draws(pool: readonly string[], count: number, seed: number): string[] {
  const random = seededRandom(seed);
  let bag = emptyBag;
  return Array.from({ length: count }, () => {
    const drawn = drawFrom(bag, pool, random);
    ({ bag } = drawn);
    return drawn.item;
  });
}

test('every round shows the whole pool, each film once', () => {
  fc.assert(
    fc.property(pools, fc.nat(), (pool, seed) => {
      const drawn = draws(pool, pool.length * 3, seed);
      for (let round = 0; round < 3; round += 1) {
        const films = drawn.slice(round * pool.length, (round + 1) * pool.length);
        expect(new Set(films)).toEqual(new Set(pool));
      }
    }),
  );
});

test('a new round never begins with the film the old one ended on', () => {
  fc.assert(
    fc.property(pools, fc.nat(), (pool, seed) => {
      fc.pre(pool.length > 1);
      const drawn = draws(pool, pool.length * 4, seed);
      expect(drawn.some((film, at) => film === drawn[at - 1])).toBe(false);
    }),
  );
});

test('the count of films left goes down to none and starts over', () => {
  const random = seededRandom(7);
  let bag = emptyBag;
  const left = Array.from({ length: 7 }, () => {
    const drawn = drawFrom(bag, ['a', 'b', 'c'], random);
    ({ bag } = drawn);
    return drawn.left;
  });
  expect(left).toEqual([2, 1, 0, 2, 1, 0, 2]);
});

test('a film that joins the library joins the round, one that leaves is not missed', () => {
  const first = drawFrom({ drawn: ['a', 'b', 'gone'], last: 'gone' }, ['a', 'b', 'new'], seededRandom(1));
  expect(first).toMatchObject({ item: 'new', left: 0 });
});

test('a film that left and came back in the same round has come already', () => {
  const without = drawFrom({ drawn: ['a'], last: 'a' }, ['b', 'c'], seededRandom(1));
  const again = drawFrom(without.bag, ['a', 'b', 'c'], seededRandom(1));
  expect(new Set([without.item, again.item])).toEqual(new Set(['b', 'c']));
  expect(again.left).toBe(0);
});

test('however the pool changes, nothing comes twice while something has not come in this round', () => {
  const changing = fc.array(pools, { minLength: 1, maxLength: 30 });
  fc.assert(
    fc.property(changing, fc.nat(), (changes, seed) => {
      const random = seededRandom(seed);
      let bag = emptyBag;
      let round = new Set<string>();
      let last: string | undefined;
      for (const pool of changes) {
        const { item, left, bag: after } = drawFrom(bag, pool, random);
        const waiting = pool.filter((film) => !round.has(film));
        expect(pool).toContain(item);
        if (waiting.length > 0) expect(waiting).toContain(item);
        else if (pool.length > 1) expect(item).not.toBe(last);
        expect(left).toBe((waiting.length > 0 ? waiting.length : pool.length) - 1);
        round = new Set([...(waiting.length > 0 ? round : []), item]);
        [bag, last] = [after, item];
      }
    }),
  );
});

test('a library of one film shows it again and again', () => {
  expect(draws(['a'], 3, 1)).toEqual(['a', 'a', 'a']);
});

test('the first film of a round is as likely to be any', () => {
  const pool = Array.from({ length: 10 }, (_, at) => `film-${at}`);
  const rounds = 20_000;
  const random = seededRandom(20_261_124);
  const counts = new Map(pool.map((film) => [film, 0]));
  for (let round = 0; round < rounds; round += 1) {
    const { item } = drawFrom(emptyBag, pool, random);
    counts.set(item, (counts.get(item) ?? 0) + 1);
  }
  const expected = rounds / pool.length;
  const chiSquare = [...counts.values()].reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
  // 27.88 is what chance alone passes once in a thousand with 9 degrees of freedom.
  expect(chiSquare).toBeLessThan(27.88);
});

test('whatever stands in the middle of a round is as likely to be any of what is left', () => {
  const pool = Array.from({ length: 6 }, (_, at) => `film-${at}`);
  const seen = new Map(pool.map((film) => [film, 0]));
  const rounds = 18_000;
  const random = seededRandom(42);
  for (let round = 0; round < rounds; round += 1) {
    let bag = emptyBag;
    for (let at = 0; at < 4; at += 1) {
      const drawn = drawFrom(bag, pool, random);
      ({ bag } = drawn);
      if (at === 3) seen.set(drawn.item, (seen.get(drawn.item) ?? 0) + 1);
    }
  }
  const expected = rounds / pool.length;
  const chiSquare = [...seen.values()].reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
  // The same bound for 5 degrees of freedom.
  expect(chiSquare).toBeLessThan(20.52);
});
