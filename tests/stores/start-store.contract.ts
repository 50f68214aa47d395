import { expect, test } from 'vitest';
import { StartStore } from '../../src/stores/start-store.ts';
import type { OpenStore } from './contract.ts';

/** What the memory of starts promises, whatever it lies in. */
export function startStoreContract(open: OpenStore): void {
  test('starts are none at first, and then those that were put last, in their order', async () => {
    await using store = await open();
    const starts = new StartStore(store.db);
    expect(await starts.get()).toEqual([]);
    await starts.put([1_800_000_000_000, 1_800_000_000_000, 5]);
    expect(await starts.get()).toEqual([1_800_000_000_000, 1_800_000_000_000, 5]);
    await starts.put([4]);
    expect(await starts.get()).toEqual([4]);
    await starts.put([]);
    expect(await starts.get()).toEqual([]);
  });
}
