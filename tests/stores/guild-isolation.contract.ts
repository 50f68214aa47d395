import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createStores } from '../../src/app/create-stores.ts';
import type { Stores } from '../../src/app/create-stores.ts';
import { scopeOf } from '../../src/domain/scope.ts';
import { scores } from '../../src/domain/rating.ts';
import { nominationStates } from '../../src/domain/nomination.ts';
import type { Database } from '../../src/stores/database/database.ts';
import { guildTables } from '../../src/stores/guild-store.ts';
import { aPost } from '../support/posts.ts';
import { someEvening } from '../support/requests.ts';
import { anItem, anOccurrence, aSchedule, fridays } from '../support/schedules.ts';
import type { OpenStore } from './contract.ts';

type Db = Database['db'];

const whats = [
  ...(['rate', 'unrate', 'post', 'give', 'take', 'clear', 'seen', 'draw', 'meet', 'configure', 'undo'] as const),
  ...([
    'nominate',
    'withdraw',
    'accept',
    'follow',
    'release',
    'schedule',
    'queue',
    'move',
    'choose',
    'draft',
    'claim',
  ] as const),
  ...(['add', 'acquire', 'log', 'tell', 'settle', 'wake', 'miss', 'unschedule', 'end'] as const),
  ...(['delete', 'join', 'leave', 'forget'] as const),
];

/** What can be done in a guild. Ids that a guild gives out itself are the same in every guild, and so are people and films. */
const deed = fc.record({
  what: fc.constantFrom(...whats),
  isOthers: fc.boolean(),
  user: fc.constantFrom('7', '8'),
  film: fc.constantFrom('a', 'b'),
  name: fc.constantFrom('main', 'late'),
  score: fc.constantFrom(...scores),
});
type Deed = typeof deed extends fc.Arbitrary<infer D> ? D : never;

/** Both guilds begin with something of everything. */
const beginning = (
  ['post', 'give', 'draft', 'seen', 'schedule', 'queue', 'nominate', 'configure', 'add', 'rate', 'tell'] as const
)
  .map((what): Deed => ({ what, isOthers: false, user: '7', film: 'a', name: 'main', score: 4 }))
  .flatMap((one) => [one, { ...one, isOthers: true }]);
/** Each thing once, and then twice in the other guild; what ends others comes last. */
const everything = whats
  .map((what): Deed => ({ what, isOthers: false, user: '7', film: 'a', name: 'main', score: 4 }))
  .flatMap((one) => [one, { ...one, isOthers: true }, { ...one, isOthers: true, score: 1 as const }]);
const beforeTheEnd = everything.slice(
  0,
  everything.findIndex(({ what }) => what === 'unschedule'),
);

/**
 * What is asked or done about no guild, but about a person, about a post by its id, or about all guilds at once. A new method
 * is done or asked below, or has its place here.
 */
const ofNoGuild = [
  ...['lists.clear', 'lists.films', 'lists.listsWith', 'lists.ratedBy', 'lists.remove'],
  ...[
    'members.bags',
    'members.deleteEverywhere',
    'members.exportOf',
    'members.forgetAnswered',
    'members.listed',
    'members.nominations',
  ],
  ...['members.ratings', 'members.reactions', 'members.settingsChanged', 'members.withdrawals'],
  ...['posts.drop', 'posts.lost', 'posts.readAgain', 'posts.seed', 'posts.seeded', 'posts.sent', 'posts.stopSeeding'],
  ...['changes.guildsWithDue', 'notices.any', 'notices.take', 'occurrences.releaseAll'],
  ...['posts.unseeded', 'posts.unsent'],
];

/** The methods of stores that these tests have called. */
const called = new Set<string>();

/** All stores, each of whose calls is noted. */
function storesOver(db: Db, now: Temporal.Instant): Stores {
  const noting = ([name, store]: [string, object]): [string, object] => [
    name,
    new Proxy(store, {
      get(target, method) {
        called.add(`${name}.${String(method)}`);
        const value: unknown = Reflect.get(target, method);
        return typeof value === 'function' ? value.bind(target) : value;
      },
    }),
  ];
  return Object.fromEntries(Object.entries(createStores({ db, clock: () => now })).map(noting)) as Stores;
}

const methodsOf = (stores: Stores): string[] =>
  Object.entries(stores).flatMap(([name, store]) =>
    Object.getOwnPropertyNames(Object.getPrototypeOf(store))
      .filter((method) => method !== 'constructor')
      .map((method) => `${name}.${method}`),
  );

const at = (second: number): Temporal.Instant => someEvening.add({ seconds: second });
const messageOf = (guildId: string, film: string): string => `${guildId} ${film}`;

