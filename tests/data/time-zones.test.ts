import { describe, expect, test } from 'vitest';
import { TimeZones } from '../../src/data/time-zones.ts';

const zones = new TimeZones();
const first = (typed: string) => zones.suggest(typed)[0];

describe('a time zone is found by its city', () => {
  test.each([
    ['Екатеринбург', 'Asia/Yekaterinburg'],
    ['екатер', 'Asia/Yekaterinburg'],
    ['Yekaterinburg', 'Asia/Yekaterinburg'],
    ['ekaterinburg', 'Asia/Yekaterinburg'],
    ['tfrfnth', 'Asia/Yekaterinburg'],
    ['Питер', 'Europe/Moscow'],
    ['СПб', 'Europe/Moscow'],
    ['мск', 'Europe/Moscow'],
    ['Караганда', 'Asia/Almaty'],
    ['санкт-петербург', 'Europe/Moscow'],
    ['Saint Petersburg', 'Europe/Moscow'],
    ['москва', 'Europe/Moscow'],
    ['Moskva', 'Europe/Moscow'],
    ['Mosocw', 'Europe/Moscow'],
    ['нью йорк', 'America/New_York'],
    ['san fran', 'America/Los_Angeles'],
    ['Пекин', 'Asia/Shanghai'],
    ['Берлин', 'Europe/Berlin'],
    ['ташкент', 'Asia/Tashkent'],
    ['Узбекистан', 'Asia/Tashkent'],
    ['Asia/Ho_Chi_Minh', undefined],
    ['Europe/Lisbon', 'Europe/Lisbon'],
    ['utc', 'UTC'],
  ])('%s', (typed, zone) => {
    if (zone !== undefined) expect(first(typed)?.zone).toBe(zone);
    expect(zones.suggest(typed).length).toBeGreaterThan(0);
  });

  test('and is called in the reader’s language', () => {
    expect(first('Екатеринбург')?.name).toEqual({ en: 'Yekaterinburg', ru: 'Екатеринбург' });
    expect(first('Saint Petersburg')?.name.ru).toBe('Санкт-Петербург');
    expect(first('Пекин')?.name.en).toBe('Beijing');
  });
});

test('what was typed and not picked is resolved where it is clear, and not where it is not', () => {
  expect(zones.resolve('Екатеринбург')?.zone).toBe('Asia/Yekaterinburg');
  expect(zones.resolve(' Asia/Yekaterinburg ')?.zone).toBe('Asia/Yekaterinburg');
  expect(zones.resolve('Питер')?.zone).toBe('Europe/Moscow');
  expect(zones.resolve('спб')?.name.ru).toBe('Санкт-Петербург');
  expect(zones.resolve('msk')?.zone).toBe('Europe/Moscow');
  expect(zones.resolve('NYC')?.zone).toBe('America/New_York');
  expect(zones.resolve('Mosocw')?.zone, 'the only one that may be meant').toBe('Europe/Moscow');
  // Another name of the same zone is one, too.
  expect(zones.resolve('Asia/Ho_Chi_Minh')?.zone).toBe('Asia/Ho_Chi_Minh');
  expect(zones.resolve('Europe/Kyiv')?.zone).toBe('Europe/Kyiv');
  for (const unclear of ['s', '', 'Brat', 'Самар', 'Atlantis', '/', '+99:99', 'Europe', '😀'.repeat(100)])
    expect(zones.resolve(unclear), unclear).toBeUndefined();
});

test('before a letter is typed the usual ones are offered, and never more than a menu holds', () => {
  const usual = zones.suggest('');
  expect(usual.map(({ zone }) => zone)).toContain('Asia/Yekaterinburg');
  for (const typed of ['', 'a', 'а', 'san', 'америка']) expect(zones.suggest(typed).length).toBeLessThanOrEqual(25);
});

test('every place has a zone that the platform can tell the time of, and a name in both languages', () => {
  for (const letter of 'abcdefghijklmnopqrstuvwxyz') {
    for (const { zone, name } of zones.suggest(letter, 1000)) {
      expect(() => Temporal.Now.zonedDateTimeISO(zone), zone).not.toThrow();
      expect(name.en.trim(), zone).not.toBe('');
      expect(name.ru.trim(), zone).not.toBe('');
    }
  }
});

test('every zone of the platform is there', () => {
  const missing = Intl.supportedValuesOf('timeZone').filter((zone) => zones.resolve(zone)?.zone !== zone);
  expect(missing).toEqual([]);
  expect(zones.at('Europe/Kiev').name).toEqual({ en: 'Kyiv', ru: 'Киев' });
});
