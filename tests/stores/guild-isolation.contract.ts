import fc from 'fast-check';
import { expect, test } from 'vitest';
import { scopeOf } from '../../src/domain/scope.ts';
import { scores } from '../../src/domain/rating.ts';
import { nominationStates } from '../../src/domain/nomination.ts';
import { BagStore } from '../../src/stores/bag-store.ts';
import type { Database } from '../../src/stores/database/database.ts';
import { FilmListStore } from '../../src/stores/film-list-store.ts';
import { GuildChangeStore } from '../../src/stores/guild-change-store.ts';
import { GuildSettingsStore } from '../../src/stores/guild-settings-store.ts';
import { GuildStore, guildTables } from '../../src/stores/guild-store.ts';
import { MemberDataStore } from '../../src/stores/member-data-store.ts';
import { NominationStore } from '../../src/stores/nomination-store.ts';
import { NoticeStore } from '../../src/stores/notice-store.ts';
import { OccurrenceStore } from '../../src/stores/occurrence-store.ts';
import { PostStore } from '../../src/stores/post-store.ts';
import { RatingStore } from '../../src/stores/rating-store.ts';
import { ReactionStore } from '../../src/stores/reaction-store.ts';
import { DraftStore } from '../../src/stores/draft-store.ts';
import { ScheduleStore } from '../../src/stores/schedule-store.ts';
import { aPost } from '../support/posts.ts';
import { someEvening } from '../support/requests.ts';
import { anItem, anOccurrence, aSchedule, fridays } from '../support/schedules.ts';
import type { OpenStore } from './contract.ts';

type Db = Database['db'];

