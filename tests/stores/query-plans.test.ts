import { SqliteQueryCompiler } from 'kysely';
import type { QueryId, RootOperationNode } from 'kysely';
import { expect, test } from 'vitest';
import { migrate } from '../../src/stores/database/migrate.ts';
import { migrations } from '../../src/stores/database/migrations/index.ts';
import { kyselyOver, openFile } from '../../src/stores/database/sqlite.ts';
import { FilmListStore } from '../../src/stores/film-list-store.ts';
import { MemberDataStore } from '../../src/stores/member-data-store.ts';
import { NominationStore } from '../../src/stores/nomination-store.ts';
import { OccurrenceStore } from '../../src/stores/occurrence-store.ts';
import { RatingStore } from '../../src/stores/rating-store.ts';
import type { Schema } from '../../src/stores/schema.ts';
import { someEvening } from '../support/requests.ts';

type Stores = Readonly<{
  lists: FilmListStore;
  members: MemberDataStore;
  nominations: NominationStore;
  occurrences: OccurrenceStore;
  ratings: RatingStore;
}>;

const nomination = { guildId: '1', filmId: 'a', userId: '7' };

// The bot has one thread, and SQLite answers on it: what reads a whole table makes every member of every club wait.
test.for<[string, (stores: Stores) => Promise<unknown>]>([
  ['what is kept of a member', ({ members }) => members.exportOf('7')],
  ['what a guild has seen', ({ lists }) => lists.knownIn('1')],
  ['what a guild thinks of a film', ({ ratings }) => ratings.tally('1', 'a')],
  ['what a guild thinks of all films', ({ ratings }) => ratings.tallies('1')],
  ['what a guild has been shown', ({ occurrences }) => occurrences.showings('1')],
  [
    'a nomination and its end',
    async ({ nominations }) => {
      await nominations.support({ ...nomination, id: '5', note: '', at: someEvening });
      await nominations.withdraw(nomination);
    },
  ],
  [
    'the deletion of what is kept of a member',
    async ({ members, nominations }) => {
      await nominations.support({ ...nomination, id: '5', note: '', at: someEvening });
      await members.deleteIn('1', '7', someEvening);
    },
  ],
])('%s is found without a look at all ratings, reactions, lists, nominations or occurrences', async ([, ask]) => {
  const whole = (await plans(ask)).filter((step) => step.startsWith('SCAN '));
  expect(whole.filter((step) => /ratings|reactions|film_lists|nomination|occurrences|part/.test(step))).toEqual([]);
});

test('what a guild knows and what it has rated is found film by film, without a look at every rating', async () => {
  const next = /ratings .*\(guild_id=\? AND film_id>\?\)/;
  expect(await plans(({ lists }) => lists.knownIn('1'))).toContainEqual(expect.stringMatching(next));
  expect(await plans(({ ratings }) => ratings.tallies('1'))).toContainEqual(expect.stringMatching(next));
});

test('what a guild rated lately is found without a look at what it rated before', async () => {
  const late = /ratings .*\(guild_id=\? AND film_id=\? AND score=\? AND updated_at>\?\)/;
  const steps = await plans(async ({ ratings }) => {
    await ratings.put({ guildId: '1', userId: '7', filmId: 'a', score: 3, source: 'button', updatedAt: someEvening });
    await ratings.tallies('1', someEvening);
  });
  expect(steps).toContainEqual(expect.stringMatching(late));
});

/** How SQLite goes about what is asked of these stores, step by step. */
async function plans(ask: (stores: Stores) => Promise<unknown>): Promise<readonly string[]> {
  using file = openFile(':memory:');
  const seen: RootOperationNode[] = [];
  const db = kyselyOver<Schema>(file);
  await migrate(db, 'sqlite', migrations);
  const watched = db.withPlugin({
    transformQuery: ({ node }) => {
      seen.push(node);
      return node;
    },
    transformResult: async ({ result }) => result,
  });
  await ask({
    lists: new FilmListStore(watched),
    members: new MemberDataStore(watched),
    nominations: new NominationStore(watched),
    occurrences: new OccurrenceStore(watched),
    ratings: new RatingStore(watched),
  });
  return seen.flatMap((node) => {
    const { sql } = new SqliteQueryCompiler().compileQuery(node, { queryId: '1' } as QueryId);
    const steps = file.prepare(`explain query plan ${sql}`).all();
    return steps.map(({ detail }) => String(detail));
  });
}
