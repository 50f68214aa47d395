import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'kysely';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { StoreUnavailable } from '../../src/errors.ts';
import { lookIntoStore, openDatabase } from '../../src/stores/database/database.ts';
import { MemberDataStore } from '../../src/stores/member-data-store.ts';
import { NominationStore } from '../../src/stores/nomination-store.ts';
import { PostStore } from '../../src/stores/post-store.ts';
import { RatingStore } from '../../src/stores/rating-store.ts';
import { ReactionStore } from '../../src/stores/reaction-store.ts';
import { SecretStore } from '../../src/stores/secret-store.ts';
import { StartStore } from '../../src/stores/start-store.ts';
import { WriteQueue } from '../../src/stores/write-queue.ts';
import { noPostgres, PostgresServer } from '../support/postgres.ts';
import { aPost } from '../support/posts.ts';
import { storeContract } from './contract.ts';

const log = pino({ level: 'silent' });

describe.skipIf(noPostgres !== '')(`PostgreSQL${noPostgres}`, () => {
  let server: PostgresServer;
  beforeAll(async () => {
    server = await PostgresServer.start();
  });
  afterAll(() => server?.[Symbol.asyncDispose]());

  const open = async () => openDatabase(await server.freshUrl(), { log });

  storeContract(open);

  test('processes that start at once make one schema and share one key', async () => {
    const url = await server.freshUrl();
    const stores = await Promise.all(Array.from({ length: 4 }, () => openDatabase(url, { log })));
    const keys = await Promise.all(stores.map(({ db }) => new SecretStore(db).macKey()));
    expect(new Set(keys.map((key) => Buffer.from(key).toString('hex'))).size).toBe(1);
    for (const store of stores) await store[Symbol.asyncDispose]();
  });

  test('who only looks sees one moment, changes nothing, and is told of a store that this version has not made', async () => {
    const url = await server.freshUrl();
    await expect(lookIntoStore(url, async () => 'never')).rejects.toMatchObject({ exitCode: 74 });
    await using store = await openDatabase(url, { log });
    const starts = new StartStore(store.db);
    await starts.put([1]);
    const seen = await lookIntoStore(url, async (db) => {
      const look = new StartStore(db);
      const before = await look.get();
      await starts.put([2]);
      return [before, await look.get()];
    });
    expect(seen).toEqual([[1], [1]]);
    await expect(lookIntoStore(url, (db) => db.deleteFrom('session_starts').execute())).rejects.toThrow(/read-only/);
    expect(await starts.get()).toEqual([2]);
  });

  test.each(['given', 'taken'] as const)(
    'a reaction that is %s while a later command is written does not undo what the command says',
    async (kind) => {
      await using store = await open();
      const { db } = store;
      const post = aPost();
      const { guildId, filmId, messageId } = post;
      await new PostStore(db).add(post);
      const reactions = new ReactionStore(db);
      const atMs = post.createdAt.epochMilliseconds;
      const reacted = (what: 'given' | 'taken') =>
        reactions.write([{ kind: what, guildId, filmId, messageId, userId: '1', score: 5, isSuper: false, atMs }]);
      if (kind === 'taken') await reacted('given');
      const writing = await db.transaction().execute(async (command) => {
        const values = { score: 3, source: 'command', updated_at: atMs + 1 } as const;
        await command
          .insertInto('ratings')
          .values({ guild_id: guildId, user_id: '1', film_id: filmId, ...values })
          .onConflict((conflict) => conflict.columns(['guild_id', 'user_id', 'film_id']).doUpdateSet(values))
          .execute();
        const other = reacted(kind);
        // It has read what was, and waits for this to end.
        const waiting = () => sql`select 1 from pg_locks where not granted`.execute(db);
        await vi.waitFor(async () => expect((await waiting()).rows).not.toEqual([]), { timeout: 10_000 });
        return { other };
      });
      await writing.other;
      expect(await new RatingStore(db).get({ guildId, userId: '1', filmId })).toBe(3);
    },
  );

  test('connections that the server ends are replaced, between changes and in the middle of one', async () => {
    await using store = await open();
    const starts = new StartStore(store.db);
    await starts.put([1]);
    await server.terminateAll();
    await vi.waitFor(() => starts.put([2]), { timeout: 10_000 });
    const cut = store.db.transaction().execute(async (turn) => {
      await turn.deleteFrom('session_starts').execute();
      await server.terminateAll();
      await sleep(50);
      await turn.insertInto('session_starts').values({ position: 0, at: 3 }).execute();
    });
    await expect(cut).rejects.toThrow(StoreUnavailable);
    expect(await starts.get()).toEqual([2]);
  });

  test('whose data is deleted while another joins a nomination does not take the other’s part along', async () => {
    await using store = await open();
    const nominations = new NominationStore(store.db);
    const anna = { guildId: '1', filmId: 'wings', userId: '7', id: '100', note: '', at: Temporal.Now.instant() };
    await nominations.support(anna);
    // Keeps the nomination from being deleted until Boris has joined, as a slow moment would.
    const joined = Promise.withResolvers<void>();
    const holding = Promise.withResolvers<void>();
    const slow = store.db.transaction().execute(async (db) => {
      await sql`select id from nominations for key share`.execute(db);
      holding.resolve();
      await joined.promise;
    });
    await holding.promise;
    const deleting = new MemberDataStore(store.db).deleteIn('1', '7', Temporal.Now.instant());
    await sleep(200);
    const joining = nominations.support({ ...anna, userId: '8', id: '101' });
    await Promise.race([joining, sleep(200)]);
    joined.resolve();
    await Promise.all([slow, deleting, joining]);
    expect((await nominations.of('1', '8')).map(({ filmId }) => filmId)).toEqual(['wings']);
    expect(await nominations.of('1', '7')).toEqual([]);
  });

  test('a server that stops costs the changes of that time, in words, and nothing once it is back', async () => {
    await using store = await open();
    const starts = new StartStore(store.db);
    await starts.put([1]);
    await server.stop();
    await expect(starts.put([2])).rejects.toThrow(StoreUnavailable);
    await expect(starts.get()).rejects.toThrow(StoreUnavailable);
    await server.resume();
    expect(await starts.get()).toEqual([1]);
    await starts.put([3]);
    expect(await starts.get()).toEqual([3]);
  });

  test('what waits in a queue while the server restarts is there afterwards, in order', async () => {
    await using store = await open();
    await using queue = new WriteQueue<number>({
      log,
      most: 50,
      write: async (rows) => {
        await store.db
          .insertInto('session_starts')
          .values(rows.map((row) => ({ position: row, at: row })))
          .onConflict((conflict) => conflict.doNothing())
          .execute();
      },
    });
    const added: Promise<void>[] = [];
    for (let row = 0; row < 400; row += 1) {
      added.push(queue.add(row));
      if (row === 150) await server.stop();
      if (row === 300) await server.resume();
      if (row % 20 === 0) await sleep(2);
    }
    await Promise.all(added);
    expect(await new StartStore(store.db).get()).toEqual(Array.from({ length: 400 }, (_, at) => at));
  });

  test('a start waits for a server that is away, and says so', async () => {
    const url = await server.freshUrl();
    const lines: string[] = [];
    await server.stop();
    const opening = openDatabase(url, { log: pino({}, { write: (line) => void lines.push(line) }) });
    await vi.waitFor(() => expect(lines.join('')).toContain('waiting for it'), { timeout: 10_000 });
    await server.resume();
    await using store = await opening;
    expect(store.kind).toBe('postgres');
    expect(lines.join('')).not.toContain('a-password-for-tests');
  });

  test('a stop while waiting is a stop', async () => {
    const url = await server.freshUrl();
    await server.stop();
    const stopping = new AbortController();
    const opening = openDatabase(url, { log, signal: stopping.signal });
    await sleep(100);
    stopping.abort(new Error('SIGTERM'));
    await expect(opening).rejects.toThrow('SIGTERM');
    await server.resume();
  });

  test('a database that is not there, or a user that may not, is the operator’s to mend', async () => {
    await expect(openDatabase(server.urlOf('nowhere'), { log })).rejects.toMatchObject({
      exitCode: 74,
      message: expect.stringMatching(/database "nowhere" does not exist\): check user, password/) as string,
    });
    const stranger = server.urlOf('postgres').replace('club:', 'stranger:');
    await expect(openDatabase(stranger, { log })).rejects.toMatchObject({ exitCode: 74 });
  });
});
