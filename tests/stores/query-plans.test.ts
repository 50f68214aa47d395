import { expect, test } from 'vitest';
import { migrate } from '../../src/stores/database/migrate.ts';
import { migrations } from '../../src/stores/database/migrations/index.ts';
import { kyselyOver, openFile } from '../../src/stores/database/sqlite.ts';
import { FilmListStore } from '../../src/stores/film-list-store.ts';
import { GuildStore } from '../../src/stores/guild-store.ts';
import { MemberDataStore } from '../../src/stores/member-data-store.ts';
import { NominationStore } from '../../src/stores/nomination-store.ts';
import { OccurrenceStore } from '../../src/stores/occurrence-store.ts';
import { PostStore } from '../../src/stores/post-store.ts';
import { RatingStore } from '../../src/stores/rating-store.ts';
import { ReactionStore } from '../../src/stores/reaction-store.ts';
import type { Schema } from '../../src/stores/schema.ts';
import { leastCpuMs } from '../support/cpu.ts';
import { aPost } from '../support/posts.ts';
import { someEvening } from '../support/requests.ts';

type Stores = Readonly<{
  guilds: GuildStore;
  lists: FilmListStore;
  members: MemberDataStore;
  nominations: NominationStore;
  occurrences: OccurrenceStore;
  ratings: RatingStore;
  reactions: ReactionStore;
}>;

const nomination = { guildId: '1', filmId: 'a', userId: '7' };

// The bot has one thread, and SQLite answers on it: what reads a whole table makes every member of every club wait.
test.for<[string, (stores: Stores) => Promise<unknown>]>([
  ['what is kept of a member', ({ members }) => members.exportOf('7')],
  ['what a guild has seen', ({ lists }) => lists.knownIn('1')],
  ['what a guild thinks of a film', ({ ratings }) => ratings.tally('1', 'a')],
  ['what a guild thinks of all films', ({ ratings }) => ratings.tallies('1')],
  ['what a guild has been shown', ({ occurrences }) => occurrences.showings('1')],
  ['what keeps a guild from posting', ({ occurrences }) => occurrences.parked('1')],
  ['what a guild still has to decide or to show', ({ nominations }) => nominations.undone('1')],
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
  [
    'what a member says by command',
    async ({ ratings }) => {
      await ratings.put({
        guildId: '1',
        userId: '7',
        filmId: 'a',
        score: 3,
        source: 'command',
        updatedAt: someEvening,
      });
      await ratings.remove({ guildId: '1', userId: '7', filmId: 'a' }, someEvening);
    },
  ],
  ['what becomes of some reactions', ({ reactions }) => giveAndTake(reactions, 3)],
])('%s is found without a look at all ratings, reactions, lists, nominations or occurrences', async ([, ask]) => {
  const whole = (await plans(ask)).filter((step) => step.startsWith('SCAN '));
  expect(
    whole.filter((step) =>
      /ratings|reactions|withdrawals|film_lists|nomination|occurrences|part|SCAN [prx]\b/.test(step),
    ),
  ).toEqual([]);
});

test('what a guild knows and what it has rated is found film by film, without a look at every rating', async () => {
  const next = /ratings .*\(guild_id=\? AND film_id>\?\)/;
  expect(await plans(({ lists }) => lists.knownIn('1'))).toContainEqual(expect.stringMatching(next));
  expect(await plans(({ ratings }) => ratings.tallies('1'))).toContainEqual(expect.stringMatching(next));
});

