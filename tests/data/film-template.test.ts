import { expect, test } from 'vitest';
import { filmHints, filmTemplate } from '../../src/data/film-template.ts';
import { checkLibrary } from '../../src/data/load-library.ts';
import { LibraryFolder, soundFiles } from '../support/library-folder.ts';

test('a new film has every field that it must have, and each is told until it is filled in', () => {
  const template = filmTemplate('the-joke', '../schemas/film.schema.json');
  using folder = new LibraryFolder({ ...soundFiles, 'films/the-joke.json': template });
  const fields = checkLibrary([folder.path]).problems.map(({ place }) => place.split(' ')[1]?.split(/[.[]/)[0]);
  const required = filmHints().filter((hint) => hint.required);
  expect(new Set(fields)).toEqual(new Set(required.map(({ field }) => field).filter((field) => field !== 'id')));
});

test('a new film names the schema by which an editor helps', () => {
  expect(JSON.parse(filmTemplate('the-joke', '../x.json'))).toMatchObject({ $schema: '../x.json', id: 'the-joke' });
});

test('every field of a film has a hint', () => {
  expect(filmHints().filter(({ hint }) => hint === '')).toEqual([]);
});
