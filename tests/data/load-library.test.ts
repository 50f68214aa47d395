import { spawnSync } from 'node:child_process';
import { linkSync, mkdirSync, symlinkSync } from 'node:fs';
import { join, relative } from 'node:path';
import { expect, test } from 'vitest';
import { confidenceLength, longestCard } from '../../src/data/check-cards.ts';
import { FilmIndex } from '../../src/data/film-index.ts';
import { checkLibrary, loadLibrary } from '../../src/data/load-library.ts';
import { filmCard } from '../../src/discord/embeds/film-card.ts';
import { OperatorError } from '../../src/errors.ts';
import { locales, translator } from '../../src/locales/translate.ts';
import { aFilm, anIndex } from '../support/library.ts';
import { LibraryFolder, soundFiles } from '../support/library-folder.ts';
import type { Contents } from '../support/library-folder.ts';

const text = (en: string) => ({ en, ru: `${en} (ru)` });

/** The problems of a sound library with these files put over it, as lines without the folder's name. */
function problemsOf(files: Contents): string[] {
  using folder = new LibraryFolder({ ...soundFiles, ...files });
  return linesOf(folder, [folder.path]);
}

const linesOf = (folder: LibraryFolder, dirs: readonly string[]): string[] =>
  checkLibrary(dirs).problems.map(({ place, text: words }) => `${place}: ${words}`.replace(`${folder.path}/`, ''));

test('a sound library is read whole, in the order of its files', () => {
  using folder = new LibraryFolder();
  const library = loadLibrary(undefined, folder.path);
  expect(library.films.map(({ id }) => id)).toEqual(['daisies', 'the-cremator']);
  expect(library.collections.map(({ films }) => films)).toEqual([['the-cremator', 'daisies']]);
  expect(library.themes).toEqual([
    { id: 'home-front', name: text('Home front'), definition: text('Life behind the front.') },
  ]);
  expect(library.people.map(({ id }) => id)).toEqual(['vera-chytilova', 'juraj-herz']);
});

test('what only an editor reads is not part of the library', () => {
  using folder = new LibraryFolder({
    ...soundFiles,
    'films/daisies.json': { $schema: '../schemas/film.schema.json', ...aFilm({ id: 'daisies' }) },
    'people.json': { $schema: './schemas/people.schema.json', ...(soundFiles['people.json'] as object) },
  });
  const { films, people } = loadLibrary(undefined, folder.path);
  expect(films[0]).not.toHaveProperty('$schema');
  expect(people.map(({ id }) => id)).toEqual(['vera-chytilova', 'juraj-herz']);
});

test('nobody can change the library once it is read', () => {
  using folder = new LibraryFolder();
  const library = loadLibrary(undefined, folder.path);
  const thawed: string[] = [];
  const look = (value: unknown, path: string): void => {
    if (typeof value !== 'object' || value === null) return;
    if (!Object.isFrozen(value)) thawed.push(path);
    for (const [key, inner] of Object.entries(value)) look(inner, `${path}.${key}`);
  };
  look(library, 'library');
  expect(thawed).toEqual([]);
});

test('after the start the files are not needed any more', () => {
  const folder = new LibraryFolder();
  const films = new FilmIndex(loadLibrary(undefined, folder.path));
  folder[Symbol.dispose]();
  expect(films.resolve('film', 'crem')).toMatchObject({ kind: 'one', item: { id: 'the-cremator' } });
  expect(films.search('chytilova')).toHaveLength(2);
  expect(films.select({ collection: 'czech-new-wave' })).toHaveLength(2);
  expect(films.similar('daisies')).toHaveLength(1);
});

test('a broken library stops the start with every problem and exit code 78', () => {
  using folder = new LibraryFolder({
    ...soundFiles,
    'films/daisies.json': '{"id": 1',
    'films/the-cremator.json': '[]',
  });
  const refusal = refusalOf(() => loadLibrary(undefined, folder.path));
  expect(refusal.exitCode).toBe(78);
  // main.ts puts `kinoklub: ` before each.
  expect(refusal.message.replaceAll(`${folder.path}/`, '').split('\n')).toEqual([
    'films/daisies.json:1:9 (file): found the end of the file, expected JSON',
    'films/the-cremator.json:1:1 (file): found [], expected an object',
  ]);
});

function refusalOf(act: () => unknown): OperatorError {
  try {
    act();
  } catch (error) {
    if (error instanceof OperatorError) return error;
    throw error;
  }
  throw new Error('it was not refused');
}

