import { expect, test } from 'vitest';
import type { Programme } from '../../src/domain/club-schedule.ts';
import { GuildChangeStore } from '../../src/stores/guild-change-store.ts';
import { GuildSettingsStore } from '../../src/stores/guild-settings-store.ts';
import { DraftStore } from '../../src/stores/draft-store.ts';
import { ScheduleStore } from '../../src/stores/schedule-store.ts';
import { anItem, aSchedule, fridays, wednesday } from '../support/schedules.ts';
import type { OpenStore } from './contract.ts';

const main = { guildId: '1', name: 'main' };

/** What a store of schedules promises, whatever it lies in. */
export function scheduleStoreContract(open: OpenStore): void {
  test('a schedule comes back as it was, with its queue in order', async () => {
    await using store = await open();
    const schedules = new ScheduleStore(store.db);
    const schedule = aSchedule({
      settings: { ...fridays, theme: 'evacuation', roleId: '9', thread: true },
      state: {
        ahead: [{ filmId: 'wings' }, { filmId: 'daisies', theme: 'joy' }],
        skips: [{ week: '2026-12-07' }],
        doubtful: true,
        paused: { reason: 'Лето 🎬', until: '2027-01-01' },
      },
    });
    await schedules.put(schedule);
    const queue = [anItem({ id: 'b' }), anItem({ id: 'a', date: '2026-12-04', note: '"; drop table schedules' })];
    await schedules.change(main, () => ({ queue }));
    expect(await schedules.get(main)).toMatchObject({ schedule, queue });
  });

  test('a schedule that is replaced keeps its queue, one that is removed does not', async () => {
    await using store = await open();
    const schedules = new ScheduleStore(store.db);
    await schedules.put(aSchedule());
    await schedules.change(main, () => ({ queue: [anItem()] }));
    await schedules.put(aSchedule({ pending: undefined }));
    expect(await schedules.get(main)).toMatchObject({ schedule: { pending: undefined }, queue: [anItem()] });
    expect(await schedules.remove(main)).toBe(true);
    expect(await schedules.remove(main)).toBe(false);
    await schedules.put(aSchedule());
    expect((await schedules.get(main))?.queue).toEqual([]);
  });

  test('one guild’s schedules are none of another’s, whatever their names', async () => {
    await using store = await open();
    const schedules = new ScheduleStore(store.db);
    await schedules.put(aSchedule());
    await schedules.put(aSchedule({ guildId: '2' }));
    await schedules.put(aSchedule({ guildId: '1', name: 'late-show' }));
    await schedules.change(main, () => ({ queue: [anItem()] }));
    expect((await schedules.list('1')).map(({ name }) => name)).toEqual(['late-show', 'main']);
    expect(await schedules.get({ guildId: '2', name: 'main' })).toMatchObject({ queue: [] });
    expect(await schedules.get({ guildId: '3', name: 'main' })).toBeUndefined();
    await schedules.remove(main);
    expect(await schedules.get({ guildId: '2', name: 'main' })).toBeDefined();
  });

  test('what is due is told in the order of its time, and nothing that is paused', async () => {
    await using store = await open();
    const schedules = new ScheduleStore(store.db);
    const { pending } = aSchedule();
    if (!pending) throw new Error('a schedule has a next occurrence');
    await schedules.put(aSchedule({ guildId: '2' }));
    await schedules.put(aSchedule({ guildId: '1', pending: { ...pending, at: pending.at.subtract({ hours: 1 }) } }));
    await schedules.put(aSchedule({ guildId: '3', pending: undefined }));
    expect(await schedules.due(pending.at.subtract({ hours: 2 }), 10)).toEqual([]);
    expect(await schedules.due(pending.at, 10)).toEqual([main, { guildId: '2', name: 'main' }]);
    expect(await schedules.due(pending.at, 1)).toEqual([main]);
  });

  test('what is due at the same moment is told in the same order each time', async () => {
    await using store = await open();
    const schedules = new ScheduleStore(store.db);
    for (const name of ['b', 'c', 'a']) await schedules.put(aSchedule({ name }));
    const due = await schedules.due(wednesday.add({ hours: 100 }), 10);
    expect(due.map(({ name }) => name)).toEqual(['a', 'b', 'c']);
  });

  test('what chance has chosen for a guild is kept, if nothing has changed since it was looked at', async () => {
    await using store = await open();
    const schedules = new ScheduleStore(store.db);
    for (const guildId of ['1', '2']) await schedules.put(aSchedule({ guildId }));
    await schedules.put(aSchedule({ name: 'late-show' }));
    await schedules.change(main, () => ({ queue: [anItem()] }));
    const read = await schedules.all('1');
    expect(read.map(({ schedule, queue }) => [schedule.name, queue])).toEqual([
      ['late-show', []],
      ['main', [anItem()]],
    ]);
    const choose = (filmId: string) =>
      schedules.choose(
        '1',
        read,
        read.map(({ schedule }) => ({ ...schedule, state: { ...schedule.state, ahead: [{ filmId }] } })),
      );
    const chosen = await choose('wings');
    expect(chosen).toEqual(await schedules.all('1'));
    expect(chosen?.map(({ schedule }) => schedule.state.ahead)).toEqual([[{ filmId: 'wings' }], [{ filmId: 'wings' }]]);
    expect(await choose('daisies')).toBeUndefined();
    expect(await schedules.all('1')).toEqual(chosen);
    expect(await schedules.all('2')).toMatchObject([{ schedule: aSchedule({ guildId: '2' }), version: 1 }]);
  });

  test('of two that choose for a guild at once one looks again, also where a schedule was added or is gone', async () => {
    await using store = await open();
    const schedules = new ScheduleStore(store.db);
    await schedules.put(aSchedule());
    const read = await schedules.all('1');
    const choose = () => schedules.choose('1', read, [aSchedule()]);
    const chosen = await Promise.all([choose(), choose(), choose()]);
    expect(chosen.filter((one) => one)).toHaveLength(1);
    const again = await schedules.all('1');
    await schedules.put(aSchedule({ name: 'new' }));
    expect(await schedules.choose('1', again, [aSchedule()])).toBeUndefined();
    const both = await schedules.all('1');
    await schedules.remove(main);
    expect(await schedules.choose('1', both, [aSchedule(), aSchedule({ name: 'new' })])).toBeUndefined();
  });

  test('of twenty films queued at once none is lost', async () => {
    await using store = await open();
    const schedules = new ScheduleStore(store.db);
    await schedules.put(aSchedule());
    const ids = Array.from({ length: 20 }, (_, at) => String(at));
    await Promise.all(
      ids.map((id) => schedules.change(main, ({ queue }) => ({ queue: [...queue, anItem({ id, filmId: id })] }))),
    );
    const { queue = [] } = (await schedules.get(main)) ?? {};
    expect(queue.map(({ id }) => id).toSorted((a, b) => Number(a) - Number(b))).toEqual(ids);
  });

  test('a change that fails changes nothing', async () => {
    await using store = await open();
    const schedules = new ScheduleStore(store.db);
    await schedules.put(aSchedule());
    const failing = schedules.change(main, () => {
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    const twice = [anItem({ id: 'a' }), anItem({ id: 'b', filmId: undefined as never })];
    await expect(
      schedules.change(main, () => ({ queue: twice, schedule: aSchedule({ pending: undefined }) })),
    ).rejects.toThrow(/null/i);
    expect(await schedules.get(main)).toMatchObject({ schedule: aSchedule(), queue: [], version: 1 });
    expect(await schedules.change({ guildId: '1', name: 'none' }, () => ({}))).toBeUndefined();
  });

  test('what is to be confirmed is kept for a quarter of an hour, for its own guild', async () => {
    await using store = await open();
    const drafts = new DraftStore(store.db);
    const draft = { ...main, settings: fridays, ahead: [{ filmId: 'wings' }] };
    await drafts.put('7', draft, wednesday);
    expect(await drafts.get('1', '7', wednesday.add({ minutes: 15 }))).toEqual(draft);
    expect(await drafts.get('1', '7', wednesday.add({ minutes: 16 }))).toBeUndefined();
    expect(await drafts.get('2', '7', wednesday)).toBeUndefined();
    await drafts.put('8', draft, wednesday.add({ hours: 1 }));
    expect(await store.db.selectFrom('schedule_drafts').select('id').execute()).toEqual([{ id: '8' }]);
  });

  test('a queue of thousands is kept whole', async () => {
    await using store = await open();
    const schedules = new ScheduleStore(store.db);
    await schedules.put(aSchedule());
    const queue = Array.from({ length: 3000 }, (_, at) => anItem({ id: String(at), filmId: `film-${at}` }));
    await schedules.change(main, () => ({ queue }));
    expect((await schedules.get(main))?.queue).toEqual(queue);
  });

  const clara = { userId: '7', now: wednesday };
  const added = (id: string) => (before: Programme | undefined) =>
    before && { ...before, queue: [...before.queue, anItem({ id, filmId: id })] };

  test('what a moderator changes is recorded with the change, and taken back with it', async () => {
    await using store = await open();
    const schedules = new ScheduleStore(store.db);
    await new GuildSettingsStore(store.db).change('1', { logChannel: '44' }, wednesday);
    const made = await schedules.alter(main, () => ({ schedule: aSchedule(), queue: [] }), clara);
    const queued = await schedules.alter(main, added('a'), clara);
    expect([made.position, queued.position]).toEqual([1, 2]);
    const [, second] = await new GuildChangeStore(store.db).due('1', 10);
    expect(second).toMatchObject({ schedule: 'main', userId: '7', logChannel: '44' });
    expect(second?.after).toEqual({ line: { at: 0, items: [anItem({ id: 'a', filmId: 'a' })] } });
    const by = { userId: '8', now: wednesday.add({ minutes: 15 }) };
    expect(await schedules.undo('1', 2, by)).toMatchObject({ kind: 'done', name: 'main', altered: { position: 3 } });
    expect((await schedules.get(main))?.queue).toEqual([]);
    expect((await new GuildChangeStore(store.db).from('1', 3))[0]).toMatchObject({ userId: '8', undoes: 2 });
  });

  test('what came too late, was overtaken, has passed, or is another guild’s is not taken back', async () => {
    await using store = await open();
    const schedules = new ScheduleStore(store.db);
    await schedules.alter(main, () => ({ schedule: aSchedule(), queue: [] }), clara);
    await schedules.alter(main, added('a'), clara);
    expect(await schedules.undo('1', 2, { ...clara, now: wednesday.add({ minutes: 16 }) })).toEqual({ kind: 'late' });
    expect(await schedules.undo('2', 2, clara)).toEqual({ kind: 'gone' });
    expect(await schedules.undo('1', 1, clara)).toMatchObject({ kind: 'overtaken', since: { position: 2 } });
    await schedules.change(main, () => ({ queue: [] }));
    expect(await schedules.undo('1', 2, clara)).toEqual({ kind: 'passed' });
    expect((await schedules.get(main))?.queue).toEqual([]);
  });

  test('changes of settings and of schedules are taken back each by their own', async () => {
    await using store = await open();
    const [schedules, settings] = [new ScheduleStore(store.db), new GuildSettingsStore(store.db)];
    await settings.change('1', { language: 'ru' }, wednesday, clara);
    await schedules.alter(main, () => ({ schedule: aSchedule(), queue: [] }), clara);
    expect(await schedules.undo('1', 1, clara)).toEqual({ kind: 'gone' });
    expect(await settings.undo('1', 2, wednesday, '7')).toEqual({ kind: 'gone' });
    expect(await settings.undo('1', 1, wednesday, '7')).toMatchObject({ kind: 'done' });
    expect(await schedules.undo('1', 2, clara)).toMatchObject({ kind: 'done' });
    expect(await schedules.get(main)).toBeUndefined();
  });

  test('of two who take the same change back at once one does', async () => {
    await using store = await open();
    const schedules = new ScheduleStore(store.db);
    await schedules.put(aSchedule());
    const { position = 0 } = await schedules.alter(main, added('a'), clara);
    const kinds = (await Promise.all([clara, clara].map((by) => schedules.undo('1', position, by)))).map(
      ({ kind }) => kind,
    );
    expect(kinds.toSorted()[0]).toBe('done');
    expect(kinds).not.toEqual(['done', 'done']);
  });

  test('of the films that twenty moderators queue at once each is recorded', async () => {
    await using store = await open();
    const schedules = new ScheduleStore(store.db);
    await schedules.put(aSchedule());
    const ids = Array.from({ length: 20 }, (_, at) => `film-${at}`);
    await Promise.all(ids.map((id) => schedules.alter(main, added(id), clara)));
    expect((await schedules.get(main))?.queue).toHaveLength(20);
    expect(await new GuildChangeStore(store.db).from('1', 0)).toHaveLength(20);
  });

  test('films that are to be queued are kept to be confirmed', async () => {
    await using store = await open();
    const drafts = new DraftStore(store.db);
    const draft = { ...main, settings: fridays, ahead: [], films: ['wings', 'daisies'] };
    await drafts.put('7', draft, wednesday);
    expect(await drafts.get('1', '7', wednesday)).toEqual(draft);
  });
}
