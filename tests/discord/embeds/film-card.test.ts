import { describe, expect, test } from 'vitest';
import { FilmIndex } from '../../../src/data/film-index.ts';
import { loadLibrary } from '../../../src/data/load-library.ts';
import { filmCard } from '../../../src/discord/embeds/film-card.ts';
import { limits } from '../../../src/discord/limits.ts';
import { locales, translator } from '../../../src/locales/translate.ts';
import { aFilm, anIndex } from '../../support/library.ts';

const shipped = new FilmIndex(loadLibrary());
const en = translator('en-US');
const fieldsOf = ({ fields = [] }: ReturnType<typeof filmCard>) =>
  Object.fromEntries(fields.map(({ name, value }) => [name, value]));

test('an English reader sees the English title, a Russian reader the original one', () => {
  const film = shipped.film('the-cranes-are-flying');
  if (!film) throw new Error('the library lost its best film');
  const english = filmCard({ film, films: shipped, t: en, detail: 'short' });
  const russian = filmCard({ film, films: shipped, t: translator('ru'), detail: 'short' });
  expect(english.title).toBe('The Cranes Are Flying (1957)');
  expect(english.description).toMatch(
    /^\*Летят журавли\*\nDirected by Mikhail Kalatozov · 1 h 35 min · Soviet Union\n\n/,
  );
  expect(russian.title).toBe('Летят журавли (1957)');
  expect(russian.description).toMatch(/^\*The Cranes Are Flying\*\nРеж\. Михаил Калатозов · 1 ч 35 мин · СССР\n\n/);
});

test('how a film ends is on its card only when asked for, and masked', () => {
  const film = aFilm({ spoilers: { en: 'They eat || the cake.', ru: 'Торт.' } });
  const films = anIndex([film]);
  expect(JSON.stringify(filmCard({ film, films, t: en, detail: 'full' }))).not.toContain('cake');
  const card = filmCard({ film, films, t: en, detail: 'full', spoilers: true });
  expect(fieldsOf(card)['How it ends']).toBe('||They eat \\|\\| the cake.||');
});

test('a club decides on the colour of its cards, on warnings, and whether they tell the ending', () => {
  const spoilers = { en: 'They eat the cake.', ru: 'Торт.' };
  const film = aFilm({ spoilers, contentWarnings: [{ en: 'a cake', ru: 'торт' }] });
  const parts = { film, films: anIndex([film]), t: en, detail: 'full' } as const;
  const usual = filmCard(parts);
  expect(fieldsOf(usual)['Content warnings']).toBe('a cake');
  const card = filmCard({ ...parts, club: { spoilers: true, warnings: false, color: 0xff0000 } });
  expect(fieldsOf(card)).not.toHaveProperty('Content warnings');
  expect(fieldsOf(card)['How it ends']).toBe('||They eat the cake.||');
  expect(card.color).toBe(0xff0000);
  // Another club's card is as it was.
  expect(filmCard(parts)).toEqual(usual);
});

test('a film that only stands on the list is not shown under the theme, and says so', () => {
  const note = { en: 'Nobody is evacuated.', ru: 'Никого не эвакуируют.' };
  const film = aFilm({ themes: [{ id: 'evacuation', relevance: 'listed', note }, { id: 'memory' }] });
  const fields = fieldsOf(filmCard({ film, films: anIndex([film]), t: en, detail: 'short' }));
  expect(fields['Themes']).toBe('memory');
  expect(fields['evacuation']).toBe('*on the club’s list, but not in the film* — Nobody is evacuated.');
});

test('a fact tells its sources as links, and how sure it is', () => {
  const sources = [{ title: 'A page', publisher: 'A museum', url: 'https://example.com/a_(b)' }];
  const text = { en: 'It *won*.', ru: 'Победил.' };
  const film = aFilm({ facts: [{ text, kind: 'award', confidence: 'disputed', sources }] });
  expect(fieldsOf(filmCard({ film, films: anIndex([film]), t: en, detail: 'short' }))['Fact']).toBe(
    'It \\*won\\*.\n— [A museum](https://example.com/a_%28b%29) · sources disagree',
  );
  expect(fieldsOf(filmCard({ film: aFilm(), films: anIndex([film]), t: en, detail: 'short' }))['Fact']).toMatch(
    /\n— common knowledge$/,
  );
});

test('what the library does not know takes no room', () => {
  const { runtimeMinutes: _, ...film } = aFilm({ countries: [{ en: 'Utopia', ru: 'Утопия' }] });
  const card = filmCard({ film, films: anIndex([film]), t: en, detail: 'full' });
  expect(card.description).toContain('Directed by vera chytilova · Utopia');
  expect(Object.keys(fieldsOf(card))).toEqual(['Fact', 'Themes', 'Studio and language']);
});

describe.each(locales)('in %s', (locale) => {
  test('every card of our library stays far below the limits, and speaks one language', () => {
    const t = translator(locale);
    for (const film of shipped.films) {
      const card = filmCard({ film, films: shipped, t, detail: 'full', spoilers: true, footer: 'x' });
      expect(JSON.stringify(card).length, film.id).toBeLessThan(limits.embedsTogether);
      expect(card.description?.length, film.id).toBeLessThan(limits.embedDescription / 2);
      for (const { name, value } of card.fields ?? []) {
        expect(name.trim() && value.trim(), film.id).not.toBe('');
        expect(value.length, `${film.id} ${name}`).toBeLessThan(limits.fieldValue);
        if (locale === 'en-US') expect(name).not.toMatch(/[а-яё]/i);
        else expect(name).not.toMatch(/[a-z]/i);
      }
    }
  });
});
