import { expect, test } from 'vitest';
import { formatTime } from '../../../src/playground/page/time.ts';

const now = new Date('2026-11-24T20:00:00Z');
const relative = (iso: string, locale: 'en-US' | 'ru' = 'en-US') => formatTime(new Date(iso), 'R', locale, now);

test('a moment is counted in the largest unit that fits, back and forth', () => {
  expect(relative('2026-11-24T20:00:05Z')).toBe('in 5 seconds');
  expect(relative('2026-11-24T17:30:00Z')).toBe('2 hours ago');
  expect(relative('2026-12-01T20:00:00Z')).toBe('in 7 days');
  expect(relative('2024-11-01T20:00:00Z')).toBe('2 years ago');
});

test('in Russian too', () => {
  expect(relative('2026-11-24T22:00:00Z', 'ru')).toBe('через 2 часа');
});
