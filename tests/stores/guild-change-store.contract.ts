import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isSettingsChange } from '../../src/domain/guild-change.ts';
import { defaultSettings } from '../../src/domain/guild-settings.ts';
import { GuildChangeStore } from '../../src/stores/guild-change-store.ts';
import { GuildSettingsStore } from '../../src/stores/guild-settings-store.ts';
import type { OpenStore } from './contract.ts';

const at = Temporal.Instant.from('2026-11-25T18:00:00Z');
const clara = { userId: '7' };

/** What a store of changes promises, whatever it lies in. */
export function guildChangeStoreContract(open: OpenStore): void {
  test('a change is recorded with who, when and what, before and after, and only what differs', async () => {
    await using store = await open();
    const settings = new GuildSettingsStore(store.db);
    const changed = await settings.change('1', { language: 'ru', warnings: true, color: 0xff0000 }, at, clara);
    expect(changed.position).toBe(1);
    expect(await new GuildChangeStore(store.db).from('1', 1)).toEqual([
      {
        ...{ position: 1, userId: '7', at, undoes: undefined },
        before: { language: undefined, color: undefined },
        after: { language: 'ru', color: 0xff0000 },
      },
    ]);
  });

  test('what changes nothing, and what nobody does, is not recorded', async () => {
    await using store = await open();
    const settings = new GuildSettingsStore(store.db);
    expect((await settings.change('1', { warnings: true }, at, clara)).position).toBeUndefined();
    expect((await settings.change('1', { setupStep: 'log' }, at, clara)).position).toBeUndefined();
    expect((await settings.change('1', { warnings: false }, at)).position).toBeUndefined();
    expect(await new GuildChangeStore(store.db).from('1', 0)).toEqual([]);
  });

  test('of changes at once each has a place of its own', async () => {
    await using store = await open();
    const settings = new GuildSettingsStore(store.db);
    const zones = Array.from({ length: 10 }, (_, hours) => `Etc/GMT-${hours + 1}`);
    await Promise.all(zones.map((timezone) => settings.change('1', { timezone }, at, clara)));
    const changes = (await new GuildChangeStore(store.db).from('1', 0)).filter(isSettingsChange);
    expect(changes.map(({ position }) => position)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    for (const [place, { before }] of changes.entries())
      expect(before.timezone).toBe(place === 0 ? 'UTC' : changes[place - 1]?.after.timezone);
  });

  test('a change taken back is as before, and recorded too', async () => {
    await using store = await open();
    const settings = new GuildSettingsStore(store.db);
    await settings.change('1', { language: 'ru', timezone: 'Asia/Tashkent' }, at, clara);
    await settings.change('1', { warnings: false }, at, clara);
    const undone = await settings.undo('1', 1, at.add({ minutes: 14 }), '8');
    expect(undone).toMatchObject({ kind: 'done', change: { position: 3 } });
    expect(await settings.get('1')).toEqual({ ...defaultSettings, warnings: false });
    expect((await new GuildChangeStore(store.db).from('1', 3))[0]).toMatchObject({ userId: '8', undoes: 1 });
  });

  test('what came too late, was overtaken, or is another guild’s is not taken back', async () => {
    await using store = await open();
    const settings = new GuildSettingsStore(store.db);
    await settings.change('1', { language: 'ru' }, at, clara);
    expect(await settings.undo('1', 1, at.add({ minutes: 16 }), '8')).toEqual({ kind: 'late' });
    expect(await settings.undo('2', 1, at, '8')).toEqual({ kind: 'gone' });
    expect(await settings.undo('1', 2, at, '8')).toEqual({ kind: 'gone' });
    await settings.change('1', { language: 'en-US' }, at, clara);
    // Although it is what the first change made it again.
    await settings.change('1', { language: 'ru' }, at, { userId: '9' });
    expect(await settings.undo('1', 1, at, '8')).toMatchObject({ kind: 'overtaken', since: { userId: '9' } });
    expect((await settings.get('1')).language).toBe('ru');
  });

  test('a press that comes twice takes back once', async () => {
    await using store = await open();
    const settings = new GuildSettingsStore(store.db);
    await settings.change('1', { language: 'ru' }, at, clara);
    const kinds = await Promise.all([1, 1].map(async (position) => (await settings.undo('1', position, at, '8')).kind));
    expect(kinds.toSorted()).toEqual(['done', 'overtaken']);
    expect(await new GuildChangeStore(store.db).from('1', 0)).toHaveLength(2);
  });

  test('a log channel is told of what was changed while it was the log, and when it stops being it', async () => {
    await using store = await open();
    const [settings, changes] = [new GuildSettingsStore(store.db), new GuildChangeStore(store.db)];
    await settings.change('1', { language: 'ru' }, at, clara);
    await settings.change('1', { logChannel: '55' }, at, clara);
    await settings.change('1', { language: 'en-US' }, at, clara);
    await settings.change('1', { logChannel: undefined }, at, clara);
    await settings.change('1', { language: 'ru' }, at, clara);
    const due = await changes.due('1', 10);
    expect(due.map(({ position, logChannel }) => [position, logChannel])).toEqual([2, 3, 4].map((at_) => [at_, '55']));
    expect(await changes.guildsWithDue()).toEqual(['1']);
    await changes.note('1', [2], 'failed');
    expect(await changes.failed('1')).toBe(1);
    await changes.note('1', [3], 'told');
    expect(await changes.failed('1')).toBe(0);
    await changes.note('1', [4], 'failed');
    expect(await changes.failed('1')).toBe(1);
    expect(await changes.due('1', 10)).toEqual([]);
    expect(await changes.guildsWithDue()).toEqual([]);
  });

  test('a guild is met once, and not if it has chosen something', async () => {
    await using store = await open();
    const settings = new GuildSettingsStore(store.db);
    const met = await Promise.all([settings.meet('1', at), settings.meet('1', at)]);
    expect(new Set(met)).toEqual(new Set([true, false]));
    await settings.change('2', { language: 'ru' }, at);
    expect(await settings.meet('2', at)).toBe(false);
    expect((await settings.get('2')).language).toBe('ru');
  });

  test('whatever guilds do, none sees or touches what is another’s', async () => {
    await using store = await open();
    const [settings, changes] = [new GuildSettingsStore(store.db), new GuildChangeStore(store.db)];
    let round = 0;
    const deed = fc.record({
      guild: fc.constantFrom('1', '2'),
      what: fc.constantFrom('language', 'log', 'undo', 'note'),
      position: fc.integer({ min: 1, max: 4 }),
    });
    const all = async (guild: string) => [
      ...[await settings.get(guild), await changes.from(guild, 0)],
      ...[await changes.due(guild, 10), await changes.failed(guild)],
    ];
    await fc.assert(
      fc.asyncProperty(fc.array(deed, { maxLength: 8 }), async (deeds) => {
        round += 1;
        const name = (guild: string): string => `${round}${guild}`;
        for (const { guild, what, position } of deeds) {
          const other = name(guild === '1' ? '2' : '1');
          const before = await all(other);
          const own = name(guild);
          if (what === 'undo') await settings.undo(own, position, at, '7');
          else if (what === 'note') await changes.note(own, [position], 'failed');
          else if (what === 'log') await settings.change(own, { logChannel: String(position) }, at, clara);
          else await settings.change(own, { language: position % 2 === 0 ? 'ru' : 'en-US' }, at, clara);
          expect(await all(other)).toEqual(before);
        }
      }),
      { numRuns: 25 },
    );
  });
}
