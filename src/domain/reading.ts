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
  /** How many users were listed, bots counted, and twice who gave the reaction in both ways. */
  listed: number;
  /** How many reactions the message itself counts, in both ways. */
  counted: number;
  /** The bot's own is among them. */
  mine: boolean;
}>;

/** What the bot has on record, and what it knows besides, when it compares. */
type Record = Readonly<{
  /** When each giver's reaction became known. */
  known: ReadonlyMap<string, number>;
  /** The bot put this emoji there itself. */
  seeded: boolean;
  /** The givers of whom events came while the lists were read: these are right as they are. */
  touched: ReadonlySet<string>;
  /** When the reading began, and since when events are heard. */
  readAtMs: number;
  heardSinceMs: number;
}>;

/** What a reading of one score comes to. */
export type Difference = Readonly<{
  /** Listed, and not on record. */
  added: readonly string[];
  /** On record, and listed no more: they took it back. */
  withdrawn: readonly string[];
  /** On record, and listed no more because somebody cleared the list: their ratings stay. */
  cleared: readonly string[];
  /** Missing, but too many or too sudden to believe it at once. */
  doubted: readonly string[];
}>;

/** An event may be this much later than a list that shows the same, or the other way round. */
const freshMs = 60_000;

/**
 * Compares the lists of one score with the record. What is listed is believed. What is missing is believed only where the
 * answer is whole: not when it lists fewer than the message counts. A list that has lost all members known, or more than a
 * quarter and more than one of them, is doubted; so is one that is longer than the message counts, and so is who reacted a
 * moment ago.
 */
export function compare(read: ReadScore, record: Record): Difference {
  const { known, seeded, touched } = record;
  const added = [...read.members].filter((member) => !known.has(member) && !touched.has(member));
  const missing = [...known.keys()].filter((member) => !read.members.has(member) && !touched.has(member));
  const nobody = { added, withdrawn: [], cleared: [], doubted: [] };
  if (missing.length === 0 || read.listed < read.counted) return nobody;
  const isLarge = missing.length === known.size || (missing.length > 1 && missing.length * 4 > known.size);
  if (isLarge || read.listed > read.counted) return { ...nobody, doubted: missing };
  const { fresh = [], old = [] } = Object.groupBy(missing, (member) => (isFresh(member, record) ? 'fresh' : 'old'));
  return { ...nobody, ...gone(old, read, seeded), doubted: fresh };
}

/** The difference once a second reading has shown the same members missing. */
export function believed(difference: Difference, read: ReadScore, seeded: boolean): Difference {
  const { withdrawn, cleared } = gone(difference.doubted, read, seeded);
  return {
    added: difference.added,
    withdrawn: [...difference.withdrawn, ...withdrawn],
    cleared: [...difference.cleared, ...cleared],
    doubted: [],
  };
}

/** Nobody but a moderator can take the bot's own reaction away, and they take all of them with it. */
const gone = (members: readonly string[], { mine }: ReadScore, seeded: boolean) =>
  seeded && !mine ? { withdrawn: [], cleared: members } : { withdrawn: members, cleared: [] };

const isFresh = (member: string, { known, readAtMs, heardSinceMs }: Record): boolean => {
  const atMs = known.get(member) ?? 0;
  return atMs > heardSinceMs && atMs > readAtMs - freshMs;
};
