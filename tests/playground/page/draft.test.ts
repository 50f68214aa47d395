import { expect, test } from 'vitest';
import { optionType } from '../../../src/playground/page/commands.ts';
import {
  addable,
  firstMissing,
  optionInputs,
  readNamed,
  startDraft,
  valuesOf,
  withText,
  without,
} from '../../../src/playground/page/draft.ts';
import { aCommand, anOption } from './a-command.ts';

const theme = anOption('theme', { required: true });
const sort = anOption('sort', { choices: [{ name: 'Year', value: 'year' }] });
const hidden = anOption('private', { label: 'только-мне', type: optionType.boolean });
const command = aCommand('/film theme', [theme, sort, hidden]);

const textsOf = (draft: ReturnType<typeof startDraft>) =>
  Object.fromEntries(draft.fields.map(({ option, text }) => [option.name, text]));

test('a command begins with its required options open', () => {
  const draft = startDraft(command, '');
  expect(textsOf(draft)).toEqual({ theme: '' });
  expect(firstMissing(draft)).toBe(theme);
  expect(addable(draft)).toEqual([sort, hidden]);
});

test('words after the name go to the first option, named ones to theirs', () => {
  expect(textsOf(startDraft(command, 'home front'))).toEqual({ theme: 'home front' });
  expect(textsOf(startDraft(command, 'home front sort: year'))).toEqual({ theme: 'home front', sort: 'year' });
  expect(textsOf(startDraft(command, 'только-мне: true theme: war'))).toEqual({ theme: 'war', private: 'true' });
});

test('a colon in a value is part of it unless an option is called so', () => {
  expect(textsOf(startDraft(command, 'Stalker: the zone'))).toEqual({ theme: 'Stalker: the zone' });
  expect(readNamed(command.options, 'sort: year')).toEqual({ option: sort, text: 'year' });
  expect(readNamed(command.options, 'zone: 1')).toEqual({ option: undefined, text: 'zone: 1' });
});

test('fields open, change and close', () => {
  const draft = withText(withText(startDraft(command, 'war'), sort, 'y'), sort, 'year');
  expect(textsOf(draft)).toEqual({ theme: 'war', sort: 'year' });
  expect(addable(draft, 'pri')).toEqual([hidden]);
  expect(textsOf(without(draft, sort))).toEqual({ theme: 'war' });
});

test('all values are read, and the first thing wrong is told', () => {
  const known = (option: { name: string }) => (option.name === 'sort' ? (sort.choices ?? []) : []);
  const draft = withText(startDraft(command, ''), sort, 'by colour');
  const { values, problem } = valuesOf(draft, known);
  expect([...values]).toEqual([]);
  expect(problem).toEqual({ option: theme, reason: 'missing' });
  expect(valuesOf(withText(draft, theme, 'war'), known).problem).toEqual({ option: sort, reason: 'choice' });
});

test('it is sent as Discord sends it, inside the subcommand', () => {
  const draft = startDraft(command, 'war');
  expect(optionInputs(draft, new Map([['theme', 'war']]), 'theme')).toEqual([
    {
      name: 'theme',
      type: optionType.subcommand,
      options: [{ name: 'theme', type: optionType.string, value: 'war', focused: true }],
    },
  ]);
  const deep = startDraft(aCommand('/filmweek queue list'), '');
  expect(optionInputs(deep, new Map())).toEqual([
    { name: 'queue', type: optionType.group, options: [{ name: 'list', type: optionType.subcommand, options: [] }] },
  ]);
});