async function act(db: Db, guildId: string, { what, user: userId, film: filmId, name, score }: Deed, second: number) {
  const now = at(second);
  const member = { guildId, userId, filmId };
  const key = { guildId, name };
  const messageId = messageOf(guildId, filmId);
  const nomination = { guildId, id: `n-${filmId}` };
  const stores = storesOver(db, now);
  const { ratings, posts, nominations, reactions, settings, changes, notices, schedules, occurrences, guilds } = stores;
  const post = aPost({ guildId, filmId, messageId, id: messageId, createdAt: now, heardSince: now });
  const isPosted = async (): Promise<boolean> => (await posts.ofMessage(guildId, messageId)) !== undefined;
  const react = async (kind: 'given' | 'taken') => {
    const change = { ...member, kind, messageId, score, isSuper: false, atMs: now.epochMilliseconds };
    if (await isPosted()) await reactions.write([change]);
  };
  const deeds: Record<Deed['what'], () => Promise<unknown>> = {
    rate: () => ratings.put({ ...member, score, source: 'command', updatedAt: now }),
    unrate: () => ratings.remove(member, now),
    post: async () => (await isPosted()) || (await posts.add(post)),
    give: () => react('given'),
    take: () => react('taken'),
    clear: () => reactions.write([{ kind: 'cleared', guildId, filmId, messageId, score: undefined }]),
    end: () => posts.end(messageId, 'gone'),
    // No answer to compare: a person's list is theirs wherever they are, so whether a film is new on it is no secret of a guild's.
    seen: async () => {
      await stores.lists.add({ userId, filmId, list: 'seen', guildId, addedAt: now });
    },
    draw: () =>
      stores.bags.write([
        { scope: scopeOf({ guildId, userId }), key: name, bag: { drawn: [filmId], last: filmId }, isNew: true },
      ]),
    configure: () =>
      settings.change(guildId, { language: score > 2 ? 'ru' : 'en-US', logChannel: '5' }, now, { userId }),
    meet: () => settings.meet(guildId, now),
    undo: async () => [
      await settings.undo(guildId, score, now, userId),
      await schedules.undo(guildId, score, { userId, now }),
    ],
    nominate: () => nominations.support({ ...member, id: nomination.id, note: name, at: now }).catch(() => undefined),
    withdraw: () => nominations.withdraw(member),
    accept: () => nominations.decide(nomination, { to: 'accepted', from: ['open'], reason: name, at: now }),
    follow: () => nominations.follow(guildId, [{ id: name, filmId, date: undefined, note: undefined }], [], now),
    release: () => {
      const verdict = { to: 'declined', from: ['accepted'], reason: name, at: now } as const;
      return schedules.release(guildId, { id: nomination.id, verdict }, { now }).catch(() => undefined);
    },
    schedule: () => schedules.put(aSchedule(key)),
    queue: () => schedules.alter(key, (of) => of && { ...of, queue: [anItem({ filmId })] }, { userId, now }),
    move: () => schedules.change(key, ({ schedule }) => ({ schedule: { ...schedule, first: `2026-W${score}` } })),
    choose: async () => {
      const all = await schedules.all(guildId);
      const state = { ahead: [{ filmId, theme: undefined }], skips: [], doubtful: score > 3 };
      return schedules.choose(
        guildId,
        all,
        all.map(({ schedule }) => ({ ...schedule, state })),
      );
    },
    draft: () => stores.drafts.put(`${userId} ${second}`, { ...key, settings: fridays, ahead: [] }, now),
    unschedule: () => schedules.remove(key),
    claim: async () => {
      const from = await schedules.get(key);
      const record = anOccurrence({ guildId, schedule: name, filmId, key: `2026-W${score}` });
      if (from)
        await occurrences.claim({ from, schedule: from.schedule, queue: [], skipped: [], post: record }, now, now);
    },
    add: () => occurrences.add(anOccurrence({ guildId, schedule: name, filmId, key: `x${score}` }), now, now),
    acquire: async () => {
      const lease = await occurrences.acquire(
        { guildId, schedule: name, key: `x${score}` },
        now,
        now.add({ seconds: 1 }),
      );
      return lease && (await occurrences.save(lease, { ...lease.record.posting, attempts: second }, { now }));
    },
    tell: () => notices.add([{ guildId, schedule: name, dueAt: now, kind: 'running-out', left: score }], now),
    wake: () => notices.wake(guildId, now),
    settle: async () => {
      const rows = await db.selectFrom('notices').select('id').where('guild_id', '=', guildId).orderBy('id').execute();
      for (const { id } of rows)
        await notices.settle(
          { id, guildId, notice: undefined, attempts: 1, createdAt: now },
          now.add({ seconds: score }),
        );
    },
    miss: () => posts.missed(now, [guildId]),
    log: async () => {
      const logged = { schedule: undefined, before: { language: 'ru' }, after: { language: 'en-US' } } as const;
      await changes.add(guildId, { ...logged, userId, at: now, undoes: undefined, logChannel: '5' });
      await changes.note(guildId, [score], 'failed');
    },
    delete: () => stores.members.deleteIn(guildId, userId, now),
    join: () => guilds.putJoined([guildId]),
    leave: () => guilds.putLeft([guildId], now),
    forget: () => guilds.forget(guildId, now),
  };
  return deeds[what]();
}