test('a problem names file, line, column and field, what is there and what belongs there', () => {
  const film = { ...aFilm({ id: 'daisies' }), year: '1966' };
  expect(problemsOf({ 'films/daisies.json': film })).toEqual([
    'films/daisies.json:6:11 year: found "1966", expected a number',
  ]);
});

test('all problems of all files are told at once', () => {
  const problems = problemsOf({
    'films/daisies.json': { ...aFilm({ id: 'daisies' }), year: 3, title: ' x', imdbId: 'nm1', runtimeMinutes: 1.5 },
    'themes.json': { 'home-front': { name: { en: 'Home front' }, definition: text('x') } },
    'collections/czech-new-wave.json': { id: 'czech-new-wave', name: text('x'), introduction: text('x'), films: [] },
  });
  expect(problems.map((line) => line.replace(/:\d+:\d+/, ''))).toEqual([
    'films/daisies.json title: found " x", expected one line without space at its ends, nothing invisible, no heaped marks',
    'films/daisies.json year: found 3, expected at least 1895',
    'films/daisies.json runtimeMinutes: found 1.5, expected a whole number',
    'films/daisies.json imdbId: found "nm1", expected tt and 7-10 digits',
    'collections/czech-new-wave.json films: found [], expected at least 1 entry',
    'themes.json home-front.name.ru: found nothing, expected a string',
  ]);
});

const film = JSON.stringify(aFilm({ id: 'daisies' }));
const bytes = (...parts: (string | readonly number[])[]): Uint8Array =>
  Buffer.concat(parts.map((part) => Buffer.from(part as string)));

test.each<[what: string, content: string | Uint8Array, line: string]>([
  ['an empty file', '', '1:1 (file): found an empty file, expected a JSON object'],
  ['only space', '  \n', '1:1 (file): found the end of the file, expected JSON'],
  [
    'a byte order mark',
    bytes([0xef, 0xbb, 0xbf], film),
    '1:1 (file): found a byte order mark, expected UTF-8 without one',
  ],
  ['UTF-16', Buffer.from(film, 'utf16le'), '1:1 (file): found a NUL byte, as in UTF-16, expected UTF-8'],
  [
    'bytes that are no UTF-8',
    bytes('{"id": "', [0xc3, 0x28], '"}'),
    '1:1 (file): found bytes that are not UTF-8, expected UTF-8',
  ],
  [
    'a missing comma',
    '{\n  "id": "daisies"\n  "year": 1966\n}',
    '3:3 (file): found an unexpected string (is a comma missing?), expected JSON',
  ],
  ['a comma too many', '{"id": "daisies",}', '1:18 (file): found an unexpected }, expected JSON'],
  ['a comment', '{"id": "daisies" // here\n}', '1:18 (file): found an unexpected "/", expected JSON'],
  ['a word', '{"id": Daisies}', '1:8 (file): found an unexpected "D", expected JSON'],
  ['a second value', '{} {}', '1:4 (file): found an unexpected {, expected JSON'],
  [
    'a quarter of a megabyte of brackets',
    '['.repeat(250_000),
    '1:1 (file): found arrays or objects nested too deeply, expected at most 32 levels',
  ],
  [
    'deep nesting in an unknown field',
    `{"x": ${'['.repeat(500)}${']'.repeat(500)}}`,
    '1:1 (file): found arrays or objects nested too deeply, expected at most 32 levels',
  ],
  ['a huge file', ' '.repeat(256 * 1024 + 1), '1:1 (file): found 262145 bytes, expected at most 262144'],
  [
    'a key twice',
    film.replace('"year":1966', '"year":1966,\n"year":1967'),
    '2:1 year: found "year" a second time, expected each key once',
  ],
  [
    'an unknown key',
    film.replace('"year":1966', '"year":1966,\n"Titel":"x"'),
    '2:1 Titel: found an unknown field, expected a field of the schema',
  ],
  [
    'a key that would reach a prototype',
    film.replace('"year":1966', '"year":1966,\n"__proto__":{"title":"x"}'),
    '2:1 __proto__: found an unknown field, expected a field of the schema',
  ],
  [
    'half a character',
    film.replace('"title":"daisies"', '"title":\n"\\ud83d"'),
    '2:1 title: found "\\ud83d", expected one line without space at its ends, nothing invisible, no heaped marks',
  ],
  [
    'a title that turns the direction of writing',
    film.replace('"title":"daisies"', '"title":\n"\u202eseisiad"'),
    '2:1 title: found "\\u202eseisiad", expected one line without space at its ends, nothing invisible, no heaped marks',
  ],
  [
    'a title of which nothing is seen',
    film.replace('"title":"daisies"', '"title":\n"\u3164\u2800"'),
    '2:1 title: found "\\u3164\\u2800", expected one line without space at its ends, nothing invisible, no heaped marks',
  ],
  [
    'an id that leads elsewhere',
    film.replace('"id":"daisies"', '"id":"../../daisies"'),
    '1:7 id: found "../../daisies", expected 1-40 of a-z, 0-9 and hyphen',
  ],
  [
    'another id than the file’s name',
    film.replace('"id":"daisies"', '"id":"marigolds"'),
    '1:7 id: found "marigolds", expected "daisies", as the file is named',
  ],
])('%s is told in one line', (_, content, line) => {
  const problems = problemsOf({ 'films/daisies.json': content, 'collections/czech-new-wave.json': collectionOfOne });
  expect(problems).toEqual([`films/daisies.json:${line}`]);
});

