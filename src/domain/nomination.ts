/** `open`: waits for a moderator. Taken back by all who wanted it, a nomination is no more. */
export const nominationStates = ['open', 'accepted', 'declined'] as const;
export type NominationState = (typeof nominationStates)[number];

/** What a moderator makes of a nomination. */
export type Decision = Exclude<NominationState, 'open'>;

/** One member’s part in a nomination. `note` may be empty. */
export type Support = Readonly<{ userId: string; note: string; at: Temporal.Instant }>;

/** A film that members propose to their guild: whoever nominates one that is open joins it. */
export type Nomination = Readonly<{
  guildId: string;
  id: string;
  filmId: string;
  state: NominationState;
  /** Why it was declined; may be empty. */
  reason: string;
  decidedAt: Temporal.Instant | undefined;
  /** Whoever wants it, first who came first; never nobody. */
  supporters: readonly Support[];
}>;

/** As long as a note or a reason may be. */
export const noteLength = 200;

/** What somebody wrote as a note or a reason: one line, and no longer than it may be. */
export const noteOf = (written: string): string =>
  written
    .replace(/[\p{Cc}\s]+/gu, ' ')
    .trim()
    .slice(0, noteLength)
    .toWellFormed();
