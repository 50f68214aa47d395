import { expect, test } from 'vitest';
import { defaultSettings } from '../../src/domain/guild-settings.ts';
import { someEvening } from '../support/requests.ts';
import { aClub } from '../support/services.ts';

test('a direct message has the defaults, whatever guilds have chosen', async () => {
  const { settings } = aClub();
  await settings.change('1', { language: 'ru' }, someEvening);
  expect(await settings.of('1')).toEqual({ ...defaultSettings, language: 'ru' });
  expect(await settings.of(undefined)).toEqual(defaultSettings);
});
