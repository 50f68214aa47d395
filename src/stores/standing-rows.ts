import { sql } from 'kysely';
import type { RawBuilder, Transaction } from 'kysely';
import { withoutRating, withoutReaction, withReaction } from '../domain/standing.ts';
import type { Reaction, Standing } from '../domain/standing.ts';
import type { RatingKey, RatingSource, Score } from '../domain/rating.ts';
import { parameter, prepared } from './prepared.ts';
import type { Schema } from './schema.ts';

/** A post, and what it is about. */
export type PostKey = Readonly<{ guildId: string; filmId: string; messageId: string }>;

/** A member gave a reaction, or took it back. `isLate`: when the time of its post was over, and no rating follows from it. */
export type MemberChange = PostKey &
  Readonly<{ kind: 'given' | 'taken'; userId: string; score: Score; isSuper: boolean; atMs: number; isLate?: boolean }>;

type Db = Transaction<Schema>;
type Standings = ReadonlyMap<string, { key: RatingKey; standing: Standing }>;

/** As many as one statement takes at a time. */
const most = 500;

/**
 * Moves each member concerned from where they stand to where these changes leave them: a few statements, however many they
 * are. What a command or button writes at the same time is not lost: only what still is as it was read is taken away, and
 * nothing is rated that was withdrawn meanwhile.
 */
export async function applyChanges(db: Db, changes: readonly MemberChange[]): Promise<void> {
  for (let from = 0; from < changes.length; from += most) {
    const some = changes.slice(from, from + most);
    const before = await load(db, new Map(some.map((change) => [nameOf(change), change])));
    const after = new Map(before);
    for (const change of some) {
      const name = nameOf(change);
      const { key, standing } = after.get(name) ?? { key: change, standing: nothing };
      const moved = change.kind === 'given' ? withReaction(standing, change) : withoutReaction(standing, change);
      after.set(name, { key, standing: change.isLate ? withoutRating(standing, moved) : moved });
    }
    await save(db, before, after);
  }
}

/** The member has a later word on the film, by command or button: no rating falls back to the reactions that they have now. */
export async function overrule(db: Db, { guildId, userId, filmId }: RatingKey): Promise<void> {
  const posts = db
    .selectFrom('posts')
    .select('message_id')
    .where('guild_id', '=', guildId)
    .where('film_id', '=', filmId);
  await db
    .updateTable('reactions')
    .set({ overruled: 1 })
    .where('message_id', 'in', posts.where('message_id', 'is not', null))
    .where('user_id', '=', userId)
    .execute();
}

const nothing: Standing = { rating: undefined, withdrawnAtMs: undefined, reactions: [] };

const nameOf = ({ guildId, userId, filmId }: RatingKey): string => `${guildId} ${userId} ${filmId}`;

type KeyRow = { guild_id: string; user_id: string; film_id: string };
type RatingRow = KeyRow & {
  score: Score | null;
  source: RatingSource | null;
  at: number | null;
  withdrawn: number | null;
};
type ReactionRow = KeyRow & { score: Score; at: number; message_id: string; is_super: number; overruled: number };

const wanted = sql`with wanted (guild_id, user_id, film_id) as (${rowsOf('text', 'text', 'text')})`;

// `left join` and `cross join` make SQLite begin with those that are wanted; each is then found in an index.
const ratingsOf = statement<RatingRow>(sql`${wanted}
  select w.guild_id, w.user_id, w.film_id, r.score, r.source, r.updated_at as at, x.at as withdrawn
  from wanted w
  left join ratings r on r.guild_id = w.guild_id and r.user_id = w.user_id and r.film_id = w.film_id
  left join withdrawals x on x.guild_id = w.guild_id and x.film_id = w.film_id and x.user_id = w.user_id
  where r.score is not null or x.at is not null`);
const reactionsOf = statement<ReactionRow>(sql`${wanted}
  select p.guild_id, r.user_id, p.film_id, r.message_id, r.score, r.is_super, r.at, r.overruled
  from wanted w cross join posts p cross join reactions r
  where p.guild_id = w.guild_id and p.film_id = w.film_id and r.message_id = p.message_id and r.user_id = w.user_id`);

async function load(db: Db, keys: ReadonlyMap<string, RatingKey>): Promise<Standings> {
  const rows = [...keys.values()].map(({ guildId, userId, filmId }) => [guildId, userId, filmId]);
  const ratingOf = new Map((await ratingsOf(db, rows)).map((row) => [nameOf(keyOf(row)), row]));
  const given = Map.groupBy(await reactionsOf(db, rows), (row) => nameOf(keyOf(row)));
  return new Map(
    [...keys].map(([name, key]) => {
      const { score, source, at: atMs, withdrawn } = ratingOf.get(name) ?? {};
      const rating = score && source && typeof atMs === 'number' ? { score, source, atMs } : undefined;
      const reactions = (given.get(name) ?? []).map(
        ({ message_id: messageId, score: of, is_super: isSuper, at, overruled }) => ({
          ...{ messageId, score: of, isSuper: isSuper === 1, atMs: at, overruled: overruled === 1 },
        }),
      );
      return [name, { key, standing: { rating, withdrawnAtMs: withdrawn ?? undefined, reactions } }];
    }),
  );
}

