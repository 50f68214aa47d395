import { expect, test } from 'vitest';
import { optionType } from '../../../src/playground/page/commands.ts';
import {
  addable,
  firstMissing,
  optionInputs,
  startDraft,
  valuesOf,
  withText,
  without,
  write,
} from '../../../src/playground/page/draft.ts';
import type { Draft } from '../../../src/playground/page/draft.ts';
import { aCommand, anOption } from './a-command.ts';

const theme = anOption('theme', { required: true });
const sort = anOption('sort', { choices: [{ name: 'Year', value: 'year' }] });
const hidden = anOption('private', { label: 'только-мне', type: optionType.boolean });
const command = aCommand('/film theme', [theme, sort, hidden]);

const begun = (line: string): Draft => startDraft(command, line).draft;
const textsOf = (draft: Draft) => Object.fromEntries(draft.fields.map(({ option, text }) => [option.name, text]));

test('a command begins with its required options open', () => {
  const draft = begun('');
  expect(textsOf(draft)).toEqual({ theme: '' });
  expect(firstMissing(draft)).toBe(theme);
  expect(addable(draft)).toEqual([sort, hidden]);
});

test('words after the name go to the first option, named ones to theirs', () => {
  expect(textsOf(begun('home front'))).toEqual({ theme: 'home front' });
  expect(textsOf(begun('home front sort: year'))).toEqual({ theme: 'home front', sort: 'year' });
  expect(textsOf(begun('только-мне: true theme: war'))).toEqual({ theme: 'war', private: 'true' });
});

test('a colon in a value is part of it unless an option is called so', () => {
  expect(textsOf(begun('Stalker: the zone'))).toEqual({ theme: 'Stalker: the zone' });
  expect(textsOf(write(begun(''), theme, 'war at 5: sort').draft)).toEqual({ theme: 'war at 5: sort' });
});

test('one goes on writing in the last option that was named', () => {
  expect(startDraft(command, 'war Sort: ').at).toBe(sort);
  const { draft, at } = write(begun('theme: home front'), theme, 'home front только-мне:');
  expect(textsOf(draft)).toEqual({ theme: 'home front', private: '' });
  expect(at).toBe(hidden);
  const back = write(draft, hidden, 'theme: war');
  expect(textsOf(back.draft)).toEqual({ theme: 'war' });
  expect(back.at).toBe(theme);
});

test('words that have no place are left, not lost', () => {
  expect(startDraft(aCommand('/film help', [sort]), 'private: True').left).toBe('private: True');
  expect(startDraft(command, 'one theme: two')).toMatchObject({ left: 'one' });
  expect(write(begun('war'), undefined, 'nothing sort: year')).toMatchObject({ at: sort, left: 'nothing' });
});

test('fields open, change and close', () => {
  const draft = withText(withText(begun('war'), sort, 'y'), sort, 'year');
  expect(textsOf(draft)).toEqual({ theme: 'war', sort: 'year' });
  expect(addable(draft, 'pri')).toEqual([hidden]);
  expect(textsOf(without(draft, sort))).toEqual({ theme: 'war' });
});

test('all values are read, and the first thing wrong is told', () => {
  const known = (option: { name: string }) => (option.name === 'sort' ? (sort.choices ?? []) : []);
  const draft = withText(begun(''), sort, 'by colour');
  const { values, problem } = valuesOf(draft, known);
  expect([...values]).toEqual([]);
  expect(problem).toEqual({ option: theme, reason: 'missing' });
  expect(valuesOf(withText(draft, theme, 'war'), known).problem).toEqual({ option: sort, reason: 'choice' });
});

test('it is sent as Discord sends it, inside the subcommand', () => {
  const draft = begun('war');
  expect(optionInputs(draft, new Map([['theme', 'war']]), 'theme')).toEqual([
    {
      name: 'theme',
      type: optionType.subcommand,
      options: [{ name: 'theme', type: optionType.string, value: 'war', focused: true }],
    },
  ]);
  const { draft: deep } = startDraft(aCommand('/filmweek queue list'), '');
  expect(optionInputs(deep, new Map())).toEqual([
    { name: 'queue', type: optionType.group, options: [{ name: 'list', type: optionType.subcommand, options: [] }] },
  ]);
});
