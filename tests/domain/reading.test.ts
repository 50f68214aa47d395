import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compare, doubtIn } from '../../src/domain/reading.ts';
import type { Difference, PostRecord, ReadScore } from '../../src/domain/reading.ts';
import { scores } from '../../src/domain/rating.ts';
import type { Score } from '../../src/domain/rating.ts';

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
/** The same without the bot's own. */
const aBareList = (members: readonly string[], score: Score = 5): ReadScore =>
  aList(members, { score, listed: members.length, counted: members.length, mine: false });
/** These members have the score 5 on record. */
const aRecord = (members: readonly string[], more: Partial<PostRecord> = {}): PostRecord => ({
  known: new Map([[5, new Map(members.map((member) => [member, 0]))]]),
  seeded: [5],
  touched: new Map(),
  readAtMs: at,
  heardSinceMs: at - 1,
  doubt: undefined,
  ...more,
});
const nothing = { score: 5, added: [], withdrawn: [], cleared: [], unseeded: false, doubt: undefined };
const ofOne = (read: ReadScore, record: PostRecord): Difference => {
  const [difference] = compare([read], record);
  if (!difference) throw new Error('nothing was compared');
  return difference;
};
/** What comes of it when a second reading shows the same. */
const seenTwice = (reads: readonly ReadScore[], record: PostRecord): readonly Difference[] =>
  compare(reads, { ...record, doubt: doubtIn(compare(reads, record)) });
/** One reading changes nothing for good, and only a second one would. */
const doubted = { ...nothing, doubt: expect.any(String) };

test('who is listed and was not known is added, who is listed no more has withdrawn', () => {
  expect(ofOne(aList(['1', '2', '4']), aRecord(['1', '2', '3']))).toEqual({
    ...nothing,
    added: ['4'],
    withdrawn: ['3'],
  });
});

test('of whom events came meanwhile nothing changes: the events are right', () => {
  const touched = new Map([
    [
      5,
      new Map([
        ['3', 'taken'],
        ['4', 'given'],
      ] as const),
    ],
  ] as const);
  expect(ofOne(aList(['1', '4']), aRecord(['1', '3'], { touched }))).toEqual(nothing);
});

test('a list is whole that lacks nobody but who took theirs back while it was read', () => {
  const touched = new Map([[5, new Map([['3', 'taken']] as const)]] as const);
  const list = aList(['1'], { listed: 2, counted: 3 });
  expect(ofOne(list, aRecord(['1', '2'], { touched }))).toEqual({ ...nothing, withdrawn: ['2'] });
  expect(ofOne({ ...list, counted: 4 }, aRecord(['1', '2'], { touched }))).toEqual(nothing);
});

test('a list that is shorter than the message counts takes nobody away, and not the bot’s own, however often', () => {
  expect(seenTwice([aList(['1'], { counted: 4, mine: false })], aRecord(['1', '2']))).toEqual([nothing]);
  expect(seenTwice([aList([], { listed: 0, counted: 9 })], aRecord(ids(8)))).toEqual([nothing]);
});

test('an empty list and a large drop are doubted until they are seen again', () => {
  expect(ofOne(aBareList([]), aRecord(['1'], { seeded: [] }))).toEqual(doubted);
  expect(seenTwice([aBareList([])], aRecord(['1'], { seeded: [] }))).toEqual([{ ...nothing, withdrawn: ['1'] }]);
  expect(ofOne(aList(ids(7)), aRecord(ids(12)))).toEqual(doubted);
  const withdrawn = ['8', '9', '10', '11', '12'];
  expect(seenTwice([aList(ids(7))], aRecord(ids(12)))).toEqual([{ ...nothing, withdrawn }]);
});

test('few of many are no large drop, nor is one of a small club', () => {
  expect(ofOne(aList(ids(90)), aRecord(ids(100))).withdrawn).toHaveLength(10);
  expect(ofOne(aList(ids(1)), aRecord(ids(2))).withdrawn).toEqual(['2']);
  expect(ofOne(aList(ids(6)), aRecord(ids(8))).withdrawn).toEqual(['7', '8']);
});

test('in a small club two are a large drop', () => {
  expect(ofOne(aList(ids(1)), aRecord(ids(4)))).toEqual(doubted);
  expect(ofOne(aList(ids(5)), aRecord(ids(7)))).toEqual(doubted);
});

