import { expect, test } from 'vitest';
import { loadLibrary } from '../../../src/data/load-library.ts';
import { accent, colorOf, themeColors } from '../../../src/discord/embeds/colors.ts';
import { aFilm } from '../../support/library.ts';

/** Relative luminance and contrast as WCAG defines them: https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio */
function luminance(color: number): number {
  const [r = 0, g = 0, b = 0] = [16, 8, 0].map((shift) => {
    const part = ((color >> shift) & 255) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}
const contrast = (a: number, b: number): number => {
  const [dark = 0, light = 0] = [luminance(a), luminance(b)].toSorted((x, y) => x - y);
  return (light + 0.05) / (dark + 0.05);
};

test('the bar of every card stands out on Discord’s light and dark ground', () => {
  for (const color of [accent, ...themeColors.values()]) {
    for (const ground of [0xf2f3f5, 0xffffff, 0x2b2d31, 0x1e1f22]) expect(contrast(color, ground)).toBeGreaterThan(3);
  }
});

test('every theme of our library has its own colour', () => {
  expect([...themeColors.keys()]).toEqual(expect.arrayContaining(loadLibrary().themes.map(({ id }) => id)));
  expect(new Set(themeColors.values()).size).toBe(themeColors.size);
});

test('a film takes the colour of the first theme that it really shows', () => {
  const note = { en: 'It does not.', ru: 'Нет.' };
  const themes = [{ id: 'evacuation', relevance: 'listed' as const, note }, { id: 'memory' }];
  expect(colorOf(aFilm({ themes }))).toBe(themeColors.get('memory'));
  expect(colorOf(aFilm({ themes: themes.slice(0, 1) }))).toBe(accent);
  expect(colorOf(aFilm({ themes: [{ id: 'an-operators-own' }] }))).toBe(accent);
});