/** Everything that can be asked about a guild. */
async function allOf(db: Db, guildId: string) {
  const { ratings, posts, nominations, reactions, changes, bags, schedules, occurrences, ...stores } = storesOver(
    db,
    someEvening,
  );
  const of = <Value, Answer>(values: readonly Value[], ask: (value: Value) => Promise<Answer>): Promise<Answer[]> =>
    Promise.all(values.map(ask));
  const [users, films, names, late] = [['7', '8'], ['a', 'b'], ['main', 'late'], at(1000)];
  const keys = names.flatMap((name) => scores.flatMap((n) => [`2026-W${n}`, `x${n}`].map((key) => ({ name, key }))));
  return {
    tallies: [await ratings.tallies(guildId), await ratings.tallies(guildId, at(5))],
    tally: await of(films, (film) => ratings.tally(guildId, film)),
    scores: await of(users, (userId) => of(films, (filmId) => ratings.get({ guildId, userId, filmId }))),
    known: (await stores.lists.knownIn(guildId)).toSorted(),
    posts: await of(films, (film) => posts.ofMessage(guildId, messageOf(guildId, film))),
    current: await of(films, (filmId) => posts.current({ guildId, filmId, channelId: aPost().channelId })),
    latest: await posts.latest(guildId, 50),
    toRead: (await posts.due(late, 10_000)).filter((post) => post.guildId === guildId),
    open: (await posts.open()).filter((post) => post.guildId === guildId),
    reactions: await of(films, (film) => reactions.counts(messageOf(guildId, film))),
    settings: await stores.settings.get(guildId),
    changes: [await changes.from(guildId, 0), await changes.due(guildId, 50), await changes.failed(guildId)],
    bags: await of(names, (name) => bags.get(scopeOf({ guildId, userId: '7' }), name)),
    nominations: [await nominations.inState(guildId, nominationStates), await nominations.undone(guildId)],
    nomination: await of(films, (film) => nominations.get({ guildId, id: `n-${film}` })),
    nominated: await of(users, (user) => nominations.of(guildId, user)),
    schedules: [await schedules.list(guildId), await schedules.all(guildId)],
    schedule: await of(names, (name) => schedules.get({ guildId, name })),
    weeks: await of(names, (name) => schedules.lastWeek({ guildId, name })),
    drafts: await of(users, (user) => of([0, 1, 2, 3, 4, 5], (n) => stores.drafts.get(guildId, `${user} ${n}`, at(n)))),
    due: (await schedules.due(late.add({ hours: 1000 }), 10_000)).filter((name) => name.guildId === guildId),
    history: await occurrences.history(guildId, { limit: 50 }),
    ofSchedule: await of(names, (schedule) => occurrences.history(guildId, { schedule, limit: 50 })),
    occurrence: await of(keys, ({ name: schedule, key }) => occurrences.get({ guildId, schedule, key })),
    shown: [await occurrences.shown(guildId), await occurrences.showings(guildId), await occurrences.resting(guildId)],
    waiting: (await occurrences.waiting(late, 10_000)).filter((key) => key.guildId === guildId),
    parked: await occurrences.parked(guildId),
    withdrawals: await db.selectFrom('withdrawals').selectAll().where('guild_id', '=', guildId).execute(),
    notices: await db.selectFrom('notices').selectAll().where('guild_id', '=', guildId).orderBy('id').execute(),
    isJoined: (await stores.guilds.joined()).includes(guildId),
    isLeft: (await stores.guilds.leftUntil(late)).includes(guildId),
  };
}

/** What the store keeps of a guild beside that of another is what it keeps of it alone. */
export function guildIsolationContract(open: OpenStore): void {
  // Hundreds of transactions, each of them on the disk.
  test('whatever happens in one guild, every question about another is answered as if it were alone', async () => {
    await using store = await open();
    await using quiet = await open();
    let run = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(deed, { maxLength: 40 }), async (deeds) => {
        // The id of one begins with that of the other, for a careless query to mistake.
        const guild = String(10_000 + (run += 1));
        const other = `${guild}1`;
        for (const [second, one] of [...beginning, ...deeds].entries()) {
          const answer = await act(store.db, one.isOthers ? other : guild, one, second);
          if (!one.isOthers) expect(answer).toEqual(await act(quiet.db, guild, one, second));
        }
        expect(await allOf(store.db, guild)).toEqual(await allOf(quiet.db, guild));
      }),
      { numRuns: store.kind === 'postgres' ? 5 : 15, examples: [[beforeTheEnd], [everything]] },
    );
    const missing = methodsOf(createStores({ db: quiet.db, clock: () => someEvening })).filter(
      (one) => !called.has(one),
    );
    expect(missing.toSorted()).toEqual(ofNoGuild.toSorted());
    // Nothing is right about answers that are all empty.
    for (const table of guildTables)
      if (table !== 'forgotten')
        expect([table, (await quiet.db.selectFrom(table).selectAll().execute()).length > 0]).toEqual([table, true]);
  }, 60_000);
}