const collectionOfOne = { ...(soundFiles['collections/czech-new-wave.json'] as object), films: ['the-cremator'] };

test('who and what a film names must be there, and once', () => {
  const problems = problemsOf({
    'films/daisies.json': aFilm({
      id: 'daisies',
      directors: ['vera-chytilova', 'vera-chytilova'],
      writers: ['ester-krumbachova'],
      themes: [{ id: 'flowers' }],
      basedOn: { work: text('A letter'), authors: ['nobody'] },
    }),
    'collections/czech-new-wave.json': {
      ...(soundFiles['collections/czech-new-wave.json'] as object),
      films: ['daisies', 'the-joke'],
    },
  });
  expect(problems.map((line) => line.replace(/:\d+:\d+/, ''))).toEqual([
    'films/daisies.json directors[1]: found "vera-chytilova", expected each person once',
    'films/daisies.json writers[0]: found "ester-krumbachova", expected the id of a person',
    'films/daisies.json basedOn.authors[0]: found "nobody", expected the id of a person',
    'films/daisies.json themes[0].id: found "flowers", expected the id of a theme',
    'collections/czech-new-wave.json films[1]: found "the-joke", expected the id of a film',
  ]);
});

test('the club’s first question is answered for each film that carries the theme: how, and in a sentence', () => {
  const problems = problemsOf({
    'films/daisies.json': aFilm({ id: 'daisies', themes: [{ id: 'evacuation', relevance: 'echo' }] }),
  });
  expect(problems[0]).toMatch(/themes\[0\]: found .*, expected relevance and note for the theme evacuation$/);
});

test('a confirmed fact without a source is not confirmed', () => {
  const problems = problemsOf({
    'films/daisies.json': aFilm({
      id: 'daisies',
      facts: [{ text: text('It is so.'), kind: 'history', confidence: 'confirmed', sources: [] }],
    }),
  });
  expect(problems).toEqual([
    expect.stringMatching(/facts\[0\]\.sources: found \[\], expected at least one source for a confirmed fact$/),
  ]);
});

test('one mistake among the people is one problem, not one for each of their films', () => {
  expect(problemsOf({ 'people.json': '{"vera-chytilova": }' })).toEqual([
    'people.json:1:20 (file): found an unexpected }, expected JSON',
  ]);
  const half = { ...(soundFiles['people.json'] as object), 'vera-chytilova': { en: 'Věra Chytilová' } };
  expect(problemsOf({ 'people.json': half })).toEqual([
    'people.json:2:21 vera-chytilova.ru: found nothing, expected a string',
  ]);
});

test('a film that cannot be read is missed by its own problem alone, not by its collections too', () => {
  expect(problemsOf({ 'films/daisies.json': '{' })).toHaveLength(1);
});

test('keys that are ids follow the rule of ids', () => {
  const themes = {
    ...(soundFiles['themes.json'] as object),
    'Home Front': { name: text('x'), definition: text('x') },
  };
  expect(problemsOf({ 'themes.json': themes })).toEqual([
    expect.stringMatching(/^themes\.json:\d+:3 Home Front: found "Home Front", expected 1-40 of a-z, 0-9 and hyphen$/),
  ]);
});

