import { expect, test } from 'vitest';
import type { Notice } from '../../src/domain/notice.ts';
import { afterSend, finished } from '../../src/domain/posting.ts';
import { GuildSettingsStore } from '../../src/stores/guild-settings-store.ts';
import { NoticeStore } from '../../src/stores/notice-store.ts';
import { OccurrenceStore } from '../../src/stores/occurrence-store.ts';
import { anOccurrence } from '../support/schedules.ts';
import type { OpenStore } from './contract.ts';

const now = anOccurrence().dueAt;
const soon = now.add({ seconds: 60 });
const parked: Notice = {
  ...{ guildId: '1', schedule: 'main', dueAt: now, kind: 'parked', reason: 'permission', filmId: 'wings', key: 'w' },
};
const ranOut: Notice = { guildId: '1', schedule: 'main', dueAt: now, kind: 'running-out', left: 0 };

/** What a store of notices promises, whatever it lies in. */
export function noticeStoreContract(open: OpenStore): void {
  test('a notice is kept once, however often it is to be told, as it was written, until it was told', async () => {
    await using store = await open();
    const notices = new NoticeStore(store.db);
    await notices.add([parked, parked], now);
    await notices.add([parked], now);
    expect(await notices.any(now)).toBe(true);
    const [first, ...others] = await notices.take(now, soon, 10);
    expect([first?.notice, first?.attempts, first?.createdAt, others]).toEqual([parked, 1, now, []]);
    if (first) await notices.settle(first, undefined);
    expect([await notices.any(soon), await notices.take(soon, soon, 10)]).toEqual([false, []]);
  });

  test('of twenty who take it at once one tells it; one who crashed is replaced, and counts', async () => {
    await using store = await open();
    const notices = new NoticeStore(store.db);
    await notices.add([parked, ranOut], now);
    const taken = await Promise.all(Array.from({ length: 20 }, () => notices.take(now, soon, 10)));
    expect(taken.flat()).toHaveLength(2);
    expect(await notices.take(soon.subtract({ milliseconds: 1 }), soon, 10)).toEqual([]);
    expect((await notices.take(soon, soon, 1)).map(({ attempts }) => attempts)).toEqual([2]);
  });

  test('what was not taken waits for its time, for a change in its guild, or for another log channel', async () => {
    await using store = await open();
    const notices = new NoticeStore(store.db);
    const later = now.add({ hours: 6 });
    const wait = async () => {
      for (const one of await notices.take(later, later, 10)) await notices.settle(one, later.add({ hours: 6 }));
    };
    await notices.add([parked, { ...ranOut, guildId: '2' }], now);
    await wait();
    expect(await notices.any(later.add({ hours: 5 }))).toBe(false);
    await notices.wake('1', later);
    expect((await notices.take(later.add({ seconds: 30 }), later, 10)).map(({ notice }) => notice)).toEqual([parked]);
    await notices.wake(undefined, later);
    expect(await notices.take(later.add({ seconds: 30 }), later, 10)).toHaveLength(2);
    await wait();
    const settings = new GuildSettingsStore(store.db);
    await settings.change('2', { spoilers: true }, later);
    expect(await notices.any(later.add({ minutes: 1 }))).toBe(false);
    await settings.change('2', { logChannel: '5' }, later);
    expect(await notices.take(later.add({ minutes: 1 }), later, 10)).toMatchObject([{ guildId: '2' }]);
  });

  test('it is kept together with what it is about, or neither is', async () => {
    await using store = await open();
    const [notices, occurrences] = [new NoticeStore(store.db), new OccurrenceStore(store.db)];
    const lease = await occurrences.add(anOccurrence(), now, now);
    const newer = await occurrences.acquire(anOccurrence(), now, soon);
    if (!lease || !newer) throw new Error('nobody else was there');
    const refused = { kind: 'refused', refusal: 'permission' } as const;
    const posting = afterSend(lease.record.posting, refused, now.epochMilliseconds);
    expect(await occurrences.save(lease, posting, { now, notices: [parked] })).toBeUndefined();
    expect(await notices.any(now)).toBe(false);
    expect(await occurrences.save(newer, finished(posting), { now, notices: [parked] })).toBeDefined();
    expect(await notices.any(now)).toBe(true);
  });
}
