import { expect, test } from 'vitest';
import { defaultSettings } from '../../src/domain/guild-settings.ts';
import { GuildSettingsStore } from '../../src/stores/guild-settings-store.ts';
import type { OpenStore } from './contract.ts';

const at = Temporal.Instant.from('2026-11-25T18:00:00Z');

/** What a store of settings promises, whatever it lies in. */
export function guildSettingsStoreContract(open: OpenStore): void {
  test('a guild that has chosen nothing has the defaults', async () => {
    await using store = await open();
    expect(await new GuildSettingsStore(store.db).get('1')).toEqual(defaultSettings);
  });

  test('a change keeps what was chosen before, and tells both', async () => {
    await using store = await open();
    const settings = new GuildSettingsStore(store.db);
    await settings.change('1', { language: 'ru' }, at);
    const change = await settings.change('1', { ratingMode: 'off' }, at);
    expect(change.before).toEqual({ ...defaultSettings, language: 'ru' });
    expect(change.after).toEqual({ ...defaultSettings, language: 'ru', ratingMode: 'off' });
    expect(await settings.get('1')).toEqual(change.after);
  });

  test('what a guild takes back is the default again', async () => {
    await using store = await open();
    const settings = new GuildSettingsStore(store.db);
    await settings.change('1', { language: 'ru', color: 0xff0000 }, at);
    await settings.change('1', { language: undefined, color: undefined }, at);
    expect(await settings.get('1')).toEqual(defaultSettings);
  });

  test('one guild’s settings are none of another’s', async () => {
    await using store = await open();
    const settings = new GuildSettingsStore(store.db);
    await settings.change('1', { timezone: 'Europe/Moscow' }, at);
    expect(await settings.get('2')).toEqual(defaultSettings);
  });

  test('of twenty changes at once none is lost', async () => {
    await using store = await open();
    const settings = new GuildSettingsStore(store.db);
    const keys = ['spoilers', 'plainText'] as const;
    await Promise.all([
      ...keys.map((key) => settings.change('1', { [key]: true }, at)),
      ...Array.from({ length: 18 }, () => settings.change('1', { timezone: 'Asia/Tashkent' }, at)),
    ]);
    expect(await settings.get('1')).toEqual({
      ...defaultSettings,
      spoilers: true,
      plainText: true,
      timezone: 'Asia/Tashkent',
    });
  });

  test('of what is found from the settings that stand, by several at once, none is lost', async () => {
    await using store = await open();
    const settings = new GuildSettingsStore(store.db);
    const off = ['a', 'b', 'c', 'd', 'e'];
    const switched = (id: string) =>
      settings.change('1', (now) => ({ disabledCollections: [...now.disabledCollections, id].toSorted() }), at);
    await Promise.all(off.map(switched));
    expect((await settings.get('1')).disabledCollections).toEqual(off);
  });

  test('a setting of another version that makes no sense falls back alone', async () => {
    await using store = await open();
    const row = { guild_id: '1', settings: '{"ratingMode":"telepathy","language":"ru","later":1}', updated_at: 0 };
    await store.db.insertInto('guild_settings').values(row).execute();
    expect(await new GuildSettingsStore(store.db).get('1')).toEqual({ ...defaultSettings, language: 'ru' });
  });
}