test('a link out of the library is refused, one inside it is followed, one to nowhere is told', () => {
  using folder = new LibraryFolder();
  using outside = new LibraryFolder({ 'secret.json': aFilm({ id: 'secret' }) });
  symlinkSync(join(outside.path, 'secret.json'), join(folder.path, 'films/secret.json'));
  symlinkSync(join(folder.path, 'nowhere'), join(folder.path, 'films/nowhere.json'));
  mkdirSync(join(folder.path, 'films/folder.json'));
  folder.write('.drafts/inside.json', aFilm({ id: 'inside' }));
  symlinkSync('../.drafts/inside.json', join(folder.path, 'films/inside.json'));
  expect(linesOf(folder, [folder.path])).toEqual([
    'films/folder.json:1:1 (file): found something that is no file, expected a JSON file',
    'films/nowhere.json:1:1 (file): found a file that cannot be read, expected a readable JSON file',
    'films/secret.json:1:1 (file): found a link out of the library, expected a file inside it',
  ]);
});

/** Of every Unix; Node itself cannot make a pipe with a name. */
const makePipe = 'mkfifo';

test.skipIf(process.platform === 'win32')('a pipe among the films does not hold up the start', () => {
  using folder = new LibraryFolder();
  const made = spawnSync(makePipe, [join(folder.path, 'films/pipe.json')]);
  expect(made.status).toBe(0);
  expect(linesOf(folder, [folder.path])).toEqual([
    'films/pipe.json:1:1 (file): found something that is no file, expected a JSON file',
  ]);
});

test('a club adds films of its own, about people and themes of both libraries', () => {
  using shipped = new LibraryFolder();
  using own = new LibraryFolder({
    'films/the-joke.json': aFilm({ id: 'the-joke', directors: ['jaromil-jires'], writers: ['vera-chytilova'] }),
    'collections/ours.json': {
      id: 'ours',
      name: text('Ours'),
      introduction: text('x'),
      films: ['the-joke', 'daisies'],
    },
    'people.json': { 'jaromil-jires': text('Jaromil Jireš') },
  });
  const films = new FilmIndex(loadLibrary(own.path, shipped.path));
  expect(films.select({ collection: 'ours' }).map(({ id }) => id)).toEqual(['the-joke', 'daisies']);
  expect(films.person('jaromil-jires')?.name.en).toBe('Jaromil Jireš');
});

test('what a club adds cannot take the place of what is there', () => {
  using shipped = new LibraryFolder();
  using own = new LibraryFolder({
    'films/daisies.json': aFilm({ id: 'daisies' }),
    'collections/czech-new-wave.json': collectionOfOne,
    'themes.json': { 'home-front': { name: text('x'), definition: text('x') } },
  });
  expect(linesOf(own, [shipped.path, own.path])).toEqual([
    'films/daisies.json:2:9 id: found "daisies", expected an id that no other file has',
    'collections/czech-new-wave.json:2:9 id: found "czech-new-wave", expected an id that no other file has',
    'themes.json:2:3 home-front: found an id that exists already, expected another one',
  ]);
});

test('a folder that is none is told, not taken for an empty library', () => {
  using shipped = new LibraryFolder();
  const missing = join(shipped.path, 'missing');
  expect(linesOf(shipped, [shipped.path, missing])).toEqual([
    'missing:1:1 (folder): found no films/*.json and no collections/*.json, expected a folder laid out as src/data',
  ]);
});

test('a LIBRARY_DIR that is no folder stops the start, with its whole path and what to do', () => {
  using shipped = new LibraryFolder();
  const remedy = 'name a folder laid out as src/data, or leave LIBRARY_DIR out for the shipped library alone';
  for (const [name, lack] of [
    ['nope', 'does not exist'],
    ['people.json', 'is no folder'],
  ] as const) {
    const path = join(shipped.path, name);
    const refusal = refusalOf(() => loadLibrary(relative('.', path), shipped.path));
    expect(refusal.exitCode).toBe(78);
    expect(refusal.message).toBe(`LIBRARY_DIR names ${path}, which ${lack}: ${remedy}`);
  }
});

