import fc from 'fast-check';
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { scores } from '../../src/domain/rating.ts';
import type { Score } from '../../src/domain/rating.ts';
import { giverOf, readGiver } from '../../src/domain/reading.ts';
import type { ReadScore } from '../../src/domain/reading.ts';
import { FilmListStore } from '../../src/stores/film-list-store.ts';
import { MemberDataStore } from '../../src/stores/member-data-store.ts';
import { PostStore } from '../../src/stores/post-store.ts';
import { RatingStore } from '../../src/stores/rating-store.ts';
import { ReactionStore } from '../../src/stores/reaction-store.ts';
import type { Change, Reading } from '../../src/stores/reaction-store.ts';
import { aPost } from '../support/posts.ts';
import { someEvening } from '../support/requests.ts';
import type { OpenStore } from './contract.ts';

const post = aPost();
const { guildId, filmId, messageId } = post;
const ms = (second: number): number => someEvening.epochMilliseconds + second * 1000;
/** `giver`: a member’s id, with a `+` behind it for their super reaction. */
const change = (kind: 'given' | 'taken', giver: string, score: Score, second = 0): Change => ({
  ...{ kind, guildId, filmId, messageId, ...readGiver(giver), score },
  atMs: ms(second),
});

/** The lists of a post as Discord would give them, behind the bot's own reactions. */
const aReading = (lists: Partial<Record<Score, readonly string[]>>, more: Partial<Reading> = {}): Reading => ({
  ...{ kind: 'read', guildId, filmId, messageId, createdAtMs: ms(0), seeded: scores, touched: new Map() },
  ...{ readAtMs: ms(7200), heardSinceMs: ms(3600), doubt: undefined },
  scores: scores.map((score): ReadScore => {
    const members = lists[score] ?? [];
    const count = members.length + 1;
    return { score, members: new Set(members), listed: count, counted: count, mine: true };
  }),
  ...more,
});

type Action = Readonly<{ way: string; score: Score; post: string }>;

/** The rating that such actions of a member leave: told by what came since the last word by command or button. */
function saidLast(actions: readonly Action[]): Score | undefined {
  const isWord = ({ way }: Action): boolean => way !== 'give' && way !== 'take';
  const at = actions.findLastIndex(isWord);
  const word = actions[at];
  const under = (one: Action) => (other: Action) => one.score === other.score && one.post === other.post;
  const standing = (of: readonly Action[]): Action[] =>
    of.reduce<Action[]>((all, one) => {
      if (isWord(one)) return all;
      const others = all.filter((other) => !under(one)(other));
      return one.way === 'take' ? others : all.length > others.length ? all : [...all, one];
    }, []);
  const before = standing(actions.slice(0, at + 1));
  let said = word?.way === 'unrate' ? undefined : word?.score;
  let [isWordLast, since] = [true, [] as Action[]];
  for (const one of actions.slice(at + 1)) {
    const has = since.some(under(one));
    if (one.way === 'take') {
      const old = before.findIndex(under(one));
      if (old >= 0) before.splice(old, 1);
      since = since.filter((other) => !under(one)(other));
      if (has && !isWordLast && said === one.score && !since.some(({ score }) => score === said))
        said = since.at(-1)?.score;
    } else if (!has && !before.some(under(one))) {
      since.push(one);
      [said, isWordLast] = [one.score, false];
    }
  }
  return said;
}

async function openWithPost(open: OpenStore) {
  const store = await open();
  await new PostStore(store.db).add(post);
  const ratings = new RatingStore(store.db);
  return {
    store,
    ratings,
    reactions: new ReactionStore(store.db),
    members: new MemberDataStore(store.db),
    scoreOf: (userId: string) => ratings.get({ guildId, userId, filmId }),
  };
}

