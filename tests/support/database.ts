import { pino } from 'pino';
import { BagStore } from '../../src/stores/bag-store.ts';
import { openDatabase } from '../../src/stores/database/database.ts';
import type { Database } from '../../src/stores/database/database.ts';
import { someEvening } from './requests.ts';

/** A store that is gone with the process, made as any other. */
export const memoryDatabase = (): Promise<Database> =>
  openDatabase('sqlite::memory:', { log: pino({ level: 'silent' }) });

/** Bags in a store of their own, without waiting for it to open. */
export function bagsInMemory(): Pick<BagStore, 'get' | 'put'> {
  const opened = memoryDatabase().then(({ db }) => new BagStore({ db, clock: () => someEvening }));
  return {
    get: async (...args) => (await opened).get(...args),
    put: async (...args) => (await opened).put(...args),
  };
}
