import { pino } from 'pino';
import { createStores } from '../../src/app/create-stores.ts';
import type { Stores } from '../../src/app/create-stores.ts';
import { openDatabase } from '../../src/stores/database/database.ts';
import type { Database } from '../../src/stores/database/database.ts';
import { someEvening } from './requests.ts';

/** A store that is gone with the process, made as any other. */
export const memoryDatabase = (): Promise<Database> =>
  openDatabase('sqlite::memory:', { log: pino({ level: 'silent' }) });

/** Bags in a store of their own, without waiting for it to open. */
export const bagsInMemory = (): Stores['bags'] => storesInMemory().bags;

/** All stores over one new database, without waiting for it to open: each method does. */
export function storesInMemory(): Stores {
  const opened = memoryDatabase().then(({ db }) => createStores({ db, clock: () => someEvening }));
  type Methods = Record<string | symbol, (...args: unknown[]) => unknown>;
  const later = (store: keyof Stores): Methods => {
    const call =
      (name: string | symbol) =>
      async (...args: unknown[]) =>
        ((await opened)[store] as unknown as Methods)[name]?.(...args);
    // What a test puts in the place of a method is what is called.
    return new Proxy<Methods>({}, { get: (put, name) => put[name] ?? call(name) });
  };
  const made: Record<string, Methods> = {};
  return new Proxy({} as Stores, { get: (_, store: keyof Stores) => (made[store] ??= later(store)) });
}