test('one film is not there twice, and an alias leads to one film', () => {
  const second = aFilm({ id: 'marigolds', originalTitle: 'DAISIES original', imdbId: 'tt0060959' });
  const problems = problemsOf({
    'films/daisies.json': aFilm({ id: 'daisies', imdbId: 'tt0060959', aliases: ['Sedmikrásky', 'daisies'] }),
    'films/marigolds.json': { ...second, aliases: ['sedmikrásky', 'The-Cremator', 'Afrikány', 'afrikány'] },
    'films/petals.json': aFilm({ id: 'petals', imdbId: 'tt0060959' }),
    'films/remake.json': aFilm({ id: 'remake', title: 'daisies', originalTitle: 'daisies original', year: 2022 }),
  });
  expect(problems.map((line) => line.replace(/:\d+:\d+/, ''))).toEqual([
    'films/marigolds.json originalTitle: found "DAISIES original", expected a film that is not there yet as "daisies"',
    'films/petals.json imdbId: found "tt0060959", expected another one than that of "daisies"',
    'films/daisies.json aliases[1]: found "daisies", expected a name that the film does not have already',
    'films/marigolds.json aliases[1]: found "The-Cremator", expected a name that is not that of "the-cremator"',
    'films/marigolds.json aliases[3]: found "afrikány", expected a name that the film does not have already',
  ]);
});

test('a film is recognized however its name is written, also by a file that does not fit its schema', () => {
  const mirror = aFilm({ id: 'mirror', title: 'Mirror', originalTitle: 'Зеркало' });
  const again = aFilm({ id: 'zerkalo', title: 'Zrcadlo', originalTitle: 'ЗЕРКАЛО!', aliases: ['The Daisies'] });
  const problems = problemsOf({
    'films/daisies.json': aFilm({ id: 'daisies', aliases: ['Zérkalo!', 'The Daisies', 'Дейзис', 'Daisies!'] }),
    'films/mirror.json': mirror,
    'films/zerkalo.json': { ...again, description: 7 },
  });
  expect(problems.map((line) => line.replace(/:\d+:\d+/, ''))).toEqual([
    'films/zerkalo.json description: found 7, expected an object',
    'films/zerkalo.json originalTitle: found "ЗЕРКАЛО!", expected a film that is not there yet as "mirror"',
    'films/daisies.json aliases[0]: found "Zérkalo!", expected a name that is not that of "mirror"',
    'films/daisies.json aliases[3]: found "Daisies!", expected a name that the film does not have already',
    'films/zerkalo.json aliases[0]: found "The Daisies", expected a name that is not that of "daisies"',
  ]);
});

const again = 'expected a film that is not there yet as "wings"';

test.each<[what: string, parts: Parameters<typeof aFilm>[0], line: string]>([
  ['with another original title', { title: 'Wings' }, `title: found "Wings", ${again}`],
  ['with its titles swapped', { title: 'Крылья', originalTitle: 'Wings' }, `title: found "Крылья", ${again}`],
  ['a year later', { originalTitle: 'Крылья', year: 1967 }, `originalTitle: found "Крылья", ${again}`],
  ['a year earlier, in other letters', { title: 'KRYL’IA', year: 1965 }, `title: found "KRYL’IA", ${again}`],
  ['by its number', { imdbId: 'tt0060599' }, 'imdbId: found "tt0060599", expected another one than that of "wings"'],
  [
    'by an alias',
    { title: 'The Wings', year: 2001, aliases: [] },
    'title: found "The Wings", expected a name that is not that of "wings"',
  ],
])('a film that is there already %s is told once, in the club’s own file', (_, parts, line) => {
  const names = { title: 'Wings', originalTitle: 'Крылья', aliases: ['The Wings', 'Krylia'], imdbId: 'tt0060599' };
  using shipped = new LibraryFolder({ ...soundFiles, 'films/wings.json': aFilm({ id: 'wings', ...names }) });
  using own = new LibraryFolder({ 'films/a-second.json': aFilm({ id: 'a-second', aliases: ['Krylya'], ...parts }) });
  const lines = linesOf(own, [shipped.path, own.path]);
  expect(lines.map((told) => told.replace(/:\d+:\d+/, ''))).toEqual([`films/a-second.json ${line}`]);
});

test('a remake two years later is another film', () => {
  using shipped = new LibraryFolder();
  const remake = aFilm({ id: 'daisies-again', title: 'Daisies', originalTitle: 'Daisies original', year: 1968 });
  using own = new LibraryFolder({ 'films/daisies-again.json': remake });
  expect(linesOf(own, [shipped.path, own.path])).toEqual([]);
});

