import { scores } from './rating.ts';
import type { Score } from './rating.ts';

/**
 * Whose reaction it is: the member's id, with a mark behind it for a super reaction. A member can have one emoji in both ways,
 * and takes each back by itself.
 */
export const giverOf = (userId: string, isSuper: boolean): string => (isSuper ? `${userId}${superMark}` : userId);

/** What `giverOf` has written. */
export const readGiver = (giver: string): Readonly<{ userId: string; isSuper: boolean }> => ({
  userId: giver.replace(superMark, ''),
  isSuper: giver.endsWith(superMark),
});

const superMark = '+';

/** Who has a post's emoji of one score, as Discord listed them and as its message counts them. */
export type ReadScore = Readonly<{
  score: Score;
  /** The givers listed, bots left out. */
  members: ReadonlySet<string>;
  /** How many users were listed, bots counted, and twice who gave the reaction in both ways or in two forms of the emoji. */
  listed: number;
  /** How many reactions the message itself counts, in both ways and all forms. */
  counted: number;
  /** The bot's own is among them, by the message or by the list. */
  mine: boolean;
}>;

/** By score, the givers of whom events came while the lists were read, and what came last: these are right as they are. */
export type Touched = ReadonlyMap<Score, ReadonlyMap<string, 'given' | 'taken'>>;

/** The list is not whole: the message counts more, and no more of them took theirs back while it was read. */
export function isShort({ score, members, listed, counted }: ReadScore, touched: Touched): boolean {
  const takenBack = [...(touched.get(score) ?? [])].filter(([giver, kind]) => kind === 'taken' && !members.has(giver));
  return listed + takenBack.length < counted;
}

/** What the bot has on record of a post, and what it knows besides, when it compares. */
export type PostRecord = Readonly<{
  /** By score, when each giver's reaction became known; also of scores that were not read. */
  known: ReadonlyMap<Score, ReadonlyMap<string, number>>;
  /** The scores whose emoji the bot put there itself. */
  seeded: readonly Score[];
  touched: Touched;
  /** When the reading began, and since when events are heard. */
  readAtMs: number;
  heardSinceMs: number;
  /** What an earlier reading, a minute ago or more, came to doubt. */
  doubt: string | undefined;
}>;

/** What a reading of one score comes to. */
export type Difference = Readonly<{
  score: Score;
  /** Listed, and not on record. */
  added: readonly string[];
  /** On record, and listed no more: they took it back. */
  withdrawn: readonly string[];
  /** On record, and listed no more because somebody cleared the list: their ratings stay. */
  cleared: readonly string[];
  /** The bot's own reaction is there no more, and tells of nothing any more. */
  unseeded: boolean;
  /** What is not believed yet, in the words in which a second reading would doubt the same. */
  doubt: string | undefined;
}>;

/** An event may be this much later than a list that shows the same, or the other way round. */
const freshMs = 60_000;

/**
 * Compares the lists of a post with the record. What is listed is believed. Who is missing has taken their reaction back, or
 * all were taken away at once (`wasCleared`). That somebody is missing is believed
 * - never from a list that is shorter than the message counts, which is not whole;
 * - only when a second reading shows the same, where the list has lost more than a quarter and more than one of the members
 *   known, or the only one, and does not have the bot's own to show that it was read; where it is longer than the message counts;
 *   where it looks cleared; and of whoever reacted a moment ago;
 * - at once elsewhere.
 * That the bot's own reaction is gone is believed from two readings, too. So one odd reading takes and forgets nothing.
 */
export function compare(reads: readonly ReadScore[], record: PostRecord): readonly Difference[] {
  const looks = new Map(reads.map((read) => [read.score, look(read, record)]));
  const doubtedBefore = new Set(record.doubt?.split(separator));
  const isPostCleared = wasCleared(scores, looks, record);
  return [...looks].map(([score, { added, missing, isOdd, isUnseeded, fresh }]): Difference => {
    const isCleared = isPostCleared || wasCleared([score], looks, record);
    const doubted = new Set(isOdd || isCleared ? missing : fresh);
    const why = isUnseeded ? ' own' : isCleared ? ' cleared' : '';
    const words = doubted.size > 0 || isUnseeded ? `${score}: ${inWords([...doubted])}${why}` : undefined;
    const isSeenAgain = words !== undefined && doubtedBefore.has(words);
    const gone = isSeenAgain ? missing : missing.filter((giver) => !doubted.has(giver));
    return {
      ...{ score, added, withdrawn: isCleared ? [] : gone, cleared: isCleared ? gone : [] },
      ...{ unseeded: isSeenAgain && isUnseeded, doubt: isSeenAgain ? undefined : words },
    };
  });
}

/** All that a reading doubts, for the next one; undefined where it doubts nothing. */
export function doubtIn(differences: readonly Difference[]): string | undefined {
  const doubts = differences.flatMap(({ doubt }) => doubt ?? []);
  return doubts.length === 0 ? undefined : doubts.join(separator);
}

const separator = ', ';

/** The same text for the same members missing, in whatever order, and short however many they are. */
const inWords = (givers: readonly string[]): string =>
  `${givers.length} ${givers.reduce((sum, giver) => sum + BigInt(readGiver(giver).userId), 0n)}`;

type Look = Readonly<{
  added: readonly string[];
  missing: readonly string[];
  /** Those of them who reacted a moment ago. */
  fresh: readonly string[];
  /** So many are missing, or so little does the list fit the message, that once is not enough. */
  isOdd: boolean;
  /** The bot had put its own there, and it is gone. */
  isUnseeded: boolean;
}>;

function look(read: ReadScore, { known: all, seeded, touched, readAtMs, heardSinceMs }: PostRecord): Look {
  const known = all.get(read.score) ?? new Map<string, number>();
  const isOpen = (giver: string): boolean => touched.get(read.score)?.has(giver) !== true;
  const added = [...read.members].filter((giver) => !known.has(giver) && isOpen(giver));
  if (isShort(read, touched)) return { added, missing: [], fresh: [], isOdd: false, isUnseeded: false };
  const missing = [...known.keys()].filter((giver) => !read.members.has(giver) && isOpen(giver));
  const isLarge = missing.length > 1 ? missing.length * 4 > known.size : missing.length === known.size && !read.mine;
  const isFresh = (atMs: number): boolean => atMs > heardSinceMs && atMs > readAtMs - freshMs;
  return {
    ...{ added, missing, fresh: missing.filter((giver) => isFresh(known.get(giver) ?? 0)) },
    ...{ isOdd: isLarge || read.listed > read.counted, isUnseeded: seeded.includes(read.score) && !read.mine },
  };
}

/**
 * Somebody seems to have taken away all reactions with these scores at once. The bot's own tell, where it had put some there:
 * nobody but a moderator can take them away, and they take the others with them. Where it had none, several members must be
 * missing, and none may be left of those who stood there when events were last missed; who came since then came after it.
 */
function wasCleared(some: readonly Score[], looks: ReadonlyMap<Score, Look>, record: PostRecord): boolean {
  const own = some.filter((score) => record.seeded.includes(score));
  if (own.length > 0) return own.every((score) => looks.get(score)?.isUnseeded);
  const members = new Set<string>();
  for (const score of some) {
    const missing = new Set(looks.get(score)?.missing);
    for (const [giver, atMs] of record.known.get(score) ?? []) {
      if (missing.has(giver)) members.add(readGiver(giver).userId);
      else if (atMs < record.heardSinceMs && record.touched.get(score)?.has(giver) !== true) return false;
    }
  }
  return members.size > 1;
}
