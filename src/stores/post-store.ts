import type { Kysely, Selectable, Transaction } from 'kysely';
import { Score } from '../domain/rating.ts';
import type { Post, SentPost } from '../domain/post.ts';
import { forgetForgotten } from './forgotten-member.ts';
import type { Schema } from './schema.ts';
import { forgetWithdrawals } from './withdrawals.ts';

/** Keeps the posts that carry a film, and when each is to be looked at next. */
export class PostStore {
  readonly #db: Kysely<Schema>;

  constructor(db: Kysely<Schema>) {
    this.#db = db;
  }

  /** Remembers a post that is about to be sent, or is there and to be looked at then. Durable when it resolves. */
  async add(post: Post, dueAt?: Temporal.Instant): Promise<void> {
    await this.#db
      .insertInto('posts')
      .values({
        ...{ id: post.id, guild_id: post.guildId, channel_id: post.channelId, film_id: post.filmId },
        ...{ message_id: post.messageId ?? null, mode: post.mode, emoji_set: post.emojiSet, locale: post.locale },
        ...{ state: post.state, created_at: post.createdAt.epochMilliseconds },
        due_at: dueAt?.epochMilliseconds ?? null,
        ...{ closes_at: post.closesAt?.epochMilliseconds ?? null, heard_since: post.heardSince.epochMilliseconds },
        full_read_at: post.fullReadAt?.epochMilliseconds ?? null,
        ...{ seeded: post.seeded.join(''), to_seed: post.toSeed.join('') },
      })
      .execute();
  }

  /** The post is in its channel, as this message. */
  async sent(id: string, messageId: string, dueAt: Temporal.Instant | undefined): Promise<void> {
    const values = { message_id: messageId, state: 'open', due_at: dueAt?.epochMilliseconds ?? null } as const;
    await this.#db.updateTable('posts').set(values).where('id', '=', id).where('state', '=', 'sending').execute();
  }

