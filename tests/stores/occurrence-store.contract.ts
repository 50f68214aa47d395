import { expect, test } from 'vitest';
import { extraKeyOf } from '../../src/domain/occurrence.ts';
import type { Lease, OccurrenceRecord } from '../../src/domain/occurrence.ts';
import { afterSend, barring, finished, givenUp } from '../../src/domain/posting.ts';
import { following } from '../../src/domain/schedule.ts';
import { GuildChangeStore } from '../../src/stores/guild-change-store.ts';
import { OccurrenceStore } from '../../src/stores/occurrence-store.ts';
import type { Claim } from '../../src/stores/occurrence-store.ts';
import { ScheduleStore } from '../../src/stores/schedule-store.ts';
import type { StoredSchedule } from '../../src/stores/schedule-store.ts';
import type { Database } from '../../src/stores/database/database.ts';
import { anItem, anOccurrence, aSchedule } from '../support/schedules.ts';
import type { OpenStore } from './contract.ts';

const main = { guildId: '1', name: 'main' };
const now = anOccurrence().dueAt;
const until = now.add({ minutes: 2 });
const post = { channelId: '500', messageId: '900' };

/** A schedule with one film in its queue, and what claiming that film looks like. */
async function aDueFilm(store: Database) {
  const schedules = new ScheduleStore(store.db);
  await schedules.put(aSchedule());
  await schedules.change(main, () => ({ queue: [anItem(), anItem({ id: 'b', filmId: 'daisies' })] }));
  const from = await schedules.get(main);
  if (!from?.schedule.pending) throw new Error('it was just put');
  const { schedule } = from;
  const pending = following(from.schedule.pending, schedule.settings, schedule.first);
  const claim: Claim = {
    from,
    schedule: { ...schedule, pending },
    queue: from.queue.slice(1),
    skipped: [],
    post: anOccurrence({ item: anItem() }),
  };
  return { schedules, occurrences: new OccurrenceStore(store.db), claim };
}

