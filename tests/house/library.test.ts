import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { FilmIndex } from '../../src/data/film-index.ts';
import { librarySchemas } from '../../src/data/library-schemas.ts';
import { checkLibrary, loadLibrary } from '../../src/data/load-library.ts';
import { LibraryFolder } from '../support/library-folder.ts';

/** Runs a script of the house as `npm run` would. */
function run(script: string, ...args: string[]): { status: number | null; stdout: string; stderr: string } {
  return spawnSync(resolve('node_modules/.bin/node'), [`scripts/${script}.ts`, ...args], { encoding: 'utf8' });
}

test('the library that we ship has no problems', () => {
  expect(checkLibrary().problems).toEqual([]);
});

test('every film of the library is found by each of its titles, and everybody by their name', () => {
  const films = new FilmIndex(loadLibrary());
  const found = (kind: 'film' | 'person' | 'theme' | 'collection', name: string, id: string): boolean => {
    const result = films.resolve(kind, name);
    return (result.kind === 'one' ? [result.item] : result.kind === 'several' ? result.items : []).some(
      (item) => item.id === id,
    );
  };
  const lost = [
    ...films.films.flatMap(({ id, title, originalTitle, aliases }) =>
      [id, title, originalTitle, ...aliases].filter((name) => !found('film', name, id)),
    ),
    ...(['person', 'theme', 'collection'] as const).flatMap((kind) =>
      [...{ person: films.people, theme: films.themes, collection: films.collections }[kind]].flatMap(({ id, name }) =>
        [id, name.en, name.ru].filter((text) => !found(kind, text, id)),
      ),
    ),
  ];
  expect(lost).toEqual([]);
});

test('the schemas beside the films are those of the rules', () => {
  for (const [name, text] of Object.entries(librarySchemas())) {
    const committed: unknown = JSON.parse(readFileSync(`src/data/schemas/${name}`, 'utf8'));
    expect(committed, `${name}: npm run library:schemas`).toEqual(JSON.parse(text));
  }
});

test('every file of the library names the schema by which an editor checks it', () => {
  const { films, collections } = loadLibrary();
  const expected = [
    ...films.map(({ id }) => [`films/${id}.json`, '../schemas/film.schema.json']),
    ...collections.map(({ id }) => [`collections/${id}.json`, '../schemas/collection.schema.json']),
    ['themes.json', './schemas/themes.schema.json'],
    ['people.json', './schemas/people.schema.json'],
  ];
  const named = expected.map(([file = '']) => [
    file,
    (JSON.parse(readFileSync(`src/data/${file}`, 'utf8')) as { $schema?: string }).$schema,
  ]);
  expect(named).toEqual(expected);
});

test('library:check says in one line that nothing is wrong', () => {
  const { status, stdout } = run('check-library');
  expect(status).toBe(0);
  expect(stdout).toMatch(/^library: \d+ films, \d+ collections?, \d+ themes, \d+ people: no problems\n$/);
});

test('library:check tells every problem of a folder, one a line, and fails', () => {
  using folder = new LibraryFolder({ 'films/one.json': '{', 'films/two.json': '[]', 'films/three.json': 'null' });
  const { status, stderr } = run('check-library', folder.path);
  expect(status).toBe(1);
  expect(stderr.split('\n').filter((line) => line.startsWith(folder.path))).toHaveLength(3);
  expect(stderr).toContain('library: 3 problems\n');
});

test('library:check says of a folder that is none whether it is missing or something else', () => {
  using folder = new LibraryFolder({ 'films/one.json': '{}' });
  for (const [name, lack] of [
    ['nope', 'does not exist'],
    ['films/one.json', 'is no folder'],
  ] as const) {
    const path = join(folder.path, name);
    const { status, stderr } = run('check-library', path);
    expect(status).toBe(64);
    expect(stderr).toBe(
      `kinoklub: there is nothing to check in ${path}, which ${lack}: npm run library:check [-- DIR], a folder laid out as src/data\n`,
    );
  }
});

test('library:new writes a film to fill in, and says which line is still empty', () => {
  using folder = new LibraryFolder({});
  const { status, stdout } = run('new-film', 'the-joke', folder.path);
  expect(status).toBe(0);
  expect(stdout).toContain('* title            Usual English title\n');
  const { stderr } = run('check-library', folder.path);
  expect(stderr).toContain(`${folder.path}/films/the-joke.json:4:12 title: found "", expected at least 1 character\n`);
});

test('library:new refuses an id that is none, and one that is taken', () => {
  const film = readFileSync('src/data/films/the-ascent.json', 'utf8');
  expect(run('new-film', '../the-joke')).toMatchObject({
    status: 64,
    stderr: expect.stringMatching(/^kinoklub: "\.\.\/the-joke" is no id for a film: 1-40 of a-z, 0-9 and hyphen.*\n$/),
  });
  expect(run('new-film')).toMatchObject({ status: 64 });
  expect(run('new-film', 'the-ascent')).toMatchObject({
    status: 64,
    stderr: expect.stringMatching(/^kinoklub: src\/data\/films\/the-ascent\.json exists already: .*\n$/),
  });
  expect(readFileSync('src/data/films/the-ascent.json', 'utf8')).toBe(film);
});
