import fc from 'fast-check';
import { expect, test } from 'vitest';
import { anotherOfMine } from '../../src/components/another-film.ts';
import { listPage } from '../../src/components/film-list.ts';
import { readFilter, writeFilter } from '../../src/components/filter-code.ts';
import { FilmIndex } from '../../src/data/film-index.ts';
import { readCustomId } from '../../src/discord/component.ts';
import { extremes } from '../commands/library-of-extremes.ts';

const films = new FilmIndex(extremes);
const oneOf = (items: readonly { id: string }[]) => fc.constantFrom(undefined, ...items.map(({ id }) => id));
const filters = fc.record({
  theme: oneOf(extremes.themes),
  collection: oneOf(extremes.collections),
  person: oneOf(extremes.people),
  decade: fc.constantFrom(undefined, 1940, 1980),
  yearFrom: fc.option(fc.integer({ min: 1895, max: 2100 }), { nil: undefined }),
  yearTo: fc.option(fc.integer({ min: 1895, max: 2100 }), { nil: undefined }),
  maxRuntime: fc.option(fc.integer({ min: 1, max: 600 }), { nil: undefined }),
});

test('a button finds the filter that it was made with, whatever the filter', () => {
  fc.assert(
    fc.property(filters, (filter) => {
      expect(readFilter(writeFilter(filter), films)).toEqual(filter);
    }),
  );
});

test('any filter fits into the custom_id of a button', () => {
  fc.assert(
    fc.property(filters, fc.integer({ min: 0, max: 99_999 }), (filter, page) => {
      const code = writeFilter(filter);
      expect(readCustomId(anotherOfMine.customId(code, 'unseen_by_club')).args).toEqual([code, 'unseen_by_club']);
      expect(readCustomId(listPage.customId(code, 'relevance', '12345678', page, 'unseen')).args[0]).toBe(code);
    }),
  );
});

test('what is picked in a menu takes its place in the filter', () => {
  const [theme, other] = extremes.themes;
  const code = writeFilter({ maxRuntime: 90 }, 'theme');
  expect(readFilter(code, films, theme?.id)).toMatchObject({ theme: theme?.id, maxRuntime: 90 });
  expect(readFilter(code, films, other?.id)).toMatchObject({ theme: other?.id });
  expect(() => readFilter(code, films, 'gone')).toThrow('gone.filter');
  expect(() => readFilter(code, films)).toThrow('gone.filter');
});

test('any text in place of a filter is refused kindly, or is a filter', () => {
  fc.assert(
    fc.property(fc.string(), (code) => {
      try {
        films.select(readFilter(code, films));
      } catch (error) {
        expect(error).toMatchObject({ name: 'UserError' });
      }
    }),
  );
});
