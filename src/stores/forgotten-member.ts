import type { Transaction } from 'kysely';
import type { Schema } from './schema.ts';
import { keyedHash, SecretStore } from './secret-store.ts';

/**
 * Remembers, by a hash that only this store can make, that a reading must not bring the member back; and only while there are
 * open posts that it could bring them back from. Resolves with whether there are any. Not which reactions the member had: a
 * reading would know later ones by that, but it is what they wanted deleted.
 */
export async function forget(
  db: Transaction<Schema>,
  guildId: string | undefined,
  userId: string,
  at: Temporal.Instant,
): Promise<boolean> {
  const open = db.selectFrom('posts').select('id').where('state', 'in', ['sending', 'open']).limit(1);
  const [post] = await (guildId === undefined ? open : open.where('guild_id', '=', guildId)).execute();
  if (!post) return false;
  const member = forgottenMember(await new SecretStore(db).macKey(), userId);
  const values = { at: at.epochMilliseconds };
  await db
    .insertInto('forgotten')
    .values({ guild_id: guildId ?? '', member, ...values })
    .onConflict((conflict) => conflict.columns(['guild_id', 'member']).doUpdateSet(values))
    .execute();
  return true;
}

/** Stands for a member who wants to be forgotten: whoever has not the store's own key cannot tell whom. */
export const forgottenMember = (key: Uint8Array, userId: string): string => keyedHash(key, `forgotten:${userId}`);

/** Whoever wanted reactions forgotten that no open post can bring back is forgotten, too. */
export async function forgetForgotten(db: Transaction<Schema>): Promise<void> {
  await db
    .deleteFrom('forgotten')
    .where((eb) => {
      const older = eb
        .selectFrom('posts')
        .select('id')
        .where('state', 'in', ['sending', 'open'])
        .whereRef('posts.created_at', '<=', 'forgotten.at')
        .where((of) =>
          of.or([of('forgotten.guild_id', '=', ''), of('posts.guild_id', '=', of.ref('forgotten.guild_id'))]),
        );
      return eb.not(eb.exists(older));
    })
    .execute();
}
