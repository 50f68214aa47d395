import { pino } from 'pino';
import { BagStore } from '../../src/stores/bag-store.ts';
import { openDatabase } from '../../src/stores/database/database.ts';
import type { Database } from '../../src/stores/database/database.ts';
import { MemberDataStore } from '../../src/stores/member-data-store.ts';
import { RatingStore } from '../../src/stores/rating-store.ts';
import { someEvening } from './requests.ts';

/** A store that is gone with the process, made as any other. */
export const memoryDatabase = (): Promise<Database> =>
  openDatabase('sqlite::memory:', { log: pino({ level: 'silent' }) });

type Bags = Pick<BagStore, 'get' | 'put'>;

/** Bags in a store of their own, without waiting for it to open. */
export const bagsInMemory = (): Bags => storesInMemory().bags;

/** All stores over one new database, without waiting for it to open. */
export function storesInMemory() {
  const opened = memoryDatabase().then(({ db }) => ({
    bags: new BagStore({ db, clock: () => someEvening }),
    ratings: new RatingStore(db),
    members: new MemberDataStore(db),
  }));
  const bags: Bags = {
    get: async (...args) => (await opened).bags.get(...args),
    put: async (...args) => (await opened).bags.put(...args),
  };
  const ratings: Pick<RatingStore, 'put' | 'remove' | 'get' | 'tally' | 'tallies'> = {
    put: async (...args) => (await opened).ratings.put(...args),
    remove: async (...args) => (await opened).ratings.remove(...args),
    get: async (...args) => (await opened).ratings.get(...args),
    tally: async (...args) => (await opened).ratings.tally(...args),
    tallies: async (...args) => (await opened).ratings.tallies(...args),
  };
  const members: Pick<MemberDataStore, 'ratings' | 'bags' | 'deleteIn' | 'deleteEverywhere'> = {
    ratings: async (...args) => (await opened).members.ratings(...args),
    bags: async (...args) => (await opened).members.bags(...args),
    deleteIn: async (...args) => (await opened).members.deleteIn(...args),
    deleteEverywhere: async (...args) => (await opened).members.deleteEverywhere(...args),
  };
  return { bags, ratings, members };
}
