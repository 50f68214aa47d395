import type { Transaction } from 'kysely';
import type { RatingKey } from '../domain/rating.ts';
import type { Schema } from './schema.ts';

type Db = Transaction<Schema>;

/**
 * Remembers that a member withdrew their rating, if only one that is not known yet: reactions from before that may become known
 * later. Only while there are posts of the film that they may be under.
 */
export async function rememberWithdrawal(
  db: Db,
  { guildId, filmId, userId }: RatingKey,
  at: Temporal.Instant,
): Promise<void> {
  const values = { at: at.epochMilliseconds };
  const post = await openPosts(db, { guildId, filmId }).limit(1).executeTakeFirst();
  if (!post) return;
  await db
    .insertInto('withdrawals')
    .values({ guild_id: guildId, film_id: filmId, user_id: userId, ...values })
    .onConflict((conflict) => conflict.columns(['guild_id', 'film_id', 'user_id']).doUpdateSet(values))
    .execute();
}

/** The member has rated the film since, by command or button: that overrules what may become known, too. */
export async function forgetWithdrawal(db: Db, { guildId, filmId, userId }: RatingKey): Promise<void> {
  const ofFilm = db.deleteFrom('withdrawals').where('guild_id', '=', guildId).where('film_id', '=', filmId);
  await ofFilm.where('user_id', '=', userId).execute();
}

/** Forgets those from before which no reaction to this film can become known any more. */
export async function forgetWithdrawals(db: Db, film: Omit<RatingKey, 'userId'>): Promise<void> {
  const ofFilm = db.deleteFrom('withdrawals').where('guild_id', '=', film.guildId).where('film_id', '=', film.filmId);
  const oldest = await openPosts(db, film).orderBy('created_at').limit(1).executeTakeFirst();
  await (oldest ? ofFilm.where('at', '<', oldest.created_at) : ofFilm).execute();
}

const openPosts = (db: Db, { guildId, filmId }: Omit<RatingKey, 'userId'>) =>
  db
    .selectFrom('posts')
    .select('created_at')
    .where('guild_id', '=', guildId)
    .where('film_id', '=', filmId)
    .where('state', 'in', ['sending', 'open'])
    .where('mode', '!=', 'buttons');