test('where the message counts fewer than its list holds, nobody is taken away until it is seen again', () => {
  const odd = aList(ids(16), { counted: 0 });
  expect(ofOne(odd, aRecord(ids(17)))).toEqual(doubted);
  expect(seenTwice([odd], aRecord(ids(17)))).toEqual([{ ...nothing, withdrawn: ['17'] }]);
});

test('a list on which nobody of several known stands any more is doubted, also where the bot’s own reaction is on it', () => {
  expect(ofOne(aList([]), aRecord(ids(3)))).toEqual(doubted);
  expect(ofOne(aList(['9']), aRecord(ids(2)))).toEqual({ ...doubted, added: ['9'] });
});

test('the only member known has taken theirs back where the bot’s own reaction shows that the list was read', () => {
  expect(ofOne(aList(['9']), aRecord(ids(1)))).toEqual({ ...nothing, added: ['9'], withdrawn: ['1'] });
  expect(ofOne(aBareList(['9']), aRecord(ids(1), { seeded: [] }))).toEqual({ ...doubted, added: ['9'] });
});

test('where the bot’s own reaction went with the others, a moderator cleared the list, if it is so twice', () => {
  const cleared = aBareList(['1', '2']);
  expect(ofOne(cleared, aRecord(['1', '3']))).toEqual({ ...doubted, added: ['2'] });
  expect(seenTwice([cleared], aRecord(['1', '3']))).toEqual([
    { ...nothing, added: ['2'], cleared: ['3'], unseeded: true },
  ]);
  // It never put one there: then it is the members who took theirs back.
  expect(ofOne(cleared, aRecord(['1', '3'], { seeded: [] }))).toMatchObject({ withdrawn: ['3'], cleared: [] });
});

test('where the bot’s own reaction alone is gone, it is forgotten when it is gone twice', () => {
  expect(ofOne(aBareList(['1']), aRecord(['1']))).toEqual(doubted);
  expect(seenTwice([aBareList(['1'])], aRecord(['1']))).toEqual([{ ...nothing, unseeded: true }]);
});

const known = new Map<Score, ReadonlyMap<string, number>>([
  [4, new Map([['1', 0]])],
  [5, new Map([['2', 0]])],
]);

test('where the bot had no reaction of its own, all of several members’ that are gone were cleared', () => {
  const empty = scores.map((score) => aBareList([], score));
  const cleared = seenTwice(empty, aRecord([], { known, seeded: [] }));
  expect(cleared.flatMap((one) => one.cleared)).toEqual(['1', '2']);
  // Of one score alone, too.
  expect(seenTwice([aBareList([])], aRecord(['1', '2'], { seeded: [] }))).toEqual([
    { ...nothing, cleared: ['1', '2'] },
  ]);
  // Its own that stand elsewhere tell that the post was not.
  const seeded = seenTwice([aBareList([])], aRecord([], { known, seeded: [4] }));
  expect(seeded).toEqual([{ ...nothing, withdrawn: ['2'] }]);
});

test('one member’s reactions that are gone are withdrawn where the bot had none of its own', () => {
  const own = aRecord(['1', '1+'], { seeded: [] });
  expect(seenTwice([aBareList([])], own)).toEqual([{ ...nothing, withdrawn: ['1', '1+'] }]);
});

test('who came after a clear does not hide it, and who stood there before does', () => {
  const both = (sinceMs: number) =>
    aRecord([], {
      seeded: [],
      known: new Map([[5, new Map([...ids(2).map((id) => [id, 0] as const), ['9', sinceMs]])]]),
    });
  expect(seenTwice([aBareList(['9'])], both(at - 1))).toEqual([{ ...nothing, cleared: ['1', '2'] }]);
  expect(seenTwice([aBareList(['9'])], both(at - 2))).toEqual([{ ...nothing, withdrawn: ['1', '2'] }]);
});

test('two readings agree only where both look cleared or neither does', () => {
  const record = aRecord([], { known, seeded: [] });
  const empty = scores.map((score) => aBareList([], score));
  const notWhole = empty.map((read) => (read.score === 4 ? { ...read, counted: 1 } : read));
  for (const [first, second] of [
    [empty, notWhole],
    [notWhole, empty],
  ] as const) {
    const found = compare(second, { ...record, doubt: doubtIn(compare(first, record)) });
    expect(found.flatMap(({ withdrawn, cleared }) => [...withdrawn, ...cleared])).toEqual([]);
  }
});

