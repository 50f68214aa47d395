import type { Bag } from '../../src/domain/bag.ts';
import type { BagStore } from '../../src/stores/bag-store.ts';

/** Keeps one bag, of which the store may hold an older one. */
export const putBag = async (bags: BagStore, scope: string, key: string, bag: Bag): Promise<void> =>
  bags.write([{ scope, key, bag, isNew: (await bags.get(scope, key)) === undefined }]);