/** What a store of reactions promises, whatever it lies in. */
export function reactionStoreContract(open: OpenStore): void {
  test('reactions rate, twice is once, and taking the latest back leaves the one before', async () => {
    const { store, reactions, scoreOf } = await openWithPost(open);
    await using _ = store;
    await reactions.write([change('given', '1', 3, 1), change('given', '1', 5, 2), change('given', '1', 3, 3)]);
    expect(await scoreOf('1')).toBe(5);
    await reactions.write([change('taken', '1', 5), change('taken', '1', 5)]);
    expect(await scoreOf('1')).toBe(3);
    await reactions.write([change('taken', '1', 3)]);
    expect(await scoreOf('1')).toBeUndefined();
    expect(await reactions.counts(messageId)).toEqual(new Map());
  });

  test('a super reaction beside an ordinary one stands for the score by itself, heard of or read', async () => {
    const { store, reactions, scoreOf } = await openWithPost(open);
    await using _ = store;
    await reactions.write([change('given', '1', 5, 1), change('given', '1+', 5, 2), change('taken', '1', 5)]);
    expect(await scoreOf('1')).toBe(5);
    // Another one came, and nobody told of it.
    await reactions.write([aReading({ 5: ['1', '1+'] })]);
    expect(await reactions.counts(messageId)).toEqual(new Map([[5, 2]]));
    await reactions.write([change('taken', '1+', 5)]);
    expect(await scoreOf('1')).toBe(5);
    await reactions.write([change('taken', '1', 5)]);
    expect(await scoreOf('1')).toBeUndefined();
  });

  test('a film that members rate by reaction leaves their watchlists', async () => {
    const { store, reactions } = await openWithPost(open);
    await using _ = store;
    const lists = new FilmListStore(store.db);
    for (const userId of ['1', '2', '3'])
      for (const film of [filmId, 'other'])
        await lists.add({ userId, list: 'watchlist', filmId: film, guildId, addedAt: someEvening });
    await lists.add({ userId: '1', list: 'seen', filmId: 'other', guildId, addedAt: someEvening });
    await reactions.write([change('given', '1', 3, 1), change('given', '2', 5, 2)]);
    const of = (userId: string) => lists.films({ userId, list: 'watchlist' });
    expect([await of('1'), await of('2'), await of('3')]).toEqual([[], ['other'], [filmId, 'other'].toSorted()]);
    expect(await lists.films({ userId: '1', list: 'seen' })).toEqual(['other']);
  });

  test('a film that a member wants to see again stays on their watchlist when they take a later reaction back', async () => {
    const { store, reactions, scoreOf } = await openWithPost(open);
    await using _ = store;
    const lists = new FilmListStore(store.db);
    const again = { userId: '1', list: 'watchlist' } as const;
    await reactions.write([change('given', '1', 3, 1), change('given', '1', 5, 2)]);
    await lists.add({ ...again, filmId, guildId, addedAt: someEvening });
    await reactions.write([change('taken', '1', 5, 3)]);
    expect(await scoreOf('1')).toBe(3);
    expect(await lists.films(again)).toEqual([filmId]);
    await reactions.write([change('given', '1', 4, 4)]);
    expect(await lists.films(again)).toEqual([]);
  });

  test('a score by command or button outlives every reaction that came before it', async () => {
    const { store, reactions, ratings, scoreOf } = await openWithPost(open);
    await using _ = store;
    await reactions.write([change('given', '1', 5, 1)]);
    const key = { guildId, userId: '1', filmId };
    const updatedAt = someEvening.add({ seconds: 9 });
    await ratings.put({ ...key, score: 5, source: 'command', updatedAt });
    await reactions.write([change('given', '1', 4, 8), change('taken', '1', 5)]);
    expect(await scoreOf('1')).toBe(5);
    await reactions.write([change('given', '1', 2, 10)]);
    expect(await scoreOf('1')).toBe(2);
  });

  test('a score that was withdrawn does not come back', async () => {
    const { store, reactions, ratings, scoreOf } = await openWithPost(open);
    await using _ = store;
    await reactions.write([change('given', '1', 1, 1), change('given', '2', 1, 1)]);
    await ratings.remove({ guildId, userId: '1', filmId }, someEvening.add({ seconds: 2 }));
    await reactions.write([change('given', '1', 4, 3), change('given', '2', 4, 3)]);
    await reactions.write([change('taken', '1', 4), change('taken', '2', 4)]);
    // Nobody else's is touched by it, and what is given anew counts.
    expect([await scoreOf('1'), await scoreOf('2')]).toEqual([undefined, 1]);
    await reactions.write([change('taken', '1', 1), change('given', '1', 1, 5)]);
    expect(await scoreOf('1')).toBe(1);
  });

  test('a score that was withdrawn is not brought back by a reaction from before that becomes known after', async () => {
    const { store, reactions, ratings, scoreOf } = await openWithPost(open);
    await using _ = store;
    const rated = { guildId, filmId, score: 3, source: 'command', updatedAt: someEvening } as const;
    for (const userId of ['1', '2', '3', '4']) await ratings.put({ ...rated, userId });
    const key = (userId: string) => ({ guildId, userId, filmId });
    for (const userId of ['1', '2', '3']) await ratings.remove(key(userId), someEvening.add({ hours: 2 }));
    // The one was waiting while the store was away, the other came while the bot was; of the last one it is not known to be older.
    await reactions.write([change('given', '1', 5, 60), change('given', '3', 4, 7300)]);
    await reactions.write([aReading({ 5: ['1', '2', '4'], 4: ['3'] })]);
    expect(await Promise.all(['1', '2', '3', '4'].map(scoreOf))).toEqual([undefined, undefined, 4, 5]);
    // Neither does one that is given and taken back later.
    await reactions.write([change('given', '1', 2, 9000), change('taken', '1', 2, 9001)]);
    expect(await scoreOf('1')).toBeUndefined();
  });

  test('a withdrawal in the middle of a change is the last word', async () => {
    const { store, reactions, ratings, scoreOf } = await openWithPost(open);
    await using _ = store;
    // SQLite makes one change after the other.
    if (store.kind === 'sqlite') return;
    const key = { guildId, userId: '1', filmId };
    await ratings.put({ ...key, score: 3, source: 'command', updatedAt: someEvening });
    const [held, freed] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    const holding = store.db.transaction().execute(async (db) => {
      await sql`lock table film_lists in exclusive mode`.execute(db);
      held.resolve();
      await freed.promise;
    });
    await held.promise;
    const written = reactions.write([change('given', '1', 5, 60)]);
    await expect
      .poll(async () => (await sql`select 1 from pg_locks where not granted`.execute(store.db)).rows)
      .toHaveLength(1);
    await ratings.remove(key, someEvening.add({ minutes: 2 }));
    freed.resolve();
    await Promise.all([holding, written]);
    expect(await scoreOf('1')).toBeUndefined();
  });

  test('a withdrawal is remembered for as long as a post is open that was there then, or until the member rates anew by command or button', async () => {
    const { store, ratings, members } = await openWithPost(open);
    await using _ = store;
    const posts = new PostStore(store.db);
    const of = (userId: string, film = filmId) => ({ guildId, userId, filmId: film });
    const withdrawn = async (userId: string) => (await members.withdrawals(userId)).map((one) => one.filmId);
    const forgotten = async () => (await store.db.selectFrom('forgotten').selectAll().execute()).length;
    for (const userId of ['1', '2', '3']) await ratings.remove(of(userId), someEvening.add({ hours: 1 }));
    await ratings.remove(of('1', 'wings'), someEvening);
    const other = aPost({ messageId: '1400000000000000002', filmId: 'wings', mode: 'buttons' });
    await posts.add(other);
    await ratings.remove(of('1', 'wings'), someEvening);
    // There was nothing that a reaction could have been under.
    expect(await withdrawn('1')).toEqual([filmId]);
    expect((await members.exportOf('1')).withdrawals).toEqual([{ guildId, filmId, at: someEvening.add({ hours: 1 }) }]);
    await ratings.put({ ...of('2'), score: 4, source: 'button', updatedAt: someEvening.add({ hours: 2 }) });
    await members.deleteIn(guildId, '3', someEvening);
    expect([await withdrawn('2'), await withdrawn('3')]).toEqual([[], []]);
    const later = aPost({ messageId: '1400000000000000003', createdAt: someEvening.add({ hours: 2 }) });
    await posts.add(later);
    await ratings.remove(of('4'), someEvening.add({ hours: 3 }));
    await ratings.remove(of('5'), someEvening.add({ hours: 3 }));
    await posts.end(post.id, 'frozen');
    expect([await withdrawn('1'), await withdrawn('4')]).toEqual([[], [filmId]]);
    await members.deleteEverywhere('4', someEvening);
    expect(await withdrawn('4')).toEqual([]);
    await posts.end(later.id, 'gone');
    expect(await withdrawn('5')).toEqual([]);
    await posts.end(other.id, 'gone');
    const lost = { ...later, id: 'lost', messageId: undefined, state: 'sending' } as const;
    await posts.add(lost);
    await ratings.remove(of('6'), someEvening.add({ hours: 4 }));
    await members.deleteIn(guildId, '7', someEvening.add({ hours: 4 }));
    expect([await withdrawn('6'), await forgotten()]).toEqual([[filmId], 1]);
    await posts.drop(lost.id);
    expect([await withdrawn('6'), await forgotten()]).toEqual([[], 0]);
  });

  test('however a member rates, one way after the other, the rating is what was said last and not taken back', async () => {
    const { store, reactions, ratings, scoreOf } = await openWithPost(open);
    await using _ = store;
    const second = '1400000000000000002';
    await new PostStore(store.db).add(aPost({ messageId: second }));
    // So few that the same one comes again.
    const score = fc.constantFrom<Score>(2, 5);
    const action = fc.oneof(
      {
        weight: 8,
        arbitrary: fc.record({ way: fc.constantFrom('give', 'take'), score, post: fc.constantFrom(messageId, second) }),
      },
      {
        weight: 2,
        arbitrary: fc.record({ way: fc.constantFrom('command', 'button', 'unrate'), score, post: fc.constant('') }),
      },
    );
    const takenBackAtOnce: Action[] = [
      { way: 'command', score: 2, post: '' },
      { way: 'give', score: 5, post: second },
      { way: 'take', score: 5, post: second },
    ];
    let member = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(action, { minLength: 1, maxLength: 15 }), fc.boolean(), async (actions, together) => {
        const userId = String((member += 1));
        // Events of a few milliseconds come in one go.
        const waiting: Change[] = [];
        const flush = async () => void (await reactions.write(waiting.splice(0)));
        for (const [at, { way, score: said, post: under }] of actions.entries()) {
          const key = { guildId, userId, filmId };
          const isWord = way !== 'give' && way !== 'take';
          if (isWord || !together) await flush();
          if (way === 'unrate') await ratings.remove(key, someEvening.add({ seconds: at }));
          else if (way === 'command' || way === 'button')
            await ratings.put({ ...key, score: said, source: way, updatedAt: someEvening.add({ seconds: at }) });
          else waiting.push({ ...change(way === 'give' ? 'given' : 'taken', userId, said, at), messageId: under });
        }
        await flush();
        expect(await scoreOf(userId)).toBe(saidLast(actions));
      }),
      { numRuns: 100, examples: [[takenBackAtOnce, true]] },
    );
  });

  test('a cleared post keeps its ratings, and so does one score of it', async () => {
    const { store, reactions, scoreOf } = await openWithPost(open);
    await using _ = store;
    await reactions.write([change('given', '1', 5), change('given', '2', 4)]);
    const clear = { kind: 'cleared', guildId, filmId, messageId } as const;
    await reactions.write([{ ...clear, score: 5 }]);
    expect(await reactions.counts(messageId)).toEqual(new Map([[4, 1]]));
    await reactions.write([{ ...clear, score: undefined }]);
    expect(await reactions.counts(messageId)).toEqual(new Map());
    expect([await scoreOf('1'), await scoreOf('2')]).toEqual([5, 4]);
    expect((await new PostStore(store.db).ofMessage(guildId, messageId))?.seeded).toEqual([]);
  });

  test('a reading adds and removes, and says how many', async () => {
    const { store, reactions, scoreOf } = await openWithPost(open);
    await using _ = store;
    await reactions.write([change('given', '1', 5), change('given', '2', 5), change('given', '3', 1)]);
    const [outcome] = await reactions.write([aReading({ 5: ['1'], 1: ['3', '4'], 2: ['2'] })]);
    expect(outcome).toEqual({ added: 2, removed: 1, unchanged: 2, doubt: undefined });
    expect([await scoreOf('1'), await scoreOf('2'), await scoreOf('3'), await scoreOf('4')]).toEqual([5, 2, 1, 1]);
  });

  test('what a reading finds is older than what was rated since events are heard', async () => {
    const { store, reactions, ratings, scoreOf } = await openWithPost(open);
    await using _ = store;
    const key = { guildId, filmId, source: 'command' } as const;
    await ratings.put({ ...key, userId: '1', score: 1, updatedAt: someEvening.add({ seconds: 3599 }) });
    await ratings.put({ ...key, userId: '2', score: 1, updatedAt: someEvening.add({ seconds: 3601 }) });
    await reactions.write([aReading({ 5: ['1', '2'] })]);
    expect([await scoreOf('1'), await scoreOf('2')]).toEqual([5, 1]);
  });

  test('what came when a post’s time was over is known to its last reading, and rates nothing', async () => {
    const { store, reactions, scoreOf } = await openWithPost(open);
    await using _ = store;
    await reactions.write([change('given', '1', 5), change('given', '2', 5), change('given', '3', 5)]);
    const late = [change('given', '4', 4, 9000), change('taken', '1', 5, 9000), change('given', '1', 2, 9001)];
    await reactions.write(late.map((one) => ({ ...one, isLate: true }) as Change));
    expect(await reactions.counts(messageId)).toEqual(new Map([2, 4, 5].map((score) => [score, score === 5 ? 2 : 1])));
    const [outcome] = await reactions.write([aReading({ 5: ['2', '3'], 4: ['4'], 2: ['1'] })]);
    expect(outcome).toEqual({ added: 0, removed: 0, unchanged: 4, doubt: undefined });
    expect(await Promise.all(['1', '2', '4'].map(scoreOf))).toEqual([5, 5, undefined]);
  });

  test('a large drop is only believed when a second reading shows the same', async () => {
    const { store, reactions, scoreOf } = await openWithPost(open);
    await using _ = store;
    await reactions.write(['1', '2', '3', '4', '5'].map((userId) => change('given', userId, 5)));
    const [first] = await reactions.write([aReading({})]);
    expect(first).toMatchObject({ removed: 0, unchanged: 5 });
    expect(await scoreOf('3')).toBe(5);
    const [other] = await reactions.write([aReading({ 5: ['1'] }, { doubt: first?.doubt })]);
    expect(other).toMatchObject({ removed: 0 });
    expect(other?.doubt).not.toBe(first?.doubt);
    const [same] = await reactions.write([aReading({ 5: ['1'] }, { doubt: other?.doubt })]);
    expect(same).toEqual({ added: 0, removed: 4, unchanged: 1, doubt: undefined });
    expect([await scoreOf('1'), await scoreOf('3')]).toEqual([5, undefined]);
  });

  test('a second reading settles the doubt about one score though the first has settled that about another', async () => {
    const { store, reactions, scoreOf } = await openWithPost(open);
    await using _ = store;
    const given = [
      ...['4', '5'].map((user) => change('given', user, 5)),
      ...['6', '7'].map((user) => change('given', user, 2)),
    ];
    await reactions.write(given);
    const [first] = await reactions.write([aReading({ 2: ['4'] })]);
    expect(first).toMatchObject({ added: 1, removed: 0 });
    const [second] = await reactions.write([aReading({ 2: ['4'] }, { doubt: first?.doubt })]);
    expect(second).toMatchObject({ removed: 4, doubt: undefined });
    expect([await scoreOf('4'), await scoreOf('6')]).toEqual([2, undefined]);
    expect([...(await reactions.counts(messageId))]).toEqual([[2, 1]]);
  });

  test('a member takes away of a reaction what it was, when it became known, and whether a later word overruled it', async () => {
    const { store, reactions, ratings, members } = await openWithPost(open);
    await using _ = store;
    await reactions.write([change('given', '1', 4)]);
    const later = someEvening.add({ hours: 1 });
    await ratings.put({ guildId, filmId, userId: '1', score: 2, source: 'command', updatedAt: later });
    await reactions.write([change('given', '1+', 5, 3601)]);
    const { channelId } = post;
    expect((await members.exportOf('1')).reactions).toEqual([
      {
        ...{ guildId, channelId, messageId, score: 5, isSuper: true, overruled: false },
        knownAt: later.add({ seconds: 1 }),
      },
      {
        ...{ guildId, channelId, messageId, score: 4, isSuper: false, overruled: true },
        knownAt: expect.any(Temporal.Instant) as Temporal.Instant,
      },
    ]);
  });

  test('a member whose data was deleted is not brought back by a reading, until they react anew', async () => {
    const { store, reactions, members, scoreOf } = await openWithPost(open);
    await using _ = store;
    await reactions.write([change('given', '1', 5), change('given', '2', 5)]);
    expect((await members.exportOf('1')).reactions).toMatchObject([{ guildId, messageId, score: 5 }]);
    await members.deleteIn(guildId, '1', someEvening.add({ hours: 1 }));
    await members.deleteEverywhere('3', someEvening.add({ hours: 1 }));
    expect(await members.reactions('1')).toEqual([]);
    const [outcome] = await reactions.write([aReading({ 5: ['1', '2', '3'], 4: ['4'] })]);
    expect(outcome).toMatchObject({ added: 1, removed: 0 });
    expect([await scoreOf('1'), await scoreOf('3'), await scoreOf('4')]).toEqual([undefined, undefined, 4]);
    await reactions.write([change('given', '1', 2, 8000)]);
    await reactions.write([aReading({ 5: ['1', '2', '3'], 4: ['4'], 2: ['1'] })]);
    expect(await scoreOf('1')).toBe(2);
  });

  test('under a post that is younger than the deletion a reading counts the member again', async () => {
    const { store, reactions, members, ratings } = await openWithPost(open);
    await using _ = store;
    await members.deleteIn(guildId, '1', someEvening.add({ hours: 1 }));
    const later = aPost({
      messageId: '1400000000000000002',
      createdAt: someEvening.add({ hours: 2 }),
      filmId: 'wings',
    });
    await new PostStore(store.db).add(later);
    const createdAtMs = later.createdAt.epochMilliseconds;
    const about = { filmId: 'wings', messageId: later.messageId, createdAtMs };
    await reactions.write([aReading({ 5: ['1'] }, about)]);
    expect(await ratings.get({ guildId, userId: '1', filmId: 'wings' })).toBe(5);
  });

  test('who wanted to be forgotten is, as soon as no open post could bring them back, and never by name', async () => {
    const { store, members } = await openWithPost(open);
    await using _ = store;
    expect(await members.deleteIn(guildId, '12345', someEvening)).toMatchObject({ codeLeft: true });
    expect(await members.deleteIn('77', '12345', someEvening)).toMatchObject({ codeLeft: false });
    const rows = await store.db.selectFrom('forgotten').selectAll().execute();
    expect(rows).toHaveLength(1);
    expect(JSON.stringify(rows)).not.toContain('12345');
    await new PostStore(store.db).end(post.id, 'frozen');
    expect(await store.db.selectFrom('forgotten').selectAll().execute()).toEqual([]);
  });

  test('a rating by reaction stays when its post is closed, and no later word falls back to that reaction', async () => {
    const { store, reactions, members, scoreOf } = await openWithPost(open);
    await using _ = store;
    await reactions.write([change('given', '1', 3)]);
    const posts = new PostStore(store.db);
    await posts.end(post.id, 'frozen');
    expect(await scoreOf('1')).toBe(3);
    expect(await members.reactions('1')).toEqual([]);
    const again = aPost({ messageId: '1400000000000000002' });
    await posts.add(again);
    const under = (kind: 'given' | 'taken') => ({ ...change(kind, '1', 5, 9), messageId: again.messageId }) as Change;
    await reactions.write([under('given')]);
    expect(await scoreOf('1')).toBe(5);
    await reactions.write([under('taken')]);
    expect(await scoreOf('1')).toBeUndefined();
  });

  test('one change that cannot be made keeps all of them from being made', async () => {
    const { store, reactions, scoreOf } = await openWithPost(open);
    await using _ = store;
    const elsewhere = { ...change('given', '2', 5), messageId: '999' } as Change;
    await expect(reactions.write([change('given', '1', 5), elsewhere])).rejects.toThrow(/foreign key/i);
    expect(await scoreOf('1')).toBeUndefined();
  });

  test('hundreds of members at once are as one after the other', async () => {
    const { store, reactions, ratings } = await openWithPost(open);
    await using _ = store;
    const all = Array.from({ length: 1200 }, (_each, at) => change('given', String(at), scores[at % 5] ?? 1));
    await reactions.write(all);
    expect(await ratings.tally(guildId, filmId)).toMatchObject({ count: 1200, average: 3 });
  });

  test('whatever came of the events, in whatever order and how often, one reading makes it right', async () => {
    const { store, reactions } = await openWithPost(open);
    await using _ = store;
    await fc.assert(
      fc.asyncProperty(evenings, async ({ deeds, events, lists }) => {
        await sql`delete from reactions`.execute(store.db);
        await sql`delete from ratings`.execute(store.db);
        for (const some of events) await reactions.write(some);
        const rows = await store.db.selectFrom('reactions').selectAll().execute();
        const heard = new Set(rows.map((row) => `${row.score} ${giverOf(row.user_id, row.is_super === 1)}`));
        const [doubting] = await reactions.write([aReading(lists)]);
        await reactions.write([aReading(lists, { doubt: doubting?.doubt })]);
        const kept = await store.db.selectFrom('ratings').select(['user_id', 'score']).execute();
        const standing = scores.flatMap((score) =>
          (lists[score] ?? []).map((giver) => ({
            ...{ userId: readGiver(giver).userId, score, isFound: !heard.has(`${score} ${giver}`) },
          })),
        );
        const ofMember = Map.groupBy(standing, ({ userId }) => userId);
        expect(kept.map((row) => row.user_id).toSorted()).toEqual([...ofMember.keys()].toSorted());
        for (const { user_id: userId, score } of kept) {
          const own = ofMember.get(userId) ?? [];
          // A reading finds no order: what it finds counts as later than all that was heard, and of several the highest score.
          const found = own.findLast(({ isFound }) => isFound);
          const inOrder = deeds.filter(({ giver }) => readGiver(giver).userId === userId && isSteady(giver));
          if (inOrder.length > 0)
            expect(score).toBe(
              saidLast(inOrder.map(({ kind, giver, score: of }) => ({ way: wayOf[kind], score: of, post: giver }))),
            );
          else if (found) expect(score).toBe(found.score);
          // Of events that came in another order nobody can tell which of the reactions left was given last. Of one there is
          // nothing to tell.
          else expect(own.map((one) => one.score)).toContain(score);
        }
        const counted = [...(await reactions.counts(messageId))].toSorted(([one], [other]) => one - other);
        expect(counted).toEqual(scores.flatMap((s) => (lists[s]?.length ? [[s, lists[s].length]] : [])));
      }),
      { numRuns: 60 },
    );
  });
}