test('a transliteration of its own title is a good alias of a film', () => {
  const mirror = aFilm({ id: 'mirror', title: 'Mirror', originalTitle: 'Зеркало', aliases: ['Zerkalo', 'The Mirror'] });
  expect(problemsOf({ 'films/mirror.json': mirror })).toEqual([]);
});

test('what looks like a part of the library but stands elsewhere is told, not passed over', () => {
  const problems = problemsOf({
    'film/the-joke.json': aFilm({ id: 'the-joke' }),
    'filme.json': '{}',
    'People.JSON': '{}',
    'films/the-ear.JSON': aFilm({ id: 'the-ear' }),
    'films/more/the-party.json': aFilm({ id: 'the-party' }),
    'collections/ours.json.txt': '{}',
    'films/.party.json': '[]',
    '.prettierrc.json': '{}',
    ...{ 'README.md': 'ours', '.git/config': 'x', 'films/.the-joke.json.swp': 'x', 'schemas/film.schema.json': '{}' },
  });
  const layout = 'films/, collections/, schemas/, themes.json, people.json';
  expect(problems).toEqual([
    `People.JSON:1:1 (file): found a file of this name, expected ${layout}`,
    `film:1:1 (file): found a folder of this name, expected ${layout}`,
    `filme.json:1:1 (file): found a file of this name, expected ${layout}`,
    'films/more:1:1 (file): found a folder of this name, expected NAME.json',
    'films/the-ear.JSON:1:1 (file): found a file of this name, expected NAME.json',
    'films/.party.json:1:1 (file): found [], expected an object',
    'collections/ours.json.txt:1:1 (file): found a file of this name, expected NAME.json',
  ]);
});

test('a link that carries a name and a password before its address is refused', () => {
  const sources = ['https://films.example@evil.example/', 'https://a:b@films.example/'].map((url) => ({
    ...{ title: 'x', publisher: 'x', url },
  }));
  const facts = [{ text: text('It is so.'), kind: 'history' as const, confidence: 'confirmed' as const, sources }];
  const problems = problemsOf({ 'films/daisies.json': aFilm({ id: 'daisies', facts }) });
  expect(problems).toHaveLength(2);
  expect(problems[0]).toMatch(/sources\[0\]\.url: found .*, expected a link without a user or password in it$/);
});

test('a film that does not fit its schema is told what it points at in vain, too', () => {
  const film = { ...aFilm({ id: 'daisies', directors: ['nobody'] }), year: '1966', themes: [{ id: 'flowers' }, 7] };
  const problems = problemsOf({ 'films/daisies.json': film });
  expect(problems.map((line) => line.replace(/:\d+:\d+/, ''))).toEqual([
    'films/daisies.json year: found "1966", expected a number',
    'films/daisies.json themes[1]: found 7, expected an object',
    'films/daisies.json directors[0]: found "nobody", expected the id of a person',
    'films/daisies.json themes[0].id: found "flowers", expected the id of a theme',
  ]);
});

test('no film is from the year after next, and none gets a prize before it is there', () => {
  const name = text('A prize');
  const years = {
    year: 2028,
    endYear: 2029,
    awards: [2027, 2028, 2030].map((year) => ({ name, festival: name, year })),
  };
  using folder = new LibraryFolder({ ...soundFiles, 'films/daisies.json': aFilm({ id: 'daisies', ...years }) });
  const told = (thisYear: number) =>
    checkLibrary([folder.path], thisYear).problems.map((line) => `${line.place.split(' ').at(-1)}: ${line.text}`);
  expect(told(2027)).toEqual([
    'endYear: found 2029, expected at most 2028',
    'awards[0].year: found 2027, expected a year not before the film’s year',
    'awards[2].year: found 2030, expected at most 2028',
  ]);
  expect(told(2029)).toEqual(['awards[0].year: found 2027, expected a year not before the film’s year']);
});

test('a clock that has been reset refuses no film', () => {
  using folder = new LibraryFolder({ ...soundFiles, 'films/daisies.json': aFilm({ id: 'daisies', year: 2026 }) });
  expect(checkLibrary([folder.path], 1970).problems).toEqual([]);
});

