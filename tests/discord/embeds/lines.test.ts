import { expect, test } from 'vitest';
import { labelOf, otherTitleIn, quoted, runtimeIn } from '../../../src/discord/embeds/lines.ts';
import { translator } from '../../../src/locales/translate.ts';
import { aFilm } from '../../support/library.ts';

const en = translator('en-US');
const ru = translator('ru');

test('a length is told in hours and minutes', () => {
  expect([45, 60, 95, 120, 317].map((minutes) => runtimeIn(minutes, en))).toEqual([
    ...['45 min', '1 h', '1 h 35 min', '2 h', '5 h 17 min'],
  ]);
  expect(runtimeIn(1440, ru)).toBe('24 ч');
  expect(runtimeIn(95, ru)).toBe('1 ч 35 мин');
});

test('a film in parts carries its years, a Russian reader sees the original title first', () => {
  const film = aFilm({ title: 'The Blockade', originalTitle: 'Блокада', year: 1974, endYear: 1977 });
  expect(labelOf(film, en)).toBe('The Blockade (1974–1977)');
  expect(labelOf(film, ru)).toBe('Блокада (1974–1977)');
  expect([otherTitleIn(film, en), otherTitleIn(film, ru)]).toEqual(['Блокада', 'The Blockade']);
  expect(otherTitleIn(aFilm({ title: 'Zoya', originalTitle: 'Zoya' }), en)).toBeUndefined();
});

test('what a member typed is said back without acting', () => {
  expect(quoted('  **a**\n# b\u202E  ')).toBe('\\*\\*a\\*\\* # b');
  expect(quoted('https://example.com')).not.toContain('://');
  expect(quoted('discord.gg/x and discord.com/invite/x')).toBe('discord.gg /x and discord.com /invite/x');
  expect(quoted('@everyone '.repeat(100)).length).toBeLessThanOrEqual(60);
});
