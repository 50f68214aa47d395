import { expect, test } from 'vitest';
import { defaultSettings } from '../../src/domain/guild-settings.ts';
import { StoreUnavailable } from '../../src/errors.ts';
import { ClubSettings } from '../../src/services/club-settings.ts';
import { storesInMemory } from '../support/database.ts';
import { someEvening } from '../support/requests.ts';

function aStore() {
  const { settings: store, changes } = storesInMemory();
  return { store, changes, settings: new ClubSettings({ store, changes }) };
}

test('a direct message has the defaults, whatever guilds have chosen', async () => {
  const { settings } = aStore();
  await settings.change('1', { language: 'ru' }, someEvening);
  expect(await settings.of('1')).toEqual({ ...defaultSettings, language: 'ru' });
  expect(await settings.of(undefined)).toEqual(defaultSettings);
});

test('the store is asked once for each guild, and again after each change', async () => {
  const { settings, store } = aStore();
  let asked = 0;
  const get = store.get.bind(store);
  store.get = (guildId) => {
    asked += 1;
    return get(guildId);
  };
  for (let time = 0; time < 3; time += 1) await Promise.all([settings.of('1'), settings.of('1'), settings.of('2')]);
  expect(asked).toBe(2);
  const { position = 0 } = await settings.change('1', { language: 'ru' }, someEvening, '7');
  expect((await settings.of('1')).language).toBe('ru');
  await settings.undo('1', position, someEvening, '7');
  expect((await settings.of('1')).language).toBeUndefined();
  expect(asked).toBe(4);
});

test('a change that comes while the settings are being read is what the next one sees', async () => {
  const { settings, store } = aStore();
  const { promise: slow, resolve } = Promise.withResolvers<void>();
  const get = store.get.bind(store);
  store.get = async (guildId) => {
    const read = await get(guildId);
    await slow;
    return read;
  };
  const early = settings.of('1');
  await settings.change('1', { language: 'ru' }, someEvening);
  resolve();
  await early;
  expect((await settings.of('1')).language).toBe('ru');
});

test('while the store is away answers go by the defaults, and what it cannot say is not remembered', async () => {
  const { settings, store } = aStore();
  await settings.change('1', { language: 'ru' }, someEvening);
  const get = store.get.bind(store);
  store.get = () => Promise.reject(new StoreUnavailable());
  expect(await settings.orDefaults('1')).toEqual(defaultSettings);
  await expect(settings.of('1')).rejects.toThrow(StoreUnavailable);
  store.get = get;
  expect((await settings.of('1')).language).toBe('ru');
});

test('whoever keeps the log hears of what somebody changes, and of nothing else', async () => {
  const { settings } = aStore();
  const heard: string[] = [];
  settings.watch((guildId) => heard.push(guildId));
  await settings.change('1', { setupStep: 'log' }, someEvening, '7');
  await settings.change('1', { warnings: true }, someEvening, '7');
  expect(heard).toEqual([]);
  const { position = 0 } = await settings.change('1', { warnings: false }, someEvening, '7');
  await settings.undo('1', position, someEvening, '7');
  await settings.undo('1', position, someEvening, '7');
  expect(heard).toEqual(['1', '1']);
});
