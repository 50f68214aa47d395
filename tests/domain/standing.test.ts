import fc from 'fast-check';
import { expect, test } from 'vitest';
import { scores } from '../../src/domain/rating.ts';
import { withoutRating, withoutReaction, withReaction } from '../../src/domain/standing.ts';
import type { Reaction, Standing } from '../../src/domain/standing.ts';

const nothing: Standing = { rating: undefined, withdrawnAtMs: undefined, reactions: [] };
const of = (score: Reaction['score'], atMs = 0, messageId = 'm') => ({
  ...{ messageId, score, atMs, isSuper: false },
});
const rated = (score: Reaction['score'], source: 'command' | 'button', atMs: number): Standing => ({
  rating: { score, source, atMs },
  withdrawnAtMs: undefined,
  reactions: [],
});
/** As the store leaves it when a member rates or withdraws by command or button. */
const overruledBy = ({ reactions, withdrawnAtMs }: Standing, rating: Standing['rating']): Standing => ({
  withdrawnAtMs,
  rating,
  reactions: reactions.map((reaction) => ({ ...reaction, overruled: true })),
});
const scoreOf = ({ rating }: Standing) => rating?.score;

test('the latest action wins, whether it is a reaction or something else', () => {
  expect(scoreOf(withReaction(withReaction(nothing, of(3, 1)), of(5, 2)))).toBe(5);
  expect(scoreOf(withReaction(rated(2, 'command', 1), of(5, 2)))).toBe(5);
  expect(scoreOf(withReaction(rated(2, 'button', 3), of(5, 2)))).toBe(2);
});

test('who takes back one of two reactions is left with the other', () => {
  const both = withReaction(withReaction(nothing, of(3, 1)), of(5, 2));
  expect(scoreOf(withoutReaction(both, of(5)))).toBe(3);
  expect(scoreOf(withoutReaction(both, of(3)))).toBe(5);
  expect(scoreOf(withoutReaction(withoutReaction(both, of(5)), of(3)))).toBeUndefined();
});

test('who has an emoji in both ways and takes one back keeps the score until the other is taken back, too', () => {
  const ordinary = of(5, 1);
  const superOne = { ...of(5, 2), isSuper: true };
  const both = withReaction(withReaction(nothing, ordinary), superOne);
  for (const [first, last] of [
    [ordinary, superOne],
    [superOne, ordinary],
  ] as const) {
    const one = withoutReaction(both, first);
    expect(scoreOf(one)).toBe(5);
    expect(scoreOf(withoutReaction(one, last))).toBeUndefined();
  }
});

test('a score stays while a reaction under another post of the film stands for it', () => {
  const twice = withReaction(withReaction(nothing, of(4, 1, 'old')), of(4, 2, 'new'));
  const once = withoutReaction(twice, of(4, 0, 'new'));
  expect(scoreOf(once)).toBe(4);
  expect(scoreOf(withoutReaction(once, of(4, 0, 'old')))).toBeUndefined();
});

test('what a member rated last under a post that is closed since stays, whatever they take back elsewhere', () => {
  const twice = withReaction(withReaction(nothing, of(4, 1, 'open')), of(4, 2, 'closed'));
  // Nobody hears any more that the one under the closed post is taken back.
  const closed = { ...twice, reactions: twice.reactions.filter(({ messageId }) => messageId === 'open') };
  expect(scoreOf(withoutReaction(closed, of(4, 0, 'open')))).toBe(4);
});

test('a reaction that is taken back withdraws nothing but the score that it stood for', () => {
  const later = { ...withReaction(nothing, of(5, 1)), rating: { score: 2, source: 'command', atMs: 2 } } as const;
  expect(withoutReaction(later, of(5)).rating).toEqual(later.rating);
  // The same score by a button is the button's.
  const same = { ...withReaction(nothing, of(5, 1)), rating: { score: 5, source: 'button', atMs: 2 } } as const;
  expect(withoutReaction(same, of(5)).rating).toEqual(same.rating);
});

test('no score falls back to a reaction from before a command or button, learned of in time or late', () => {
  const early = overruledBy(withReaction(nothing, of(1, 1)), undefined);
  expect(scoreOf(withoutReaction(withReaction(early, of(4, 3)), of(4)))).toBeUndefined();
  const late = withReaction(overruledBy(nothing, { score: 3, source: 'command', atMs: 2 }), of(1, 1));
  expect(scoreOf(late)).toBe(3);
  expect(scoreOf(withoutReaction(withReaction(late, of(4, 3)), of(4)))).toBeUndefined();
  // Neither does it keep a score that a later one stood for.
  expect(scoreOf(withoutReaction(withReaction(early, of(1, 3, 'new')), of(1, 0, 'new')))).toBeUndefined();
});

test('a reaction from before a withdrawal rates no more when it becomes known later, and none falls back to it', () => {
  const withdrawn = { ...nothing, withdrawnAtMs: 5 };
  const late = withReaction(withdrawn, of(4, 3));
  expect(scoreOf(late)).toBeUndefined();
  const anew = withReaction(late, of(2, 6));
  expect(scoreOf(anew)).toBe(2);
  expect(scoreOf(withReaction(anew, of(5, 4)))).toBe(2);
  expect(scoreOf(withoutReaction(anew, of(2)))).toBeUndefined();
});

test('what comes when a post’s time is over changes no rating, then or later', () => {
  const before = withReaction(nothing, of(5, 1));
  const given = withoutRating(before, withReaction(before, of(4, 2)));
  const taken = withoutRating(given, withoutReaction(given, of(5)));
  expect(taken.reactions).toMatchObject([{ score: 4 }]);
  const anew = withoutRating(taken, withReaction(taken, of(5, 3)));
  // As a reading finds it, which hears of nothing.
  for (const standing of [given, taken, anew, withoutReaction(anew, of(5))]) expect(scoreOf(standing)).toBe(5);
});

test('one that nobody knew of can be taken back without harm, also from a cleared post', () => {
  const cleared: Standing = { ...nothing, rating: { score: 5, source: 'reaction', atMs: 1 } };
  expect(withoutReaction(cleared, of(5))).toEqual(cleared);
});

test('whatever comes, twice or not, a rating by reaction is one of the reactions there are', () => {
  const step = fc.record({
    what: fc.constantFrom('give', 'take', 'command'),
    score: fc.constantFrom(...scores),
    messageId: fc.constantFrom('a', 'b'),
    isSuper: fc.boolean(),
  });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
      let standing = nothing;
      for (const [atMs, { what, score, messageId, isSuper }] of steps.entries()) {
        const reaction = { messageId, score, isSuper, atMs };
        const move = (from: Standing): Standing =>
          what === 'command'
            ? overruledBy(from, { score, source: 'command', atMs })
            : what === 'give'
              ? withReaction(from, reaction)
              : withoutReaction(from, reaction);
        const before = standing;
        standing = move(before);
        expect(move(standing)).toEqual(standing);
        const { rating, reactions } = standing;
        if (rating?.source === 'reaction') expect(reactions.map((one) => one.score)).toContain(rating.score);
        if (reactions.some(({ overruled }) => !overruled)) expect(rating).toBeDefined();
        if (what === 'give' && !before.reactions.some((one) => one.score === score && one.messageId === messageId))
          expect(rating?.score).toBe(score);
      }
    }),
  );
});