test('who reacted a moment ago may not be listed yet', () => {
  const young = new Map([[5, new Map(ids(9).map((id) => [id, id === '1' ? at - 5000 : at - 90_000]))]] as const);
  const list = aList(ids(9).slice(2));
  expect(ofOne(list, aRecord([], { known: young, heardSinceMs: 0 }))).toEqual({ ...doubted, withdrawn: ['2'] });
  // A restart lies between: the lists are younger than what is known.
  expect(ofOne(list, aRecord([], { known: young })).withdrawn).toEqual(['1', '2']);
});

/** A post on record: who stands where, and where the bot put its own. */
const posts = fc.record({
  standing: fc.uniqueArray(fc.tuple(fc.constantFrom(...scores), fc.constantFrom(...ids(12), '3+', '4+')), {
    selector: (one) => one.join(),
    maxLength: 30,
  }),
  seeded: fc.subarray([...scores]),
});
type APost = Readonly<{ standing: readonly (readonly [Score, string])[]; seeded: readonly Score[] }>;
const recordOf = ({ standing, seeded }: APost): PostRecord => {
  const byScore = Map.groupBy(standing, ([score]) => score);
  return aRecord([], {
    seeded,
    known: new Map([...byScore].map(([score, all]) => [score, new Map(all.map(([, giver]) => [giver, 0]))])),
  });
};
/** Its lists, where nothing has changed but that these givers are gone. */
const listsOf = ({ standing, seeded }: APost, isGone: (giver: string, score: Score) => boolean = () => false) =>
  scores.map((score): ReadScore => {
    const members = standing.flatMap(([of, giver]) => (of === score && !isGone(giver, score) ? [giver] : []));
    return seeded.includes(score) ? aList(members, { score }) : aBareList(members, score);
  });
const isPermanent = ({ withdrawn, cleared, unseeded }: Difference): boolean =>
  withdrawn.length > 0 || cleared.length > 0 || unseeded;

test('whatever stood there and whoever came after, a clear withdraws no rating', () => {
  fc.assert(
    fc.property(posts, fc.array(fc.constantFrom(...scores)), (post, came) => {
      const members = new Set(post.standing.map(([, giver]) => giver.replace('+', '')));
      // Without any of the bot's own, one member's that are gone are withdrawn.
      fc.pre(post.seeded.length > 0 || members.size !== 1);
      const reads = scores.map((score) =>
        aBareList(
          came.flatMap((of, n) => (of === score ? [`9${n}`] : [])),
          score,
        ),
      );
      const record = recordOf(post);
      const first = compare(reads, record);
      expect(first.filter(isPermanent)).toEqual([]);
      // The first reading has put on record who came.
      const found = new Map(record.known);
      for (const { score, added } of first)
        found.set(score, new Map([...(found.get(score) ?? []), ...added.map((giver) => [giver, at - 1] as const)]));
      const second = compare(reads, { ...record, known: found, doubt: doubtIn(first) });
      expect(second.flatMap(({ withdrawn }) => withdrawn)).toEqual([]);
      expect(second.flatMap(({ cleared }) => cleared)).toHaveLength(post.standing.length);
      expect(second.flatMap(({ score, unseeded }) => (unseeded ? [score] : []))).toEqual(post.seeded);
    }),
  );
});

test('no single odd reading withdraws or forgets anything', () => {
  const ways = {
    'the bot’s own is gone': (read: ReadScore) => ({ ...read, mine: false }),
    'the message counts nothing': (read: ReadScore) => ({ ...read, counted: 0 }),
    'the message counts more': (read: ReadScore) => ({ ...read, counted: read.listed + 1 }),
  };
  fc.assert(
    fc.property(posts, fc.constantFrom(...Object.values(ways)), fc.func(fc.boolean()), (post, odd, isGone) => {
      const whole = { ...post, seeded: scores };
      expect(compare(listsOf(whole, isGone).map(odd), recordOf(whole)).filter(isPermanent)).toEqual([]);
    }),
  );
});

test('no single reading takes more than one of a small list, or more than a quarter of any', () => {
  fc.assert(
    fc.property(posts, fc.func(fc.boolean()), (post, isGone) => {
      for (const { score, withdrawn, cleared } of compare(listsOf(post, isGone), recordOf(post))) {
        const before = post.standing.filter(([of]) => of === score).length;
        expect(cleared).toEqual([]);
        expect(withdrawn.length).toBeLessThanOrEqual(Math.max(1, before / 4));
        if (before > 1) expect(withdrawn.length).toBeLessThan(before);
      }
    }),
  );
});
