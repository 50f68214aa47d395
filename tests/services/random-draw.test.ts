import { pino } from 'pino';
import { expect, test } from 'vitest';
import { StoreUnavailable } from '../../src/errors.ts';
import { RandomDraw } from '../../src/services/random-draw.ts';
import { Turns } from '../../src/services/turns.ts';
import { bagsInMemory } from '../support/database.ts';
import { aFilm, anIndex, seededRandom } from '../support/library.ts';

const films = anIndex([
  aFilm({ id: 'early', year: 1943 }),
  aFilm({ id: 'middle', year: 1957 }),
  aFilm({ id: 'late', year: 1959, runtimeMinutes: 180 }),
]);

const aClub = (bags = bagsInMemory(), library = films, isShared = false) => ({
  draws: new RandomDraw({
    films: library,
    turns: new Turns({ bags, isShared, random: seededRandom(3), log: pino({ level: 'silent' }) }),
  }),
});

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

test('a filter that leaves a condition open is the filter without it', async () => {
  const { draws } = aClub();
  await draws.draw('guild 1', { decade: 1950, theme: undefined });
  expect((await draws.draw('guild 1', { decade: 1950 })).left).toBe(0);
});

test('what was drawn is remembered when the library changes: a new film joins the round, one that left is not missed', async () => {
  const bags = bagsInMemory();
  const before: string[] = [];
  for (let at = 0; at < 2; at += 1) before.push((await aClub(bags).draws.draw('guild 1', {})).film.id);
  const kept = films.films.filter(({ id }) => id !== before[0]);
  const changed = anIndex([...kept, aFilm({ id: 'new' })]);
  const after: string[] = [];
  for (let at = 0; at < 2; at += 1) after.push((await aClub(bags, changed).draws.draw('guild 1', {})).film.id);
  expect(after.toSorted()).toEqual(['early', 'late', 'middle', 'new'].filter((id) => !before.includes(id)));
});

test('a store that is away fails the draw at once, rather than let the member wait until it is back', async () => {
  const bags = bagsInMemory();
  bags.write = () => Promise.reject(new StoreUnavailable({ cause: new Error('the database is stopping') }));
  await expect(aClub(bags).draws.draw('guild 1', {})).rejects.toThrow(StoreUnavailable);
});

test('draws of the same moment are written together, and each is answered with a film of its own', async () => {
  const bags = bagsInMemory();
  const write = bags.write.bind(bags);
  const written: number[] = [];
  bags.write = (puts) => {
    written.push(puts.length);
    return write(puts);
  };
  const { draws } = aClub(bags);
  const drawn = await Promise.all(Array.from({ length: 3 }, () => draws.draw('guild 1', {})));
  expect(new Set(drawn.map(({ film }) => film.id)).size).toBe(3);
  expect(written).toEqual([3]);
  expect((await bags.get('guild 1', 'random '))?.drawn).toEqual(drawn.map(({ film }) => film.id));
});

test('two processes on one store draw from the same bags', async () => {
  const bags = bagsInMemory();
  const [one, other] = [aClub(bags, films, true), aClub(bags, films, true)];
  const drawn = [];
  for (const { draws } of [one, other, one]) drawn.push((await draws.draw('guild 1', {})).film.id);
  expect(new Set(drawn).size).toBe(3);
});

test('a store of one process is asked once for a bag', async () => {
  const bags = bagsInMemory();
  const get = bags.get.bind(bags);
  let asked = 0;
  bags.get = (...args) => {
    asked += 1;
    return get(...args);
  };
  const { draws } = aClub(bags);
  const drawn = [];
  for (let at = 0; at < 3; at += 1) drawn.push((await draws.draw('guild 1', {})).film.id);
  expect([new Set(drawn).size, asked]).toEqual([3, 1]);
});

test('a store that fails fails the draw, and not the one after it', async () => {
  const bags = bagsInMemory();
  const write = bags.write.bind(bags);
  let broken = true;
  bags.write = (...args) => (broken ? Promise.reject(new Error('the disk is full')) : write(...args));
  const { draws } = aClub(bags);
  await expect(draws.draw('guild 1', {})).rejects.toThrow('the disk is full');
  broken = false;
  expect((await draws.draw('guild 1', {})).left).toBe(2);
});