/** What a store of occurrences promises, whatever it lies in. */
export function occurrenceStoreContract(open: OpenStore): void {
  test('claiming moves the schedule on, uses up the film, and gives the right to post it', async () => {
    await using store = await open();
    const { schedules, occurrences, claim } = await aDueFilm(store);
    expect(await occurrences.claim(claim, now, until)).toEqual({ record: claim.post, fence: 1, until });
    expect(await schedules.get(main)).toMatchObject({
      schedule: { pending: { week: '2026-11-30' } },
      queue: [{ id: 'b' }],
    });
    expect(await occurrences.get(anOccurrence())).toEqual(claim.post);
  });

  test('one that was skipped is claimed anew by whoever asks for it, once, and that is recorded', async () => {
    await using store = await open();
    const { schedules, occurrences, claim } = await aDueFilm(store);
    const missed = anOccurrence({ reason: 'missed' });
    const skipped = [{ ...missed, posting: { ...missed.posting, state: 'skipped' as const } }];
    await occurrences.claim({ ...claim, skipped, post: undefined }, now, until);
    const from = await schedules.get(main);
    if (!from) throw new Error('it is there');
    const again = { ...claim, from, skipped: [] };
    expect(await occurrences.claim(again, now, until)).toBe('taken');
    const asked = await Promise.all([1, 2, 3].map(() => occurrences.claim(again, now, until, { userId: '7' })));
    expect(asked.filter((lease) => lease !== 'taken')).toEqual([{ record: again.post, fence: 1, until }]);
    expect(await occurrences.get(anOccurrence())).toMatchObject({ filmId: 'wings', posting: { state: 'sending' } });
    expect(await new GuildChangeStore(store.db).from('1', 0)).toMatchObject([
      { schedule: 'main', userId: '7', after: { posted: { filmId: 'wings', extra: false } } },
    ]);
  });

  test('of twenty who claim at once one gets it, and the film is used up once', async () => {
    await using store = await open();
    const { schedules, occurrences, claim } = await aDueFilm(store);
    const all = await Promise.all(Array.from({ length: 20 }, () => occurrences.claim(claim, now, until)));
    expect(all.filter((lease) => lease !== 'taken')).toHaveLength(1);
    expect((await schedules.get(main))?.queue).toHaveLength(1);
  });

  test('who has read an older schedule or queue claims nothing of it', async () => {
    await using store = await open();
    const { schedules, occurrences, claim } = await aDueFilm(store);
    await schedules.change(main, ({ queue }) => ({ queue: queue.toReversed() }));
    expect(await occurrences.claim(claim, now, until)).toBe('taken');
    expect(await occurrences.get(anOccurrence())).toBeUndefined();
    expect((await schedules.get(main))?.queue).toHaveLength(2);
  });

  test('an occurrence that is there already is not claimed again, though the schedule says so', async () => {
    await using store = await open();
    const { schedules, occurrences, claim } = await aDueFilm(store);
    await occurrences.claim(claim, now, until);
    await schedules.put(aSchedule());
    const again = await schedules.get(main);
    if (!again) throw new Error('it was just put');
    expect(await occurrences.claim({ ...claim, from: again }, now, until)).toBe('taken');
    expect(await schedules.get(main)).toMatchObject({ schedule: { pending: { week: '2026-11-23' } } });
  });

  test('somebody works on it for as long as the lease lasts; the next one keeps the one before from storing', async () => {
    await using store = await open();
    const { occurrences, claim } = await aDueFilm(store);
    const first = await occurrences.claim(claim, now, until);
    if (!first || first === 'taken') throw new Error('nobody else was there');
    expect(await occurrences.acquire(first.record, until.subtract({ milliseconds: 1 }), until)).toBeUndefined();
    const second = await occurrences.acquire(first.record, until, until.add({ minutes: 2 }));
    expect(second?.fence).toBe(2);
    const sent = afterSend(first.record.posting, { kind: 'done', value: post }, now.epochMilliseconds);
    expect(await occurrences.save(first, sent, { now, until })).toBeUndefined();
    expect((await occurrences.get(first.record))?.posting.state).toBe('sending');
    if (!second) throw new Error('the lease was over');
    expect((await occurrences.save(second, sent, { now }))?.record.postedAt).toEqual(now);
    expect((await occurrences.get(first.record))?.posting.post).toEqual(post);
    expect((await occurrences.acquire(first.record, until, until))?.fence).toBe(3);
  });

  test('who gives a film up puts it back in the same go, and only who still holds it', async () => {
    await using store = await open();
    const { schedules, occurrences, claim } = await aDueFilm(store);
    const lease = await occurrences.claim(claim, now, until);
    if (!lease || lease === 'taken') throw new Error('it was there to be claimed');
    const later = await occurrences.acquire(lease.record, until, until.add({ minutes: 2 }));
    if (!later) throw new Error('its lease was over');
    const programme = ({ queue }: StoredSchedule) => ({ queue: [anItem(), ...queue] });
    const giveUp = (held: Lease) => occurrences.save(held, givenUp(held.record.posting), { now, programme });
    expect(await giveUp(lease)).toBeUndefined();
    expect([(await schedules.get(main))?.queue.length, (await occurrences.get(lease.record))?.posting.state]).toEqual([
      ...[1, 'sending'],
    ]);
    expect(await giveUp(later)).toBeDefined();
    expect((await schedules.get(main))?.queue.map(({ id }) => id)).toEqual(['a', 'b']);
    expect(await occurrences.get(lease.record)).toMatchObject({ posting: { state: 'skipped' } });
  });

  test('what ended is taken up by nobody, and what waits is told in the order of its time', async () => {
    await using store = await open();
    const { occurrences } = await aDueFilm(store);
    const add = async (key: string, change: (record: OccurrenceRecord) => OccurrenceRecord) =>
      occurrences.add(change(anOccurrence({ key })), now, now);
    const later = (record: OccurrenceRecord, minutes: number): OccurrenceRecord => ({
      ...record,
      posting: { ...record.posting, retryAtMs: now.add({ minutes }).epochMilliseconds },
    });
    await add('b', (record) => later(record, 5));
    await add('a', (record) => later(record, 1));
    await add('c', (record) => ({ ...record, posting: finished(record.posting) }));
    expect(await occurrences.acquire({ ...anOccurrence(), key: 'c' }, now, until)).toBeUndefined();
    const keys = async (minutes: number) => (await occurrences.waiting(now.add({ minutes }), 10)).map(({ key }) => key);
    expect(await keys(0)).toEqual([]);
    expect(await keys(1)).toEqual(['a']);
    expect(await keys(500)).toEqual(['a', 'b']);
  });

  test('the history tells what was posted and what was not, the latest first, to its own guild alone', async () => {
    await using store = await open();
    const { occurrences } = await aDueFilm(store);
    const skipped = (key: string, weeks: number): OccurrenceRecord => {
      const { posting } = anOccurrence();
      const dueAt = now.subtract({ hours: weeks * 168 });
      return anOccurrence({
        key,
        dueAt,
        posting: { ...posting, state: 'skipped' },
        reason: 'missed',
        filmId: undefined,
      });
    };
    await occurrences.add(skipped('old', 2), now, now);
    await occurrences.add(skipped('newer', 1), now, now);
    await occurrences.add(anOccurrence(), now, now);
    await occurrences.add(anOccurrence({ guildId: '2', filmId: 'secret' }), now, now);
    await occurrences.add(anOccurrence({ schedule: 'other', key: 'x' }), now, now);
    const history = await occurrences.history('1', { schedule: 'main', limit: 2 });
    expect(history.map(({ key, reason }) => [key, reason])).toEqual([
      ['2026-11-23', undefined],
      ['newer', 'missed'],
    ]);
    expect(await occurrences.history('1', { limit: 10 })).toHaveLength(4);
    expect(await occurrences.shown('1')).toEqual(new Set(['wings']));
    expect(await occurrences.shown('2')).toEqual(new Set(['secret']));
    expect(await occurrences.get({ guildId: '2', schedule: 'other', key: 'x' })).toBeUndefined();
  });

  test('what a guild has been shown is told, the latest first, with its post unless that was deleted', async () => {
    await using store = await open();
    const occurrences = new OccurrenceStore(store.db);
    const add = async (key: string, hours: number, parts: Partial<OccurrenceRecord['posting']>, guildId = '1') => {
      const record = anOccurrence({ guildId, key, dueAt: now.add({ hours }) });
      const posting = { ...record.posting, ...parts };
      const shown = { ...record, posting, ...(posting.reason === 'deleted' && { reason: posting.reason }) };
      await occurrences.add(shown, now, now);
    };
    await add('first', 0, { state: 'done', post });
    await add('second', 168, { state: 'posted', post });
    await add('deleted', 336, { state: 'done', post, reason: 'deleted' });
    await add('waits', 504, { state: 'sending' });
    await add('missed', 672, { state: 'skipped' });
    await add('theirs', 0, { state: 'done', post }, '2');
    await add(extraKeyOf('wings', '2026-11-26'), -24, { state: 'done', post });
    const shown = { schedule: 'main', filmId: 'wings', extra: false };
    expect(await occurrences.showings('1')).toMatchObject([
      { ...shown, shownAt: now.add({ hours: 336 }), link: undefined },
      { ...shown, shownAt: now.add({ hours: 168 }), link: post },
      { ...shown, shownAt: now, link: post },
      { ...shown, shownAt: now.subtract({ hours: 24 }), extra: true, link: post },
    ]);
  });

  test('what rests is found by its guild, and all leases end with the process that held them', async () => {
    await using store = await open();
    const { occurrences, claim } = await aDueFilm(store);
    const lease = await occurrences.claim(claim, now, until);
    if (!lease || lease === 'taken') throw new Error('nobody else was there');
    const refused = afterSend(lease.record.posting, { kind: 'refused', refusal: 'permission' }, now.epochMilliseconds);
    await occurrences.save(lease, refused, { now, until });
    expect(await occurrences.resting('1')).toEqual([{ guildId: '1', schedule: 'main', key: '2026-11-23' }]);
    expect(await occurrences.resting('2')).toEqual([]);
    expect(await occurrences.acquire(lease.record, now, until)).toBeUndefined();
    await occurrences.releaseAll();
    expect((await occurrences.acquire(lease.record, now, until))?.record.reason).toBe('permission');
  });

  test('a schedule is parked for as long as its refused post rests, or bars the next ones: until one of them is claimed', async () => {
    await using store = await open();
    const { occurrences, schedules, claim } = await aDueFilm(store);
    const lease = await occurrences.claim(claim, now, until);
    if (!lease || lease === 'taken') throw new Error('nobody else was there');
    const dueAtMs = now.epochMilliseconds;
    const parked = afterSend(lease.record.posting, { kind: 'refused', refusal: 'permission' }, dueAtMs);
    const extra = anOccurrence({ key: extraKeyOf('wings', '2026-11-26'), schedule: 'other', reason: 'access' });
    await occurrences.add({ ...extra, posting: { ...parked, reason: 'access' } }, now, now);
    await occurrences.save(lease, parked, { now, until });
    expect(await occurrences.parked('1')).toEqual(new Map([['main', 'permission']]));
    const barred = barring(givenUp(parked), dueAtMs);
    await occurrences.save(lease, barred, { now });
    expect(await occurrences.parked('1')).toEqual(new Map([['main', 'permission']]));
    expect(await occurrences.parked('2')).toEqual(new Map());
    expect(await occurrences.resting('1')).toContainEqual(expect.objectContaining({ schedule: 'main' }));
    const next = anOccurrence({ key: '2026-11-30', posting: { ...anOccurrence().posting, told: 'permission' } });
    const from = await schedules.get(main);
    if (!from) throw new Error('it is there');
    await occurrences.claim({ ...claim, from, queue: from.queue, post: next }, now, until);
    expect(await occurrences.parked('1')).toEqual(new Map());
    expect(await occurrences.acquire(anOccurrence(), until, until)).toBeUndefined();
  });

  test('of a schedule that was removed nobody asks whether it may post again', async () => {
    await using store = await open();
    const { occurrences, schedules } = await aDueFilm(store);
    const refused = { ...anOccurrence().posting, state: 'parked', reason: 'access' } as const;
    const posting = barring(givenUp(refused), now.epochMilliseconds);
    await occurrences.add(anOccurrence({ reason: 'access', posting }), now, now);
    expect(await occurrences.waiting(now.add({ hours: 24 }), 10)).toHaveLength(1);
    await schedules.remove(main);
    expect(await occurrences.waiting(now.add({ hours: 24 }), 10)).toEqual([]);
    expect(await occurrences.parked('1')).toEqual(new Map());
  });
}
