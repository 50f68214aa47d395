import { expect, test } from 'vitest';
import type { Clock } from '../../src/domain/clock.ts';
import { BagStore } from '../../src/stores/bag-store.ts';
import { putBag } from '../support/bags.ts';
import type { OpenStore } from './contract.ts';

const bag = { drawn: ['a'], last: 'a' };

let nowMs = 1_800_000_000_000;
/** Each question comes a millisecond later. */
const clock: Clock = () => Temporal.Instant.fromEpochMilliseconds((nowMs += 1));

/** What a store of bags promises, whatever it lies in. */
export function bagStoreContract(open: OpenStore): void {
  test('a bag is found by guild and by what it is drawn from, and only so', async () => {
    await using store = await open();
    const bags = new BagStore({ db: store.db, clock });
    await putBag(bags, 'guild 1', 'all', bag);
    expect(await bags.get('guild 1', 'all')).toEqual(bag);
    expect(await bags.get('guild 2', 'all')).toBeUndefined();
    expect(await bags.get('guild 1', 'other')).toBeUndefined();
    expect(await bags.get('guild', '1 all')).toBeUndefined();
  });

  test('the bag put last replaces the one before, also by one that holds nothing', async () => {
    await using store = await open();
    const bags = new BagStore({ db: store.db, clock });
    await putBag(bags, 'guild 1', 'all', bag);
    await putBag(bags, 'guild 1', 'all', { drawn: ['a', 'b'], last: 'b' });
    expect(await bags.get('guild 1', 'all')).toEqual({ drawn: ['a', 'b'], last: 'b' });
    await putBag(bags, 'guild 1', 'all', { drawn: [], last: undefined });
    expect(await bags.get('guild 1', 'all')).toEqual({ drawn: [], last: undefined });
  });

  test('bags that are put together are all there, of two with one key the later one', async () => {
    await using store = await open();
    const bags = new BagStore({ db: store.db, clock });
    const later = { drawn: ['a', 'b'], last: 'b' };
    const put = (scope: string, key: string, it: typeof bag) => ({ scope, key, bag: it, isNew: true });
    await bags.write([put('guild 1', 'all', bag), put('guild 2', 'all', bag), put('guild 1', 'all', later)]);
    expect(await bags.get('guild 1', 'all')).toEqual(later);
    expect(await bags.get('guild 2', 'all')).toEqual(bag);
  });

  test('what is odd comes back as it was', async () => {
    await using store = await open();
    const bags = new BagStore({ db: store.db, clock });
    const odd = { drawn: ['"', "'; drop table bags; --", 'ёж 🎬', '\\u0041'], last: '🎬' };
    await putBag(bags, 'guild 9223372036854775808', 'random theme="ёж"&x=1', odd);
    expect(await bags.get('guild 9223372036854775808', 'random theme="ёж"&x=1')).toEqual(odd);
  });

  test('the memory of one guild is bounded: what it has not used for longest goes, and no other guild’s', async () => {
    await using store = await open();
    const bags = new BagStore({ db: store.db, clock, most: 2 });
    await putBag(bags, 'guild 2', 'old', bag);
    await putBag(bags, 'guild 1', 'first', bag);
    await putBag(bags, 'guild 1', 'second', bag);
    await putBag(bags, 'guild 1', 'first', bag);
    await putBag(bags, 'guild 1', 'third', bag);
    expect(await bags.get('guild 1', 'second')).toBeUndefined();
    for (const key of ['first', 'third']) expect(await bags.get('guild 1', key)).toEqual(bag);
    expect(await bags.get('guild 2', 'old')).toEqual(bag);
  });
}
