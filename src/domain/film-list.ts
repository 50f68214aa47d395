/** The lists that each person keeps for themselves, in every guild and in direct messages the same. */
export const filmLists = ['watchlist', 'seen'] as const;
export type FilmList = (typeof filmLists)[number];

/** A film on somebody’s list. `guildIds`: where it was put there, for the club’s view; none in direct messages. */
export type Listed = Readonly<{ filmId: string; addedAt: Temporal.Instant; guildIds: readonly string[] }>;

/** What films may be drawn from; all but `unseen_by_club` and `all` are about the person who draws. */
export const pools = ['all', 'unseen_by_me', 'unseen_by_club', 'watchlist'] as const;
export type PoolName = (typeof pools)[number];

/** The answer says something about the person who asked. */
export const isPersonal = (pool: PoolName): boolean => pool === 'unseen_by_me' || pool === 'watchlist';