const keyOf = ({ guild_id: guildId, user_id: userId, film_id: filmId }: KeyRow) => ({
  ...{ guildId, userId, filmId },
});

async function save(db: Db, before: Standings, after: Standings): Promise<void> {
  const moved = [...after].map(([name, { key, standing: to }]) => ({
    ...{ key, to, from: before.get(name)?.standing ?? nothing },
  }));
  const without = (some: readonly Reaction[], others: readonly Reaction[]) =>
    some.filter((one) => !others.includes(one));
  const taken = moved.flatMap(({ key, from, to }) =>
    without(from.reactions, to.reactions).map(({ messageId, score, isSuper }) => [
      ...[messageId, key.userId, score, Number(isSuper)],
    ]),
  );
  const given = moved.flatMap(({ key, from, to }) =>
    without(to.reactions, from.reactions).map(({ messageId, score, isSuper, atMs, overruled }) => [
      ...[messageId, key.userId, score, Number(isSuper), atMs, Number(overruled)],
    ]),
  );
  const changed = moved.filter(({ from, to }) => from.rating !== to.rating);
  const rated = changed.flatMap(({ key: { guildId, userId, filmId }, to: { rating } }) =>
    rating ? [[guildId, userId, filmId, rating.score, rating.source, rating.atMs]] : [],
  );
  const withdrawn = changed.flatMap(({ key: { guildId, userId, filmId }, from, to }) =>
    from.rating && !to.rating
      ? [[guildId, userId, filmId, from.rating.source, from.rating.score, from.rating.atMs]]
      : [],
  );
  await takeReactions(db, taken);
  await giveReactions(db, given);
  await withdrawRatings(db, withdrawn);
  // Whoever rates a film has seen it; when a score falls back to an older reaction, nobody has rated. The values are all of a
  // key, so that they are looked up and not searched for.
  const seen = changed.flatMap(({ key: { userId, filmId }, from, to: { rating } }) =>
    rating && !from.reactions.some(({ score, atMs }) => score === rating.score && atMs === rating.atMs)
      ? [[userId, 'watchlist', filmId]]
      : [],
  );
  await takeOffLists(db, seen);
  await rate(db, rated);
}

const takeReactions = statement(sql`delete from reactions
  where (message_id, user_id, score, is_super) in (${rowsOf('text', 'text', 'number', 'number')})`);
const giveReactions = statement(sql`insert into reactions (message_id, user_id, score, is_super, at, overruled)
  ${rowsOf('text', 'text', 'number', 'number', 'number', 'number')}
  on conflict (message_id, user_id, score, is_super) do nothing`);
const withdrawRatings = statement(sql`delete from ratings
  where (guild_id, user_id, film_id, source, score, updated_at)
    in (${rowsOf('text', 'text', 'text', 'text', 'number', 'number')})`);
const takeOffLists = statement(sql`delete from film_lists
  where (user_id, list, film_id) in (${rowsOf('text', 'text', 'text')})`);
const rate = statement(sql`insert into ratings (guild_id, user_id, film_id, score, source, updated_at)
  ${rowsOf('text', 'text', 'text', 'number', 'text', 'number')} and not exists (
    select 1 from withdrawals w where w.guild_id = value ->> 0 and w.film_id = value ->> 2 and w.user_id = value ->> 1
      and w.at > cast(value ->> 5 as bigint))
  on conflict (guild_id, user_id, film_id) do update
  set score = excluded.score, source = excluded.source, updated_at = excluded.updated_at
  where ratings.source = 'reaction' or ratings.updated_at <= excluded.updated_at`);

/** One about many rows, in a place that `rowsOf` has; without rows there is nothing to do. */
function statement<Row>(text: RawBuilder<Row>) {
  const run = prepared<Row>((db) => ({ compile: () => text.compile(db) }));
  return async (db: Db, rows: readonly (readonly (string | number)[])[]): Promise<readonly Row[]> =>
    rows.length === 0 ? [] : run(db, [JSON.stringify(Object.fromEntries(rows.entries()))]);
}

/**
 * The rows of a statement, by the types of their columns, as a `select`. They are one parameter, an object of arrays by
 * position, which both kinds of store take apart in the same words: so a statement is the same for any number of rows, and is
 * kept. As `values (?, ?), …` the statements of a busy minute left tens of megabytes behind.
 */
function rowsOf(...types: readonly ('text' | 'number')[]): RawBuilder<unknown> {
  const columns = types.map((type, at) => {
    const column = sql`value ->> ${sql.lit(at)}`;
    return type === 'number' ? sql`cast(${column} as bigint)` : column;
  });
  // Without the `where`, SQLite takes the `on` of an `on conflict` behind it for one of a join.
  return sql`select ${sql.join(columns)} from json_each(${parameter}) where true`;
}
