import { expect, test } from 'vitest';
import type { Fact } from '../../src/domain/film.ts';
import { FactTurns } from '../../src/services/fact-turns.ts';
import { RandomDraw } from '../../src/services/random-draw.ts';
import { Turns } from '../../src/services/turns.ts';
import { MemoryBagStore } from '../../src/stores/bag-store.ts';
import { aFilm, anIndex, seededRandom } from '../support/library.ts';

const films = anIndex([
  aFilm({ id: 'early', year: 1943 }),
  aFilm({ id: 'middle', year: 1957 }),
  aFilm({ id: 'late', year: 1959, runtimeMinutes: 180 }),
]);

const aClub = () => {
  const turns = new Turns({ bags: new MemoryBagStore(), random: seededRandom(3) });
  return { draws: new RandomDraw({ films, turns }), facts: new FactTurns({ turns }) };
};

test('a guild sees every film once before any comes again', async () => {
  const { draws } = aClub();
  const seen = [await draws.draw('guild 1', {}), await draws.draw('guild 1', {}), await draws.draw('guild 1', {})];
  expect(new Set(seen.map(({ film }) => film.id)).size).toBe(3);
  expect(seen.map(({ left, total }) => [left, total])).toEqual([
    [2, 3],
    [1, 3],
    [0, 3],
  ]);
});

test('what one guild draws leaves another guild’s pool as it is', async () => {
  const { draws } = aClub();
  await draws.draw('guild 1', {});
  expect((await draws.draw('guild 2', {})).left).toBe(2);
});

test('each filter has a pool of its own, whatever order its conditions come in', async () => {
  const { draws } = aClub();
  const one = await draws.draw('guild 1', { decade: 1950, maxRuntime: 200 });
  const two = await draws.draw('guild 1', { maxRuntime: 200, decade: 1950 });
  expect(new Set([one.film.id, two.film.id])).toEqual(new Set(['middle', 'late']));
  expect((await draws.draw('guild 1', { decade: 1940 })).film.id).toBe('early');
});

test('members who press at the same moment draw different films', async () => {
  const { draws } = aClub();
  const drawn = await Promise.all([1, 2, 3].map(() => draws.draw('guild 1', {})));
  expect(new Set(drawn.map(({ film }) => film.id)).size).toBe(3);
});

test('a filter that nothing fits is refused in words', async () => {
  await expect(aClub().draws.draw('guild 1', { decade: 2000 })).rejects.toMatchObject({ key: 'random.empty' });
});

test('a film’s facts take turns, in each guild by themselves', async () => {
  const { facts } = aClub();
  const fact = (text: string): Fact => ({
    text: { en: text, ru: text },
    kind: 'history',
    confidence: 'well-known',
    sources: [],
  });
  const film = aFilm({ facts: [fact('one'), fact('two'), fact('three')] });
  const told = [
    await facts.next('guild 1', film),
    await facts.next('guild 1', film),
    await facts.next('guild 1', film),
  ];
  expect(new Set(told.map(({ text }) => text.en))).toEqual(new Set(['one', 'two', 'three']));
});

test('the memory of draws is bounded: the guild that has not drawn for longest is forgotten first', async () => {
  const bags = new MemoryBagStore({ most: 2 });
  const bag = { drawn: ['a'], last: 'a' };
  await bags.put('guild 1', 'all', bag);
  await bags.put('guild 2', 'all', bag);
  await bags.put('guild 1', 'all', bag);
  await bags.put('guild 3', 'all', bag);
  expect(await bags.get('guild 2', 'all')).toBeUndefined();
  expect(await bags.get('guild 1', 'all')).toEqual(bag);
});
