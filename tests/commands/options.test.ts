import { describe, expect, test } from 'vitest';
import * as options from '../../src/commands/film/options.ts';
import { loadLibrary } from '../../src/data/load-library.ts';
import type { Choice, Option } from '../../src/discord/command.ts';
import { locales, translator } from '../../src/locales/translate.ts';
import type { Locale } from '../../src/locales/translate.ts';
import { theFirstTen } from '../support/library.ts';
import { someEvening } from '../support/requests.ts';
import { servicesOf } from '../support/services.ts';

const services = servicesOf(theFirstTen());

const offer = async (option: Option, typed: string, locale: Locale = 'en-US'): Promise<readonly Choice[]> =>
  (await option.autocomplete?.(
    { typed, options: {}, guildId: undefined, userId: '1', now: someEvening, t: translator(locale) },
    services,
  )) ?? [];

test('a film completes by title in any alphabet; its name is in the member’s language', async () => {
  expect(await offer(options.film, 'жур', 'en-US')).toEqual([
    { name: 'The Cranes Are Flying (1957)', value: 'the-cranes-are-flying' },
  ]);
  expect(await offer(options.film, 'cran', 'ru')).toEqual([
    { name: 'Летят журавли (1957)', value: 'the-cranes-are-flying' },
  ]);
});

describe.each(locales)('in %s', (locale) => {
  test('everything that can be named is offered before a letter is typed', async () => {
    for (const option of [options.film, options.theme, options.maybePerson, options.maybeCollection]) {
      const choices = await offer(option, '', locale);
      expect(choices.length, option.key).toBeGreaterThan(0);
      expect(choices.length, option.key).toBeLessThanOrEqual(25);
      for (const { name, value } of choices) {
        expect(name).toMatch(/^.{1,100}$/);
        expect(value).toMatch(/^[a-z0-9-]{1,40}$/);
      }
    }
  });
});

test('every decade of the library can be chosen', () => {
  expect([...options.decades]).toEqual(expect.arrayContaining(servicesOf(loadLibrary()).films.decades.map(String)));
});

test('numbers outside what Discord was told are not of this registration', () => {
  expect([1, 600].map((minutes) => options.maxRuntime.schema.safeParse(minutes).success)).toEqual([true, true]);
  expect([0, 601, 1.5, '90'].map((minutes) => options.maxRuntime.schema.safeParse(minutes).success)).toEqual([
    ...[false, false, false, false],
  ]);
  expect(options.yearFrom.schema.safeParse(1894).success).toBe(false);
});

test('a query of sixty of any sign is taken', () => {
  for (const query of ['ab', 'ж'.repeat(60), '😀'.repeat(60)])
    expect(options.query.schema.safeParse(query).success).toBe(true);
});
