import type { DatabaseSync } from 'node:sqlite';
import { pino } from 'pino';
import { openDatabase } from '../../src/stores/database/database.ts';
import { PostStore } from '../../src/stores/post-store.ts';
import { ReactionStore } from '../../src/stores/reaction-store.ts';
import type { Score } from '../../src/domain/rating.ts';
import { guildId, memberId } from './discord/ids.ts';
import { channelOf, messageId } from './discord/reaction.ts';

/** Makes a store in which so many posts are open, each in a guild of its own, and so many members gave each this score. */
export async function fillPosts(path: string, posts: number, given?: { members: number; score: Score }): Promise<void> {
  await using store = await openDatabase(`sqlite:${path}`, { log: pino({ level: 'silent' }) });
  const [postStore, reactions] = [new PostStore(store.db), new ReactionStore(store.db)];
  const now = Temporal.Now.instant();
  for (let n = 0; n < posts; n += 1) {
    const key = { guildId: guildId(n), filmId: `film-${n}`, messageId: messageId(n) };
    await postStore.add({
      ...{ ...key, id: `post-${n}`, channelId: channelOf(key.guildId), mode: 'reactions', emojiSet: 'digits' },
      ...{ locale: 'en-US', state: 'open', createdAt: now, heardSince: now, closesAt: undefined },
      ...{ fullReadAt: undefined, seeded: [], toSeed: [] },
    });
    if (!given) continue;
    const atMs = now.epochMilliseconds - 3_600_000;
    await reactions.write(
      Array.from({ length: given.members }, (_, member) => ({
        ...{ ...key, kind: 'given', userId: memberId(member), score: given.score, isSuper: false, atMs },
      })),
    );
  }
}

/** How many of a store's posts the bot has not read yet since it started. */
export const postsToRead = (store: DatabaseSync): number =>
  Number(
    store.prepare('select count(*) as left from posts where due_at is null or due_at <= heard_since').get()?.['left'],
  );
