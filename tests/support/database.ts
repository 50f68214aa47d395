import { pino } from 'pino';
import { BagStore } from '../../src/stores/bag-store.ts';
import { openDatabase } from '../../src/stores/database/database.ts';
import type { Database } from '../../src/stores/database/database.ts';
import { FilmListStore } from '../../src/stores/film-list-store.ts';
import { GuildChangeStore } from '../../src/stores/guild-change-store.ts';
import { GuildSettingsStore } from '../../src/stores/guild-settings-store.ts';
import { GuildStore } from '../../src/stores/guild-store.ts';
import { MemberDataStore } from '../../src/stores/member-data-store.ts';
import { NoticeStore } from '../../src/stores/notice-store.ts';
import { NominationStore } from '../../src/stores/nomination-store.ts';
import { PostStore } from '../../src/stores/post-store.ts';
import { RatingStore } from '../../src/stores/rating-store.ts';
import { ReactionStore } from '../../src/stores/reaction-store.ts';
import { OccurrenceStore } from '../../src/stores/occurrence-store.ts';
import { DraftStore } from '../../src/stores/draft-store.ts';
import { ScheduleStore } from '../../src/stores/schedule-store.ts';
import { someEvening } from './requests.ts';

/** A store that is gone with the process, made as any other. */
export const memoryDatabase = (): Promise<Database> =>
  openDatabase('sqlite::memory:', { log: pino({ level: 'silent' }) });

/** Bags in a store of their own, without waiting for it to open. */
export const bagsInMemory = (): BagStore => storesInMemory().bags;

/** All stores over one new database, without waiting for it to open. */
export function storesInMemory() {
  const opened = memoryDatabase();
  /** A store whose every method waits for the database first. */
  function later<S extends object>(make: (db: Database['db']) => S): S {
    const made = opened.then(({ db }) => make(db));
    const call =
      (name: string | symbol) =>
      async (...args: unknown[]): Promise<unknown> => {
        const store = (await made) as Record<typeof name, (...args: unknown[]) => unknown>;
        return store[name]?.(...args);
      };
    // What a test puts in the place of a method is what is called.
    return new Proxy({} as S, { get: (put, name) => Reflect.get(put, name) ?? call(name) });
  }
  return {
    bags: later((db) => new BagStore({ db, clock: () => someEvening })),
    ratings: later((db) => new RatingStore(db)),
    lists: later((db) => new FilmListStore(db)),
    posts: later((db) => new PostStore(db)),
    reactions: later((db) => new ReactionStore(db)),
    nominations: later((db) => new NominationStore(db)),
    members: later((db) => new MemberDataStore(db)),
    settings: later((db) => new GuildSettingsStore(db)),
    changes: later((db) => new GuildChangeStore(db)),
    guilds: later((db) => new GuildStore(db)),
    schedules: later((db) => new ScheduleStore(db)),
    drafts: later((db) => new DraftStore(db)),
    notices: later((db) => new NoticeStore(db)),
    occurrences: later((db) => new OccurrenceStore(db)),
  };
}
