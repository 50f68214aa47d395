import { expect, test } from 'vitest';
import { matching, readCommandLine } from '../../../src/playground/page/command-line.ts';
import { aCommand } from './a-command.ts';

const theme = aCommand('/film theme', [], '/фильм тема');
const themes = aCommand('/film themes', [], '/фильм темы');
const random = aCommand('/film random', [], '/фильм случайный');
const all = [themes, random, theme];

test('a slash alone offers every command, in the order they are registered', () => {
  expect(matching(all, '/')).toEqual(all);
});

test('an exact name comes before longer ones', () => {
  expect(matching(all, '/film theme')).toEqual([theme, themes]);
});

test('beginnings of words are enough, and the first word may be left out', () => {
  expect(matching(all, '/f ra')).toEqual([random]);
  expect(matching(all, '/rand')).toEqual([random]);
  expect(matching(all, '/zzz')).toEqual([]);
});

test('both the reader’s language and the registered name are understood, in any case', () => {
  expect(matching(all, '/Фильм случ')).toEqual([random]);
  expect(matching(all, '/film rand')).toEqual([random]);
});

test('both may stand in one line', () => {
  expect(matching(all, '/film случ')).toEqual([random]);
  expect(readCommandLine(all, '/film тема эвакуация')).toEqual({ command: theme, rest: 'эвакуация' });
  expect(readCommandLine(all, '/фильм themes')).toEqual({ command: themes, rest: undefined });
});

test('a line is read as the longest command that it names, and what follows', () => {
  expect(readCommandLine(all, '/film themes ')).toEqual({ command: themes, rest: '' });
  expect(readCommandLine(all, '/FILM  theme  evacuation of 1941')).toEqual({
    command: theme,
    rest: 'evacuation of 1941',
  });
  expect(readCommandLine(all, '/фильм тема эвакуация')).toEqual({ command: theme, rest: 'эвакуация' });
});

test('while no space follows, the name may still go on', () => {
  expect(readCommandLine(all, '/film theme')).toEqual({ command: theme, rest: undefined });
  expect(readCommandLine(all, '/film themesong')).toBeUndefined();
  expect(readCommandLine(all, 'film theme')).toBeUndefined();
});