test('what a guild still has to decide or to show takes a moment, however much it has been shown', async () => {
  using file = openFile(':memory:');
  const db = kyselyOver<Schema>(file);
  await migrate(db, 'sqlite', migrations);
  const count = (to: number): string => `with n (i) as (select 1 union all select i + 1 from n where i < ${to})`;
  file.exec(`
    insert into nominations (guild_id, id, film_id, state, reason, decided_at) ${count(400)}
      select '1', i, 'wanted ' || i, iif(i % 2, 'open', 'accepted'), '', iif(i % 2, null, 1000) from n;
    insert into nomination_supporters (guild_id, nomination_id, user_id, note, at) ${count(4000)}
      select '1', 1 + i % 400, i, '', i from n;
    insert into occurrences (guild_id, schedule, key, due_at, film_id, late, settings, posting, state, lease_until, fence) ${count(1000)}
      select '1', 'main', i, i, 'shown ' || i, 0, '{}', '{}', 'done', 0, 0 from n`);
  const nominations = new NominationStore(db);
  expect(await nominations.undone('1')).toHaveLength(400);
  const enough = 80;
  expect(await leastCpuMs(() => nominations.undone('1'), enough)).toBeLessThan(enough);
  expect(await leastCpuMs(() => nominations.undone('1', 'wanted 1'), 3)).toBeLessThan(3);
});

test('the guilds that something is kept about are found one by one, without a look at every row', async () => {
  const steps = await plans(({ guilds }) => guilds.joined());
  expect(steps.filter((step) => step.startsWith('SCAN ') && !/SCAN (?:found|guilds|CONSTANT)/.test(step))).toEqual([]);
  expect(steps).toContainEqual(expect.stringMatching(/^SEARCH ratings .*\(guild_id>\?\)/));
  expect(steps).toContainEqual(expect.stringMatching(/^SEARCH bags .*\(scope>\? AND scope<\?\)/));
});

test('what a guild rated lately is found without a look at what it rated before', async () => {
  const late = /ratings .*\(guild_id=\? AND film_id=\? AND score=\? AND updated_at>\?\)/;
  const steps = await plans(async ({ ratings }) => {
    await ratings.put({ guildId: '1', userId: '7', filmId: 'a', score: 3, source: 'button', updatedAt: someEvening });
    await ratings.tallies('1', someEvening);
  });
  expect(steps).toContainEqual(expect.stringMatching(late));
});

// Each length would be a statement of its own, and a burst would leave thousands of them behind for the memory to hold.
test('however many reactions come at once, they are written in the same few words', async () => {
  const few = await statements(({ reactions }) => giveAndTake(reactions, 1));
  const many = await statements(({ reactions }) => giveAndTake(reactions, 400));
  expect(new Set(many)).toEqual(new Set(few));
});

/** So many members react, and some take it back: all that can become of a reaction. */
async function giveAndTake(reactions: ReactionStore, members: number): Promise<void> {
  const of = (kind: 'given' | 'taken', atMs: number) =>
    Array.from({ length: members }, (_, at) => ({
      ...({
        kind,
        guildId: '1',
        filmId: 'a',
        messageId: aPost().messageId,
        userId: String(at),
        score: 4,
        isSuper: false,
        atMs,
      } as const),
    }));
  await reactions.write(of('given', 1));
  await reactions.write(of('taken', 2));
}

/** How SQLite goes about what is asked of these stores, step by step. */
async function plans(ask: (stores: Stores) => Promise<unknown>): Promise<readonly string[]> {
  using file = openFile(':memory:');
  const seen = await statements(ask, file);
  return seen.flatMap((text) =>
    file
      .prepare(`explain query plan ${text}`)
      .all()
      .map(({ detail }) => String(detail)),
  );
}

/** What SQLite is told when these stores are asked. */
async function statements(
  ask: (stores: Stores) => Promise<unknown>,
  file = openFile(':memory:'),
): Promise<readonly string[]> {
  const seen: string[] = [];
  let isReady = false;
  const db = kyselyOver<Schema>(file, ({ query }) => {
    if (isReady) seen.push(query.sql);
  });
  await migrate(db, 'sqlite', migrations);
  await new PostStore(db).add(aPost({ guildId: '1', filmId: 'a' }));
  isReady = true;
  await ask({
    guilds: new GuildStore(db),
    lists: new FilmListStore(db),
    members: new MemberDataStore(db),
    nominations: new NominationStore(db),
    occurrences: new OccurrenceStore(db),
    ratings: new RatingStore(db),
    reactions: new ReactionStore(db),
  });
  return seen.filter((text) => !/^(?:begin|commit)/.test(text));
}