  /** The post never came into its channel: it is as if it had not been. What was kept because of it is forgotten, as at its end. */
  async drop(id: string): Promise<void> {
    await this.#db.transaction().execute(async (db) => {
      const gone = db.deleteFrom('posts').where('id', '=', id).where('state', '=', 'sending');
      await forgetAfter(db, await gone.returning(['guild_id', 'film_id']).executeTakeFirst());
    });
  }

  /** The post that a message is, in this guild. */
  async ofMessage(guildId: string, messageId: string): Promise<SentPost | undefined> {
    const query = this.#db.selectFrom('posts').selectAll().where('guild_id', '=', guildId);
    const row = await query.where('message_id', '=', messageId).executeTakeFirst();
    return row && sentOf(row);
  }

  /** A guild’s posts that members can rate under, the latest first. */
  async latest(guildId: string, limit: number): Promise<readonly SentPost[]> {
    const rows = await this.#db
      .selectFrom('posts')
      .selectAll()
      .where('guild_id', '=', guildId)
      .where('state', '=', 'open')
      .where('message_id', 'is not', null)
      .orderBy('created_at', 'desc')
      .limit(limit)
      .execute();
    return rows.flatMap((row) => sentOf(row) ?? []);
  }

  /** A post of this film in this channel that is open or on its way. */
  async current(place: Pick<Post, 'guildId' | 'channelId' | 'filmId'>): Promise<Post | undefined> {
    const row = await this.#db
      .selectFrom('posts')
      .selectAll()
      .where('guild_id', '=', place.guildId)
      .where('channel_id', '=', place.channelId)
      .where('film_id', '=', place.filmId)
      .where('state', 'in', ['sending', 'open'])
      .executeTakeFirst();
    return row && postOf(row);
  }

  /** Posts that may or may not be in their channels yet, oldest first. */
  async unsent(): Promise<readonly Post[]> {
    const query = this.#db.selectFrom('posts').selectAll().where('state', '=', 'sending');
    return (await query.orderBy('created_at').execute()).map(postOf);
  }

  /** All posts that take ratings, oldest first. */
  async open(): Promise<readonly SentPost[]> {
    const query = this.#db.selectFrom('posts').selectAll().where('state', '=', 'open');
    return (await query.orderBy('created_at').execute()).flatMap((row) => sentOf(row) ?? []);
  }

  /** Open posts that lack some of the bot's own reactions, oldest first. */
  async unseeded(): Promise<readonly SentPost[]> {
    const query = this.#db.selectFrom('posts').selectAll().where('state', '=', 'open').where('to_seed', '!=', '');
    return (await query.orderBy('created_at').execute()).flatMap((row) => sentOf(row) ?? []);
  }

  /** The bot put one of its own reactions there. */
  async seed(id: string, score: Score): Promise<void> {
    await this.#db.transaction().execute(async (db) => {
      const row = await db.selectFrom('posts').selectAll().where('id', '=', id).executeTakeFirst();
      // Somebody may have cleared the post meanwhile, which ends its seeding.
      if (!row?.to_seed.includes(String(score))) return;
      const values = { seeded: `${row.seeded}${score}`, to_seed: row.to_seed.replace(String(score), '') };
      await db.updateTable('posts').set(values).where('id', '=', id).execute();
    });
  }

  /** One of the bot's own reactions is there that was none of those to put there; told twice it is the same. */
  async seeded(id: string, score: Score): Promise<void> {
    await this.#db.transaction().execute(async (db) => {
      const row = await db.selectFrom('posts').select('seeded').where('id', '=', id).executeTakeFirst();
      if (!row || row.seeded.includes(String(score))) return;
      await db
        .updateTable('posts')
        .set({ seeded: `${row.seeded}${score}` })
        .where('id', '=', id)
        .execute();
    });
  }

  /** The bot may not put its reactions there: it does not try again. */
  async stopSeeding(id: string): Promise<void> {
    await this.#db.updateTable('posts').set({ to_seed: '' }).where('id', '=', id).execute();
  }

  /** The most overdue of the open posts that are to be read by now. */
  async due(now: Temporal.Instant, most: number): Promise<readonly SentPost[]> {
    const query = this.#db.selectFrom('posts').selectAll().where('due_at', '<=', now.epochMilliseconds);
    return (await query.orderBy('due_at').limit(most).execute()).flatMap((row) => sentOf(row) ?? []);
  }

  /** Events are heard anew since `now`: the open posts, of these guilds or all, are due, for what was missed. */
  async missed(now: Temporal.Instant, guildIds?: readonly string[]): Promise<void> {
    const at = now.epochMilliseconds;
    const query = this.#db.updateTable('posts').set({ heard_since: at, due_at: at }).where('state', '=', 'open');
    const reactable = query.where('mode', '!=', 'buttons');
    if (!guildIds) return void (await reactable.execute());
    for (let from = 0; from < guildIds.length; from += 500)
      await reactable.where('guild_id', 'in', guildIds.slice(from, from + 500)).execute();
  }

  /** These posts are due: some events of theirs were lost. */
  async lost(messageIds: readonly string[], now: Temporal.Instant): Promise<void> {
    const query = this.#db.updateTable('posts').set({ due_at: now.epochMilliseconds }).where('state', '=', 'open');
    await query.where('message_id', 'in', [...messageIds]).execute();
  }

  /**
   * Puts the next reading off until then, and keeps what this one has come to: all before `heardSince` is known. Does nothing
   * if more was missed since the post was got.
   */
  async readAgain(
    post: Post,
    at: Temporal.Instant,
    { heardSince, fullReadAt }: Pick<Post, 'heardSince' | 'fullReadAt'> = post,
  ): Promise<void> {
    await this.#db
      .updateTable('posts')
      .set({
        ...{ due_at: at.epochMilliseconds, heard_since: heardSince.epochMilliseconds },
        full_read_at: fullReadAt?.epochMilliseconds ?? null,
      })
      .where('id', '=', post.id)
      .where('state', '=', 'open')
      .where('heard_since', '=', post.heardSince.epochMilliseconds)
      .execute();
  }

  /**
   * Nothing changes any more: it is frozen, or its message is gone. Its ratings stay; the reactions go, since nobody hears any
   * more that they are taken back. Whoever wanted reactions forgotten that no open post can bring back is forgotten, too.
   */
  async end(id: string, state: 'frozen' | 'gone'): Promise<void> {
    await this.#db.transaction().execute(async (db) => {
      const ended = { state, due_at: null, to_seed: '' };
      const about = db.updateTable('posts').set(ended).where('id', '=', id).returning(['guild_id', 'film_id']);
      const post = await about.executeTakeFirst();
      const message = db.selectFrom('posts').select('message_id').where('id', '=', id);
      await db.deleteFrom('reactions').where('message_id', '=', message).execute();
      await forgetAfter(db, post);
    });
  }
}

type Row = Selectable<Schema['posts']>;

/** Forgets what was kept because reactions under this post might become known. */
async function forgetAfter(
  db: Transaction<Schema>,
  post: Pick<Row, 'guild_id' | 'film_id'> | undefined,
): Promise<void> {
  if (post) await forgetWithdrawals(db, { guildId: post.guild_id, filmId: post.film_id });
  await forgetForgotten(db);
}

const instant = (ms: number): Temporal.Instant => Temporal.Instant.fromEpochMilliseconds(ms);
const scoresIn = (digits: string): readonly Score[] => Array.from(digits, (digit) => Score.parse(Number(digit)));

const postOf = (row: Row): Post => ({
  ...{ id: row.id, guildId: row.guild_id, channelId: row.channel_id, filmId: row.film_id },
  ...{ messageId: row.message_id ?? undefined, mode: row.mode, emojiSet: row.emoji_set, locale: row.locale },
  ...{ state: row.state, createdAt: instant(row.created_at), heardSince: instant(row.heard_since) },
  closesAt: row.closes_at === null ? undefined : instant(row.closes_at),
  fullReadAt: row.full_read_at === null ? undefined : instant(row.full_read_at),
  seeded: scoresIn(row.seeded),
  toSeed: scoresIn(row.to_seed),
});

const sentOf = (row: Row): SentPost | undefined =>
  row.message_id === null ? undefined : { ...postOf(row), messageId: row.message_id };