const wayOf = { given: 'give', taken: 'take' } as const;
/** All that these do is heard in its order, if perhaps twice. */
const isSteady = (giver: string): boolean => giver >= '7';

/**
 * What members really did; then what the bot hears of it, cut into flushes: of some all, of the others thinned, doubled and
 * shuffled.
 */
const evenings = fc
  .array(
    fc.record({
      kind: fc.constantFrom('given', 'given', 'taken'),
      // Of 7 so many that they take back, too, what they gave last.
      giver: fc.constantFrom('1', '1+', '2', '2+', '3', '4', '5', '6+', '7', '7', '7', '7', '7', '7+', '8'),
      score: fc.constantFrom(...scores),
    }),
    { maxLength: 60, size: 'max' },
  )
  .chain((deeds) => {
    const truth = new Map(scores.map((score) => [score, new Set<string>()]));
    for (const { kind, giver, score } of deeds) {
      if (kind === 'given') truth.get(score)?.add(giver);
      else truth.get(score)?.delete(giver);
    }
    const lists = Object.fromEntries([...truth].map(([score, members]) => [score, [...members]]));
    const told = deeds.map(({ kind, giver, score }, at) => ({
      ...{ event: change(kind, giver, score, at), isInOrder: isSteady(giver) },
    }));
    const inOrder = told.flatMap(({ event, isInOrder }) => (isInOrder ? [event, event] : []));
    const others = told.flatMap(({ event, isInOrder }) => (isInOrder ? [] : [event, event]));
    const heard = fc.shuffledSubarray(others).chain((some) => {
      const places = [...some.map(() => false), ...inOrder.map(() => true)];
      return fc.shuffledSubarray(places, { minLength: places.length }).map((ordered) => {
        const [steady, shuffled] = [inOrder.values(), some.values()];
        return ordered.flatMap((isInOrder) => (isInOrder ? steady : shuffled).next().value ?? []);
      });
    });
    return heard.map((events) => ({
      ...{ deeds, lists: lists as Partial<Record<Score, readonly string[]>> },
      events: [events.slice(0, 7), events.slice(7)],
    }));
  });
