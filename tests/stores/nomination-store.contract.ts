import fc from 'fast-check';
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import type { Programme, QueueItem } from '../../src/domain/club-schedule.ts';
import { nominationStates } from '../../src/domain/nomination.ts';
import type { NominationState } from '../../src/domain/nomination.ts';
import { MemberDataStore } from '../../src/stores/member-data-store.ts';
import { NominationStore } from '../../src/stores/nomination-store.ts';
import { OccurrenceStore } from '../../src/stores/occurrence-store.ts';
import { PostStore } from '../../src/stores/post-store.ts';
import { ScheduleStore } from '../../src/stores/schedule-store.ts';
import { aPost } from '../support/posts.ts';
import { anItem, anOccurrence, aSchedule, fridays } from '../support/schedules.ts';
import type { OpenStore } from './contract.ts';

const at = (second: number): Temporal.Instant =>
  Temporal.Instant.fromEpochMilliseconds(1_800_000_000_000 + second * 1000);
const annas = { guildId: '9223372036854775808', filmId: 'daisies', userId: '7', id: '100', note: 'Please', at: at(0) };
const { guildId } = annas;
const accepting = { to: 'accepted', from: ['open'], reason: '', at: at(9) } as const;

/** What a store of nominations promises, whatever it lies in. */
export function nominationStoreContract(open: OpenStore): void {
  test('the first opens a nomination, the next join it, and saying it again changes the note alone', async () => {
    await using store = await open();
    const nominations = new NominationStore(store.db);
    expect(await nominations.support(annas)).toBe('opened');
    expect(await nominations.support({ ...annas, userId: '8', id: '101', note: '', at: at(1) })).toBe('joined');
    expect(await nominations.support({ ...annas, id: '102', note: '', at: at(2) })).toBe('kept');
    expect(await nominations.support({ ...annas, id: '103', note: 'Really', at: at(3) })).toBe('kept');
    expect(await nominations.inState(guildId, ['open'])).toEqual([
      {
        ...{ guildId, id: '100', filmId: 'daisies', state: 'open', reason: '', decidedAt: undefined },
        supporters: [
          { userId: '7', note: 'Really', at: at(0) },
          { userId: '8', note: '', at: at(1) },
        ],
      },
    ]);
  });

  test('an accepted one whose film leaves the queue waits as before, unless the film comes all the same, or came', async () => {
    await using store = await open();
    const nominations = new NominationStore(store.db);
    const schedules = new ScheduleStore(store.db);
    await schedules.put(aSchedule({ guildId, settings: fridays }));
    const queued = (...queue: readonly QueueItem[]) =>
      schedules.alter({ guildId, name: 'main' }, (before) => before && { ...before, queue }, { now: at(20) });
    const state = async () => (await nominations.get({ guildId, id: '100' }))?.state;
    const theirs = anItem({ id: '100', filmId: 'daisies' });
    await nominations.support(annas);
    await nominations.decide({ guildId, id: '100' }, accepting);

    await queued(theirs);
    await queued(anItem({ id: 'by hand', filmId: 'daisies' }));
    expect(await state()).toBe('accepted');
    await queued();
    expect(await nominations.get({ guildId, id: '100' })).toMatchObject({ state: 'open', decidedAt: undefined });
    await queued(anItem({ id: 'by hand', filmId: 'daisies' }));
    expect(await state()).toBe('open');
    await queued(theirs);
    expect(await nominations.get({ guildId, id: '100' })).toMatchObject({ state: 'accepted', decidedAt: at(20) });

    const shown = anOccurrence({ guildId, filmId: 'daisies', postedAt: at(21) });
    const occurrences = new OccurrenceStore(store.db);
    const lease = await occurrences.add(shown, at(21), at(22));
    await queued();
    // It is on its way.
    expect(await state()).toBe('accepted');
    await queued(theirs);
    if (lease) await occurrences.save(lease, { ...shown.posting, state: 'done' }, { now: at(22) });
    await queued();
    expect(await state()).toBe('accepted');
    expect(await nominations.undone(guildId)).toEqual([]);
  });

  test('a nomination is decided together with its place in the queue, or neither is, whoever decides at the same moment', async () => {
    await using store = await open();
    const nominations = new NominationStore(store.db);
    const schedules = new ScheduleStore(store.db);
    const key = { guildId, name: 'main' };
    await schedules.put(aSchedule(key));
    const state = async (id: string) => (await nominations.get({ guildId, id }))?.state;
    const accept = (id: string, make: (before: Programme) => Programme) =>
      schedules.alter(key, (before) => before && make(before), { now: at(9) }, { decides: { id, verdict: accepting } });
    const declining = { to: 'declined', from: ['open', 'accepted'], reason: 'Seen', at: at(9) } as const;
    const queuedAs = (id: string) => (before: Programme) => ({ ...before, queue: [...before.queue, anItem({ id })] });

    await nominations.support(annas);
    const full = (): never => {
      throw new Error('full');
    };
    await expect(accept('100', full)).rejects.toThrow('full');
    expect(await state('100')).toBe('open');
    for (let round = 0; round < 10; round += 1) {
      const id = `a${round}`;
      await nominations.support({ ...annas, filmId: `film-${round}`, id });
      const release = schedules.release(guildId, { id, verdict: declining }, { now: at(9) });
      await Promise.allSettled([accept(id, queuedAs(id)), release, accept(id, queuedAs(id))]);
      expect(await state(id)).toBe('declined');
      expect((await schedules.get(key))?.queue).toEqual([]);
    }
  });

  test('a film that was posted for rating since it was accepted has been shown; before that it had not', async () => {
    await using store = await open();
    const nominations = new NominationStore(store.db);
    const posts = new PostStore(store.db);
    await nominations.support(annas);
    await nominations.decide({ guildId, id: '100' }, accepting);
    const of = async () => (await nominations.undone(guildId)).map(({ id }) => id);
    await posts.add(aPost({ guildId, messageId: '1', createdAt: at(8) }));
    await posts.add(aPost({ guildId: '1', messageId: '2', createdAt: at(10) }));
    await posts.add(aPost({ guildId, messageId: '3', filmId: 'wings', createdAt: at(10) }));
    expect(await of()).toEqual(['100']);
    await posts.add(aPost({ guildId, messageId: '4', createdAt: at(10) }));
    expect(await of()).toEqual([]);
    await nominations.support({ ...annas, id: '200', at: at(11) });
    expect(await of()).toEqual(['200']);
  });

  test('a nomination goes when the last who wanted it takes it back', async () => {
    await using store = await open();
    const nominations = new NominationStore(store.db);
    await nominations.support(annas);
    await nominations.support({ ...annas, userId: '8' });
    expect(await nominations.withdraw(annas)).toBe(true);
    expect(await nominations.withdraw(annas)).toBe(false);
    expect((await nominations.get(annas))?.supporters).toHaveLength(1);
    expect(await nominations.withdraw({ ...annas, userId: '8' })).toBe(true);
    expect(await nominations.get(annas)).toBeUndefined();
  });

  test('who joins at the instant when the last other leaves, or deletes their data, is part of it all the same', async () => {
    await using store = await open();
    const nominations = new NominationStore(store.db);
    const members = new MemberDataStore(store.db);
    const leaving = [
      (filmId: string) => nominations.withdraw({ ...annas, filmId }),
      () => members.deleteIn(guildId, annas.userId, at(9)),
      () => members.deleteEverywhere(annas.userId, at(9)),
    ];
    for (let round = 0; round < 30; round += 1) {
      const film = `film-${round}`;
      await nominations.support({ ...annas, filmId: film, id: `a${round}` });
      const left = leaving[round % leaving.length]?.(film);
      await Promise.all([left, nominations.support({ ...annas, filmId: film, userId: '8', id: `b${round}` })]);
      const found = (await nominations.of(guildId, '8')).find(({ filmId }) => filmId === film);
      expect(found?.supporters.map(({ userId }) => userId)).toEqual(['8']);
    }
  });

  test('a nomination is decided once, and its film may be nominated again', async () => {
    await using store = await open();
    const nominations = new NominationStore(store.db);
    await nominations.support(annas);
    expect(await nominations.decide(annas, accepting)).toBe(true);
    expect(await nominations.decide(annas, accepting)).toBe(false);
    expect(await nominations.decide({ ...annas, guildId: '1' }, accepting)).toBe(false);
    expect(await nominations.get(annas)).toMatchObject({ state: 'accepted', decidedAt: at(9) });
    // It is no longer theirs to take back.
    expect(await nominations.withdraw(annas)).toBe(false);
    expect(await nominations.support({ ...annas, id: '200', at: at(10) })).toBe('opened');
    expect((await nominations.of(guildId, '7')).map(({ id }) => id)).toEqual(['200', '100']);
  });

  test('a nomination that Discord tells a second time is the same one, also after it was decided', async () => {
    await using store = await open();
    const nominations = new NominationStore(store.db);
    await nominations.support(annas);
    await nominations.decide(annas, accepting);
    expect(await nominations.support(annas)).toBe('kept');
    expect(await nominations.inState(guildId, ['open'])).toEqual([]);
    expect(await nominations.of(guildId, '7')).toHaveLength(1);
  });

  test('a film has one open nomination in a guild, whoever comes at the same moment', async () => {
    await using store = await open();
    const nominations = new NominationStore(store.db);
    const all = ['1', '2', '3', '4'].map((userId) => nominations.support({ ...annas, userId, id: `10${userId}` }));
    await Promise.allSettled(all);
    expect(await nominations.inState(guildId, ['open'])).toHaveLength(1);
  });

  test('a state that there is not is refused by the store itself', async () => {
    await using store = await open();
    const nominations = new NominationStore(store.db);
    await nominations.support(annas);
    const guessed = { ...accepting, to: 'adored' as 'accepted' };
    await expect(nominations.decide(annas, guessed)).rejects.toThrow(/check/i);
    expect((await nominations.get(annas))?.state).toBe('open');
  });

  test('whatever members and moderators do, every question hears of its own guild and person alone', async () => {
    await using store = await open();
    await fc.assert(
      fc.asyncProperty(fc.array(deed, { maxLength: 25 }), async (deeds) => {
        await sql`delete from nominations`.execute(store.db);
        const known: Plain[] = [];
        for (const [second, each] of deeds.entries()) await act(each, second, known, store.db);
        await expectToKnow(known, store.db);
      }),
      { numRuns: 25 },
    );
  });
}