test('a sentence that stands in both languages is not translated; a name, or a number, may be', () => {
  const same = (words: string) => ({ en: words, ru: words });
  const problems = problemsOf({
    'films/daisies.json': aFilm({
      ...{ id: 'daisies', studio: same('Barrandov'), description: same('Two girls.'), spoilers: same('1966!') },
      themes: [{ id: 'home-front', note: same('There is no front.') }],
      facts: [{ text: same('It is so.'), kind: 'history', confidence: 'well-known', sources: [] }],
    }),
  });
  expect(problems.map((line) => line.replace(/:\d+:\d+/, ''))).toEqual([
    'films/daisies.json themes[0].note.ru: found "There is no front.", expected a translation of the English text',
    'films/daisies.json description.ru: found "Two girls.", expected a translation of the English text',
    'films/daisies.json facts[0].text.ru: found "It is so.", expected a translation of the English text',
  ]);
});

test.each([
  ['1e400', '1e400'],
  ['[ 1e400,\n "a  \\"b" ]', '[1e400,"a  \\"b"]'],
  [`"${'x'.repeat(60)}"`, `"${'x'.repeat(56)}…`],
  [`[${' '.repeat(2000)}]`, '[…'],
])('what stands there instead of a year is told as it is written: %s', (written, found) => {
  const content = film.replace('1966', written);
  expect(problemsOf({ 'films/daisies.json': content })).toEqual([
    expect.stringMatching(/^films\/daisies\.json:1:\d+ year: found .*, expected a number$/),
  ]);
  expect(problemsOf({ 'films/daisies.json': content })[0]).toContain(`found ${found}, expected`);
});

test('texts that fit one by one but not together are told, for the card would lose the last of them', () => {
  const long = (en: string, ru: string, most: number) => ({ en: en.repeat(most), ru: ru.repeat(most) });
  const problems = problemsOf({
    'films/daisies.json': aFilm({
      id: 'daisies',
      contentWarnings: Array.from({ length: 12 }, () => long('w', 'п', 90)),
      awards: Array.from({ length: 4 }, () => ({
        name: long('n', 'ж', 150),
        festival: { en: 'f', ru: 'ф'.repeat(120) },
      })),
      // Each mark is shown by two characters.
      spoilers: { en: '*'.repeat(511), ru: '*'.repeat(510) },
      facts: [
        {
          ...{ text: long('f', 'ф', 400), kind: 'history', confidence: 'confirmed' },
          sources: [1, 2].map((at) => ({
            title: 'x',
            publisher: 'p',
            url: `https://films.example/${at}${'x'.repeat(300)}`,
          })),
        },
      ],
    }),
  }).map((line) => line.replace(/:\d+:\d+/, ''));
  expect(problems).toEqual([
    'films/daisies.json contentWarnings: found 1113 characters on the card in English, expected at most 1024',
    'films/daisies.json spoilers: found 1026 characters on the card in English, expected at most 1024',
    'films/daisies.json facts[0]: found 1088 characters on the card in English, expected at most 1024',
    'films/daisies.json contentWarnings: found 1113 characters on the card in Russian, expected at most 1024',
    'films/daisies.json awards: found 1091 characters on the card in Russian, expected at most 1024',
    'films/daisies.json facts[0]: found 1088 characters on the card in Russian, expected at most 1024',
  ]);
});

const long = (most: number) => ({ en: 'e'.repeat(most), ru: 'я'.repeat(most) });

test('a card of which each field fits but not the whole is told with its length, for it would lose its last fields', () => {
  const told = (description: number) =>
    problemsOf({
      'films/daisies.json': aFilm({
        ...{ id: 'daisies', description: { ...long(description), en: 'Two girls.' }, spoilers: long(800) },
        contentWarnings: Array.from({ length: 10 }, () => long(90)),
        basedOn: { work: long(200), authors: [] },
        awards: Array.from({ length: 4 }, () => ({ name: long(120), festival: long(120) })),
        facts: [
          {
            ...{ text: long(500), kind: 'history', confidence: 'confirmed' },
            sources: [{ title: 'x', publisher: 'p', url: `https://films.example/${'x'.repeat(300)}` }],
          },
        ],
        ...{ studio: long(150), languages: Array.from({ length: 8 }, () => long(60)) },
      }),
    });
  expect(told(1172)).toEqual([]);
  expect(told(1200)).toEqual([
    'films/daisies.json:1:1 (file): found 6028 characters on the whole card in Russian, expected at most 6000',
  ]);
});

