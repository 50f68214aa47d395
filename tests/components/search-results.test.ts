import { ComponentType } from 'discord.js';
import { expect, test } from 'vitest';
import { searchReply } from '../../src/components/search-results.ts';
import { loadLibrary } from '../../src/data/load-library.ts';
import { FilmIndex } from '../../src/data/film-index.ts';
import { readCustomId } from '../../src/discord/component.ts';
import { translator } from '../../src/locales/translate.ts';

const films = new FilmIndex(loadLibrary());

/** The query as the button for the next page carries it. */
function carried(query: string): string | undefined {
  const { components = [] } = searchReply(films.search(query), query, 'everything', 1, translator('en-US'));
  const next = components.flatMap((row) => row.components).findLast(({ type }) => type === ComponentType.Button);
  return next && 'custom_id' in next ? readCustomId(next.custom_id).args[0] : undefined;
}

test.each(['q"', 'u}', 'война'.normalize('NFD'), 'a:', '’the'])(
  'the next page of %j is a page of the same films',
  (query) => {
    const found = films.search(query).map(({ film }) => film.id);
    expect(found.length).toBeGreaterThan(10);
    expect(films.search(carried(query) ?? '').map(({ film }) => film.id)).toEqual(found);
  },
);