/* Ids that a careless query would take for one another: one holds the other, or wildcards of `like`. */
const guilds = ['1', '11', '%'];
const users = ['2', '22', '_'];
const films = ['a', 'a-b', 'b'];

const deed = fc.record({
  what: fc.constantFrom(
    'support',
    'support',
    'support',
    'withdraw',
    'accept',
    'decline',
    'deleteIn',
    'deleteEverywhere',
  ),
  guildId: fc.constantFrom(...guilds),
  userId: fc.constantFrom(...users),
  filmId: fc.constantFrom(...films),
});
type Deed = typeof deed extends fc.Arbitrary<infer D> ? D : never;
type Db = Awaited<ReturnType<OpenStore>>['db'];
/** A nomination, kept as plainly as can be. */
type Plain = { guildId: string; id: string; filmId: string; state: NominationState; userIds: string[] };

const leave = (known: Plain[], concerned: (one: Plain) => boolean, userId: string): void => {
  for (const one of known.filter(concerned)) one.userIds = one.userIds.filter((id) => id !== userId);
  const wanted = known.filter(({ userIds }) => userIds.length > 0);
  known.splice(0, known.length, ...wanted);
};

/** Does it to the store, and to the plain ones beside it. */
async function act({ what, ...one }: Deed, second: number, known: Plain[], db: Db): Promise<void> {
  const nominations = new NominationStore(db);
  // A name that another guild's may have, too.
  const id = `id ${second % 3 === 0 ? second : second - 1} ${one.guildId}`;
  const isOpen = (each: Plain): boolean =>
    each.guildId === one.guildId && each.filmId === one.filmId && each.state === 'open';
  const current = known.find(isOpen);
  if (what === 'support') {
    if (known.some((each) => each.guildId === one.guildId && each.id === id)) return;
    const outcome = current ? (current.userIds.includes(one.userId) ? 'kept' : 'joined') : 'opened';
    expect(await nominations.support({ ...one, id, note: '', at: at(second) })).toBe(outcome);
    if (outcome === 'joined') current?.userIds.push(one.userId);
    if (outcome === 'opened') known.push({ ...one, id, state: 'open', userIds: [one.userId] });
  } else if (what === 'withdraw') {
    expect(await nominations.withdraw(one)).toBe(current?.userIds.includes(one.userId) ?? false);
    leave(known, isOpen, one.userId);
  } else if (what === 'accept' || what === 'decline') {
    const to = what === 'accept' ? 'accepted' : 'declined';
    const which = { guildId: one.guildId, id: current?.id ?? 'none' };
    expect(await nominations.decide(which, { ...accepting, to })).toBe(current !== undefined);
    if (current) current.state = to;
  } else if (what === 'deleteIn') {
    await new MemberDataStore(db).deleteIn(one.guildId, one.userId, at(second));
    leave(known, ({ guildId: id_ }) => id_ === one.guildId, one.userId);
  } else {
    await new MemberDataStore(db).deleteEverywhere(one.userId, at(second));
    leave(known, () => true, one.userId);
  }
}

