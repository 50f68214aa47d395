import { expect, test } from 'vitest';
import { believed, compare } from '../../src/domain/reading.ts';
import type { ReadScore } from '../../src/domain/reading.ts';

const at = 10 * 60_000;
const ids = (count: number): readonly string[] => Array.from({ length: count }, (_, n) => String(n + 1));

/** The list of these members behind the bot's own reaction, as a message would count it. */
const aList = (members: readonly string[], more: Partial<ReadScore> = {}): ReadScore => ({
  score: 5,
  members: new Set(members),
  listed: members.length + 1,
  counted: members.length + 1,
  mine: true,
  ...more,
});
const aRecord = (members: readonly string[], more: Partial<Parameters<typeof compare>[1]> = {}) => ({
  known: new Map(members.map((member) => [member, 0])),
  seeded: true,
  touched: new Set<string>(),
  readAtMs: at,
  heardSinceMs: at - 1,
  ...more,
});
const nothing = { added: [], withdrawn: [], cleared: [], doubted: [] };

test('who is listed and was not known is added, who is listed no more has withdrawn', () => {
  expect(compare(aList(['1', '2', '4']), aRecord(['1', '2', '3']))).toEqual({
    ...nothing,
    added: ['4'],
    withdrawn: ['3'],
  });
});

test('of whom events came meanwhile nothing changes: the events are right', () => {
  const touched = new Set(['3', '4']);
  expect(compare(aList(['1', '4']), aRecord(['1', '3'], { touched }))).toEqual(nothing);
});

test('a list that is shorter than the message counts takes nobody away', () => {
  expect(compare(aList(['1'], { counted: 4 }), aRecord(['1', '2']))).toEqual(nothing);
  expect(compare(aList([], { listed: 0, counted: 9 }), aRecord(ids(8)))).toEqual(nothing);
});

test('an empty list and a large drop are doubted until they are seen again', () => {
  const empty = aList([], { listed: 0, counted: 0, mine: false });
  expect(compare(empty, aRecord(['1'], { seeded: false }))).toMatchObject({ withdrawn: [], doubted: ['1'] });
  const large = compare(aList(ids(7)), aRecord(ids(12)));
  expect(large).toEqual({ ...nothing, doubted: ['8', '9', '10', '11', '12'] });
  expect(believed(large, aList(ids(7)), true)).toMatchObject({ withdrawn: large.doubted, doubted: [] });
});

test('few of many are no large drop, nor is one of a small club', () => {
  expect(compare(aList(ids(90)), aRecord(ids(100))).withdrawn).toHaveLength(10);
  expect(compare(aList(ids(1)), aRecord(ids(2))).withdrawn).toEqual(['2']);
  expect(compare(aList(ids(6)), aRecord(ids(8))).withdrawn).toEqual(['7', '8']);
});

test('in a small club two are a large drop', () => {
  expect(compare(aList(ids(1)), aRecord(ids(4)))).toEqual({ ...nothing, doubted: ['2', '3', '4'] });
  expect(compare(aList(ids(5)), aRecord(ids(7)))).toEqual({ ...nothing, doubted: ['6', '7'] });
});

test('where the message counts fewer than its list holds, nobody is taken away until it is seen again', () => {
  const odd = aList(ids(16), { counted: 0 });
  const difference = compare(odd, aRecord(ids(17)));
  expect(difference).toEqual({ ...nothing, doubted: ['17'] });
  expect(believed(difference, odd, true)).toMatchObject({ withdrawn: ['17'] });
});

test('a list on which nobody known stands any more is doubted, also where the bot’s own reaction is on it', () => {
  expect(compare(aList([]), aRecord(ids(3)))).toEqual({ ...nothing, doubted: ids(3) });
  expect(compare(aList(['9']), aRecord(ids(1)))).toEqual({ ...nothing, added: ['9'], doubted: ['1'] });
});

test('where the bot’s own reaction went with the others, a moderator cleared the list', () => {
  const cleared = aList(['1', '2'], { listed: 2, counted: 2, mine: false });
  expect(compare(cleared, aRecord(['1', '3']))).toEqual({ ...nothing, added: ['2'], cleared: ['3'] });
  // It never put one there: then it is the members who took theirs back.
  expect(compare(cleared, aRecord(['1', '3'], { seeded: false }))).toMatchObject({ withdrawn: ['3'], cleared: [] });
});

test('who reacted a moment ago may not be listed yet', () => {
  const known = new Map(ids(9).map((id) => [id, id === '1' ? at - 5000 : at - 90_000]));
  const list = aList(ids(9).slice(2));
  expect(compare(list, aRecord([], { known, heardSinceMs: 0 }))).toEqual({
    ...nothing,
    withdrawn: ['2'],
    doubted: ['1'],
  });
  // A restart lies between: the lists are younger than what is known.
  expect(compare(list, aRecord([], { known })).withdrawn).toEqual(['1', '2']);
});
