import { expect, test } from 'vitest';
import { MemoryBagStore } from '../../src/stores/bag-store.ts';

const bag = { drawn: ['a'], last: 'a' };

test('the memory of draws is bounded: the guild that has not drawn for longest is forgotten first', async () => {
  const bags = new MemoryBagStore({ most: 2 });
  await bags.put('guild 1', 'all', bag);
  await bags.put('guild 2', 'all', bag);
  await bags.put('guild 1', 'all', bag);
  await bags.put('guild 3', 'all', bag);
  expect(await bags.get('guild 2', 'all')).toBeUndefined();
  expect(await bags.get('guild 1', 'all')).toEqual(bag);
});

test('a bag is found by guild and by what it is drawn from, and only so', async () => {
  const bags = new MemoryBagStore();
  await bags.put('guild 1', 'all', bag);
  expect(await bags.get('guild 1', 'all')).toEqual(bag);
  expect(await bags.get('guild 2', 'all')).toBeUndefined();
  expect(await bags.get('guild 1', 'other')).toBeUndefined();
  expect(await bags.get('guild', '1 all')).toBeUndefined();
});
