import { globSync, readFileSync } from 'node:fs';
import { IntlMessageFormat } from 'intl-messageformat';
import { describe, expect, test } from 'vitest';
import { catalogOf, locales, translator } from '../../src/locales/translate.ts';
import type { Locale, MessageKey } from '../../src/locales/translate.ts';

type Element = ReturnType<IntlMessageFormat['getAst']>[number];

const keys = Object.keys(catalogOf('en-US')) as MessageKey[];

/** As translate.ts reads a message. */
const parse = (locale: Locale, key: MessageKey): Element[] =>
  new IntlMessageFormat(catalogOf(locale)[key], locale, undefined, { ignoreTag: true }).getAst();

/** Every element of a message, those inside plurals and selects too. */
const everyElement = (elements: readonly Element[]): Element[] =>
  elements.flatMap((element) => [
    element,
    ...('options' in element ? Object.values(element.options).flatMap(({ value }) => everyElement(value)) : []),
  ]);

/** The names that a message takes values for; a literal has none. */
const placeholders = (locale: Locale, key: MessageKey): string[] => {
  const named = everyElement(parse(locale, key)).filter((element) => 'value' in element && !isLiteral(element));
  return [...new Set(named.map((element) => ('value' in element ? String(element.value) : '')))].toSorted();
};

// The parser's numbers for its elements; it exports them from a package that is not ours to import.
const isLiteral = (element: Element): boolean => Number(element.type) === 0;
const isPlural = (element: Element): boolean => Number(element.type) === 6;

describe.each(locales)('in %s', (locale) => {
  test('there are words for every key, and for no other', () => {
    expect(Object.keys(catalogOf(locale)).toSorted()).toEqual(keys.toSorted());
  });

  test('every message is one that can be read, and says something', () => {
    for (const key of keys) {
      expect(parse(locale, key), key).not.toEqual([]);
      expect(catalogOf(locale)[key].trim(), key).toBe(catalogOf(locale)[key]);
    }
  });

  test('a message is said as ICU reads it, also one that is too plain to be parsed', () => {
    const plain = keys.filter((key) => placeholders(locale, key).length === 0);
    expect(plain.length).toBeGreaterThan(100);
    for (const key of plain) {
      const read = new IntlMessageFormat(catalogOf(locale)[key], locale, undefined, { ignoreTag: true });
      expect(translator(locale)(key), key).toBe(read.format());
    }
  });

  test('a message takes the same values as in English', () => {
    for (const key of keys) expect(placeholders(locale, key), key).toEqual(placeholders('en-US', key));
  });

  test('a plural has words for every category that the language knows', () => {
    const categories = new Intl.PluralRules(locale).resolvedOptions().pluralCategories;
    for (const key of keys) {
      for (const plural of everyElement(parse(locale, key)).filter(isPlural)) {
        const written = 'options' in plural ? Object.keys(plural.options) : [];
        expect(written, key).toEqual(expect.arrayContaining(categories));
      }
    }
  });

  test('quotes and apostrophes are those of print', () => {
    for (const key of keys) expect(catalogOf(locale)[key], key).not.toMatch(/["']/);
  });
});

test('counts are said as Russians say them', () => {
  const counted = keys.filter(
    (key) => everyElement(parse('ru', key)).some(isPlural) && placeholders('ru', key).join() === 'count',
  );
  expect(counted).not.toEqual([]);
  const t = translator('ru');
  expect([1, 3, 5, 11, 21, 22].map((count) => t('count.films', { count }))).toEqual([
    ...['1 фильм', '3 фильма', '5 фильмов', '11 фильмов', '21 фильм', '22 фильма'],
  ]);
});

test('Russian is written with ё', () => {
  const withoutYo =
    /(?<![а-яё])(?:еще|ее|нее|мое|твое|свое|трех|четырех|режиссер\S*|актер\S*|пришел|нашел|идет|дает|ведет|найдет|причем|вперед|счет)(?![а-яё])/iu;
  for (const key of keys) expect(catalogOf('ru')[key], key).not.toMatch(withoutYo);
});

test('no word is left that nothing says any more', () => {
  const sources = globSync('src/**/*.ts', { exclude: ['src/playground/**'] }).map((file) => readFileSync(file, 'utf8'));
  const said = new Set(
    sources.flatMap((source) => [...source.matchAll(/['"`]([a-z][\w-]*(?:\.[\w-]+)+)['"`]/g)].map(([, key]) => key)),
  );
  const begun = sources.flatMap((source) =>
    [...source.matchAll(/`([a-z][\w.-]*\.)\$\{/g)].map(([, head]) => head ?? ''),
  );
  // Words of commands and options are looked up by the registration; the test of the doors holds them together.
  const registered = /^(?:command|option|choice)\./;
  const unsaid = keys.filter(
    (key) => !registered.test(key) && !said.has(key) && !begun.some((head) => key.startsWith(head)),
  );
  expect(unsaid).toEqual([]);
});

test('in Russian a film’s title stands in quotation marks where it follows a word of the sentence', () => {
  const bare = keys.filter((key) => /[а-яё] (?:\*\*)?\{(?:film|title|old)\}/.test(catalogOf('ru')[key]));
  expect(bare).toEqual([]);
});