/** Asks every question of every guild and person. */
async function expectToKnow(known: readonly Plain[], db: Db): Promise<void> {
  const nominations = new NominationStore(db);
  const plain = (found: Awaited<ReturnType<NominationStore['inState']>>) =>
    found.map(({ guildId: guild, id, filmId, state, supporters }) => ({
      ...{ guildId: guild, id, filmId, state },
      userIds: supporters.map(({ userId }) => userId),
    }));
  const sorted = (of: readonly { id: string }[]) => of.toSorted((a, b) => (a.id < b.id ? -1 : 1));
  for (const guild of guilds) {
    const ofGuild = known
      .filter((one) => one.guildId === guild)
      .map(({ guildId: id_, id, filmId, state, userIds }) => ({ guildId: id_, id, filmId, state, userIds }));
    for (const state of nominationStates)
      expect(sorted(plain(await nominations.inState(guild, [state])))).toEqual(
        sorted(ofGuild.filter((one) => one.state === state)),
      );
    for (const userId of users)
      expect(sorted(plain(await nominations.of(guild, userId)))).toEqual(
        sorted(ofGuild.filter(({ userIds }) => userIds.includes(userId))),
      );
    for (const { id, guildId: theirs } of known)
      expect((await nominations.get({ guildId: guild, id })) !== undefined).toBe(
        theirs === guild || ofGuild.some((one) => one.id === id),
      );
  }
  for (const userId of users) {
    const exported = await new MemberDataStore(db).nominations(userId);
    expect(exported).toHaveLength(known.filter(({ userIds }) => userIds.includes(userId)).length);
  }
}
