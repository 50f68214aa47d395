import { expect, test } from 'vitest';
import { optionType } from '../../../src/playground/page/commands.ts';
import type { Choice, Option } from '../../../src/playground/page/commands.ts';
import { fitting, valueOf } from '../../../src/playground/page/field.ts';
import { anOption } from './a-command.ts';

const read = (option: Option, text: string, known: readonly Choice[] = []) =>
  valueOf({ option, text, picked: undefined }, known);
const problem = (option: Option, reason: string) => ({ problem: { option, reason } });

test('a field left empty is missing, required or not: who opened it meant to say something', () => {
  const [optional, required] = [anOption('note'), anOption('film', { required: true })];
  expect(read(optional, '  ')).toEqual(problem(optional, 'missing'));
  expect(read(required, '  ')).toEqual(problem(required, 'missing'));
});

test('numbers are numbers, whole where they must be, and within their limits', () => {
  const hours = anOption('hours', { type: optionType.number, max: 24 });
  const count = anOption('count', { type: optionType.integer, min: 1, max: 52 });
  expect(read(hours, '1,5')).toEqual({ value: 1.5 });
  expect(read(hours, 'many')).toEqual(problem(hours, 'number'));
  expect(read(hours, '25')).toEqual(problem(hours, 'range'));
  expect(read(count, '1.5')).toEqual(problem(count, 'integer'));
  expect(read(count, '0')).toEqual(problem(count, 'range'));
  expect(read(count, '52')).toEqual({ value: 52 });
});

test('words have a length, choices are the only values there are', () => {
  const name = anOption('name', { min: 2, max: 4 });
  const sort = anOption('sort');
  const choices = [{ name: 'By year', value: 'year' }];
  expect(read(name, 'a')).toEqual(problem(name, 'length'));
  expect(read(name, 'abcd')).toEqual({ value: 'abcd' });
  expect(read(sort, 'by YEAR', choices)).toEqual({ value: 'year' });
  expect(read(sort, 'year', choices)).toEqual({ value: 'year' });
  expect(read(sort, 'colour', choices)).toEqual(problem(sort, 'choice'));
});

test('a channel or a role is known by its name, with its sign or without', () => {
  const channel = anOption('channel', { type: optionType.channel });
  const known = [
    { name: '#film-club', value: '1' },
    { name: '#film', value: '2' },
  ];
  for (const typed of ['#film-club', 'film-club', 'Film-Club'])
    expect(read(channel, typed, known)).toEqual({ value: '1' });
  expect(read(channel, 'film', known)).toEqual({ value: '2' });
  expect(read(channel, 'fil', known)).toEqual(problem(channel, 'choice'));
});

test('yes and no are true and false', () => {
  const option = anOption('private', { type: optionType.boolean });
  const choices = [
    { name: 'Да', value: 'true' },
    { name: 'Нет', value: 'false' },
  ];
  expect(read(option, 'да', choices)).toEqual({ value: true });
  expect(read(option, 'false', choices)).toEqual({ value: false });
});

test('choices that begin as typed come first, then those that contain it; after a pick all are there', () => {
  const known = ['Title', 'By title', 'Year'].map((name) => ({ name, value: name }));
  const option = anOption('sort');
  expect(fitting({ option, text: 'ti', picked: undefined }, known).map(({ name }) => name)).toEqual([
    'Title',
    'By title',
  ]);
  expect(fitting({ option, text: 'Year', picked: known[2] }, known)).toHaveLength(3);
});