test.each(locales)('no card in %s is longer than the check takes it for', (locale) => {
  const film = aFilm({
    ...{ description: long(1200), spoilers: long(800), runtimeMinutes: 1999, year: 1964, endYear: 1966 },
    themes: ['evacuation', 'home-front'].map((id) => ({ id, relevance: 'listed', note: long(300) })),
    directors: ['vera-chytilova', 'juraj-herz', 'ester-krumbachova'],
    writers: ['ester-krumbachova'],
    countries: [long(60), long(60)],
    studio: long(150),
    basedOn: { work: long(200), authors: ['vera-chytilova'] },
    awards: [{ name: long(150), festival: long(150), year: 1966 }],
    contentWarnings: [long(100)],
  });
  const t = translator(locale);
  const films = anIndex([film]);
  const card = filmCard({
    ...{ film, films, t, detail: 'full', spoilers: true, footer: t('card.last', { total: 1000 }) },
    rating: { count: 1_234_567, average: 4.25, perScore: [] },
  });
  const { title, description, fields = [], footer } = card;
  const texts = [title, description, footer?.text, ...fields.flatMap(({ name, value }) => [name, value])];
  const length = texts.join('').length;
  const taken = longestCard(film, t.language, films);
  expect(taken).toBeGreaterThanOrEqual(length);
  expect(taken - length).toBeLessThan(200);
});

test('what is said of how sure a fact is has the room that the check leaves for it', () => {
  for (const locale of locales) {
    for (const confidence of ['confirmed', 'well-known', 'disputed'] as const) {
      expect(translator(locale)(`confidence.${confidence}`).length).toBeLessThanOrEqual(confidenceLength);
    }
  }
});

test('a file with tens of thousands of mistakes is told in fifty lines, and quickly', () => {
  const keys = Object.fromEntries(Array.from({ length: 16_000 }, (_, at) => [`k${at}`, 1]));
  const started = process.cpuUsage();
  const problems = problemsOf({ 'films/daisies.json': { ...aFilm({ id: 'daisies' }), ...keys } });
  expect(problems).toHaveLength(51);
  expect(problems.at(-1)).toBe(
    'films/daisies.json:1:1 (file): found more than 50 problems, expected these mended first',
  );
  expect(process.cpuUsage(started).user / 1e6).toBeLessThan(5);
});

const manyKeys = Object.fromEntries(Array.from({ length: 15_000 }, (_, at) => [`k${at}`, at]));
const source = (at: number) => ({ title: 'x', publisher: 'x', url: `https://films.example/${'x'.repeat(1500)}${at}` });
const longFilm = aFilm({
  facts: Array.from({ length: 16 }, () => ({
    ...{ text: text('It is so.'), kind: 'history', confidence: 'confirmed' },
    sources: Array.from({ length: 8 }, (_, at) => source(at)),
  })),
});

const enough = 'found more than can be checked at once';
const mended = 'expected these mended first';

test.each<[what: string, content: unknown, last: [string, string]]>([
  ['many mistakes', manyKeys, [enough, mended]],
  ['many values', { facts: Array.from({ length: 60_000 }, () => 1) }, [enough, mended]],
  ['one mistake', { ...longFilm, year: 3 }, [enough, mended]],
  ['no mistake', longFilm, [enough, 'expected a smaller library']],
  ['nothing in them', {}, ['found 500 problems and more', mended]],
])('hundreds of files with %s cost seconds and no more memory than a few', (_, content, [found, expected]) => {
  using folder = new LibraryFolder({ 'films/film-0.json': JSON.stringify(content) });
  const films = join(folder.path, 'films');
  for (let at = 1; at < 400; at += 1) linkSync(join(films, 'film-0.json'), join(films, `film-${at}.json`));
  const probe = `
    import { checkLibrary } from ${JSON.stringify(new URL('../../src/data/load-library.ts', import.meta.url))};
    const { problems } = checkLibrary([${JSON.stringify(folder.path)}]);
    const { maxRSS, userCPUTime } = process.resourceUsage();
    console.log(JSON.stringify({ last: problems.at(-1), mb: maxRSS / 1000, s: userCPUTime / 1e6 }));`;
  const { stdout } = spawnSync(process.execPath, ['--input-type=module', '-e', probe], { encoding: 'utf8' });
  const told = JSON.parse(stdout) as { last: { place: string; text: string }; mb: number; s: number };
  expect(told.last.place).toBe(`${folder.path}:1:1 (folder)`);
  expect(told.last.text.replace(/\b[23]\d\d files/, 'many files')).toBe(
    `${found}, many files not looked at, ${expected}`,
  );
  expect(told.mb).toBeLessThan(350);
  expect(told.s).toBeLessThan(5);
});