/** What can be done in a guild. Ids that a guild gives out itself are the same in every guild, and so are people and films. */
const deed = fc.record({
  what: fc.constantFrom(
    ...(['rate', 'unrate', 'post', 'give', 'take', 'clear', 'end', 'seen', 'draw', 'configure', 'undo'] as const),
    ...(['nominate', 'withdraw', 'accept', 'reopen', 'schedule', 'queue', 'draft', 'unschedule'] as const),
    ...(['claim', 'add', 'acquire', 'log', 'tell', 'wake', 'delete', 'leave', 'forget'] as const),
  ),
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

const at = (second: number): Temporal.Instant => someEvening.add({ seconds: second });
const messageOf = (guildId: string, film: string): string => `${guildId} ${film}`;

async function act(db: Db, guildId: string, { what, user: userId, film: filmId, name, score }: Deed, second: number) {
  const now = at(second);
  const member = { guildId, userId, filmId };
  const key = { guildId, name };
  const messageId = messageOf(guildId, filmId);
  const nomination = { guildId, id: `n-${filmId}` };
  const [ratings, posts, nominations] = [new RatingStore(db), new PostStore(db), new NominationStore(db)];
  const [schedules, occurrences, guilds] = [new ScheduleStore(db), new OccurrenceStore(db), new GuildStore(db)];
  const [settings, notices] = [new GuildSettingsStore(db), new NoticeStore(db)];
  const post = aPost({ guildId, filmId, messageId, id: messageId, createdAt: now, heardSince: now });
  const isPosted = async (): Promise<boolean> => (await posts.ofMessage(guildId, messageId)) !== undefined;
  const react = async (kind: 'given' | 'taken') => {
    const change = { ...member, kind, messageId, score, isSuper: false, atMs: now.epochMilliseconds };
    if (await isPosted()) await new ReactionStore(db).write([change]);
  };
  const deeds: Record<Deed['what'], () => Promise<unknown>> = {
    rate: () => ratings.put({ ...member, score, source: 'command', updatedAt: now }),
    unrate: () => ratings.remove(member),
    post: async () => (await isPosted()) || (await posts.add(post)),
    give: () => react('given'),
    take: () => react('taken'),
    clear: () => new ReactionStore(db).write([{ kind: 'cleared', guildId, filmId, messageId, score: undefined }]),
    end: () => posts.end(messageId, 'gone'),
    seen: () => new FilmListStore(db).add({ userId, filmId, list: 'seen', guildId, addedAt: now }),
    draw: () =>
      new BagStore({ db, clock: () => now }).write([
        { scope: scopeOf({ guildId, userId }), key: name, bag: { drawn: [filmId], last: filmId }, isNew: true },
      ]),
    configure: () =>
      settings.change(guildId, { language: score > 2 ? 'ru' : 'en-US', logChannel: '5' }, now, { userId }),
    undo: () => settings.undo(guildId, score, now, userId),
    nominate: () => nominations.support({ ...member, id: nomination.id, note: name, at: now }).catch(() => undefined),
    withdraw: () => nominations.withdraw(member),
    accept: () => nominations.decide(nomination, { to: 'accepted', from: ['open'], reason: name, at: now }),
    reopen: () => nominations.reopen(guildId, [nomination.id]),
    schedule: () => schedules.put(aSchedule(key)),
    queue: () => schedules.alter(key, (of) => of && { ...of, queue: [anItem({ filmId })] }, { userId, now }),
    draft: () => new DraftStore(db).put(`${userId} ${second}`, { ...key, settings: fridays, ahead: [] }, now),
    unschedule: () => schedules.remove(key),
    claim: async () => {
      const from = await schedules.get(key);
      const record = anOccurrence({ guildId, schedule: name, filmId, key: `2026-W${score}` });
      if (from)
        await occurrences.claim({ from, schedule: from.schedule, queue: [], skipped: [], post: record }, now, now);
    },
    add: () => occurrences.add(anOccurrence({ guildId, schedule: name, filmId, key: `x${score}` }), now, now),
    acquire: () => occurrences.acquire({ guildId, schedule: name, key: `x${score}` }, now, now.add({ seconds: 1 })),
    tell: () => notices.add([{ guildId, schedule: name, dueAt: now, kind: 'running-out', left: score }], now),
    wake: () => notices.wake(guildId, now),
    log: () => new GuildChangeStore(db).note(guildId, [score], 'failed'),
    delete: () => new MemberDataStore(db).deleteIn(guildId, userId, now),
    leave: () => guilds.putLeft([guildId], now),
    forget: () => guilds.forget(guildId, now),
  };
  await deeds[what]();
}

/** Everything that can be asked about a guild. */
async function allOf(db: Db, guildId: string) {
  const [ratings, posts, nominations] = [new RatingStore(db), new PostStore(db), new NominationStore(db)];
  const [schedules, occurrences, changes] = [new ScheduleStore(db), new OccurrenceStore(db), new GuildChangeStore(db)];
  const reactions = new ReactionStore(db);
  const bags = new BagStore({ db, clock: () => someEvening });
  const of = <Value, Answer>(values: readonly Value[], ask: (value: Value) => Promise<Answer>): Promise<Answer[]> =>
    Promise.all(values.map(ask));
  const [users, films, names, late] = [['7', '8'], ['a', 'b'], ['main', 'late'], at(1000)];
  const keys = names.flatMap((name) => scores.flatMap((n) => [`2026-W${n}`, `x${n}`].map((key) => ({ name, key }))));
  return {
    tallies: [await ratings.tallies(guildId), await ratings.tallies(guildId, at(5))],
    tally: await of(films, (film) => ratings.tally(guildId, film)),
    scores: await of(users, (userId) => of(films, (filmId) => ratings.get({ guildId, userId, filmId }))),
    known: (await new FilmListStore(db).knownIn(guildId)).toSorted(),
    posts: await of(films, (film) => posts.ofMessage(guildId, messageOf(guildId, film))),
    current: await of(films, (filmId) => posts.current({ guildId, filmId, channelId: aPost().channelId })),
    open: (await posts.open()).filter((post) => post.guildId === guildId),
    reactions: await of(films, (film) => reactions.counts(messageOf(guildId, film))),
    settings: await new GuildSettingsStore(db).get(guildId),
    changes: [await changes.from(guildId, 0), await changes.due(guildId, 50), await changes.failed(guildId)],
    bags: await of(names, (name) => bags.get(scopeOf({ guildId, userId: '7' }), name)),
    nominations: await nominations.inState(guildId, nominationStates),
    nomination: await of(films, (film) => nominations.get({ guildId, id: `n-${film}` })),
    nominated: await of(users, (user) => nominations.of(guildId, user)),
    schedules: await schedules.list(guildId),
    schedule: await of(names, (name) => schedules.get({ guildId, name })),
    weeks: await of(names, (name) => schedules.lastWeek({ guildId, name })),
    drafts: await of(users, (user) =>
      of([0, 1, 2, 3, 4, 5], (n) => new DraftStore(db).get(guildId, `${user} ${n}`, at(n))),
    ),
    due: (await schedules.due(late.add({ hours: 1000 }), 10_000)).filter((name) => name.guildId === guildId),
    history: await occurrences.history(guildId, { limit: 50 }),
    ofSchedule: await of(names, (schedule) => occurrences.history(guildId, { schedule, limit: 50 })),
    occurrence: await of(keys, ({ name: schedule, key }) => occurrences.get({ guildId, schedule, key })),
    shown: [await occurrences.shown(guildId), await occurrences.showings(guildId), await occurrences.resting(guildId)],
    parked: await occurrences.parked(guildId),
    notices: await db.selectFrom('notices').selectAll().where('guild_id', '=', guildId).orderBy('id').execute(),
    isJoined: (await new GuildStore(db).joined()).includes(guildId),
    isLeft: (await new GuildStore(db).leftUntil(late)).includes(guildId),
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
          await act(store.db, one.isOthers ? other : guild, one, second);
          if (!one.isOthers) await act(quiet.db, guild, one, second);
        }
        expect(await allOf(store.db, guild)).toEqual(await allOf(quiet.db, guild));
      }),
      { numRuns: store.kind === 'postgres' ? 5 : 15 },
    );
    // Nothing is right about answers that are all empty.
    for (const table of guildTables)
      if (table !== 'forgotten')
        expect([table, (await quiet.db.selectFrom(table).selectAll().execute()).length > 0]).toEqual([table, true]);
  }, 60_000);
}
