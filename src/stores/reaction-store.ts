import type { Kysely, Transaction } from 'kysely';
import { compare, doubtIn, giverOf, readGiver } from '../domain/reading.ts';
import type { Difference, PostRecord, ReadScore } from '../domain/reading.ts';
import type { Score } from '../domain/rating.ts';
import { forgottenMember } from './forgotten-member.ts';
import type { Schema } from './schema.ts';
import { SecretStore } from './secret-store.ts';
import { applyChanges } from './standing-rows.ts';
import type { MemberChange, PostKey } from './standing-rows.ts';

/** A moderator took away all reactions of a post, or all of one score. Ratings stay. */
type Clearing = PostKey & Readonly<{ kind: 'cleared'; score: Score | undefined }>;

/** The lists of a post were read. */
export type Reading = PostKey &
  Omit<PostRecord, 'known'> &
  Readonly<{ kind: 'read'; createdAtMs: number; scores: readonly ReadScore[] }>;

/** Changes nothing, and is durable when all before it is. */
type Nothing = PostKey & Readonly<{ kind: 'none' }>;

/** Something that changes who has which reaction under a post. */
export type Change = MemberChange | Clearing | Reading | Nothing;

/** What a reading changed. `doubt` names what it did not dare to: the same in a second reading is believed. */
export type Outcome = Readonly<{ added: number; removed: number; unchanged: number; doubt: string | undefined }>;

/** Keeps who has which reaction under which post, and the ratings that follow from it. */
export class ReactionStore {
  readonly #db: Kysely<Schema>;

  constructor(db: Kysely<Schema>) {
    this.#db = db;
  }

  /** Makes these changes in their order, all or none; gives back the outcome of each reading. Durable when it resolves. */
  write(changes: readonly Change[]): Promise<readonly (Outcome | undefined)[]> {
    return this.#db.transaction().execute(async (db) => {
      const outcomes: (Outcome | undefined)[] = [];
      let pending: MemberChange[] = [];
      const apply = async (): Promise<void> => {
        await applyChanges(db, pending);
        pending = [];
      };
      for (const change of changes) {
        if (change.kind === 'given' || change.kind === 'taken') pending.push(change);
        else await apply();
        if (change.kind === 'cleared') await clear(db, change);
        outcomes.push(change.kind === 'read' ? await settle(db, change) : undefined);
      }
      await apply();
      return outcomes;
    });
  }

  /** How many reactions of each score a post has, as far as is known, super reactions counted. */
  async counts(messageId: string): Promise<ReadonlyMap<Score, number>> {
    const rows = await this.#db
      .selectFrom('reactions')
      .select(({ fn }) => ['score', fn.countAll<number>().as('count')])
      .where('message_id', '=', messageId)
      .groupBy('score')
      .execute();
    return new Map(rows.map(({ score, count }) => [score, count]));
  }
}

type Db = Transaction<Schema>;

async function clear(db: Db, { messageId, score }: Clearing): Promise<void> {
  const all = db.deleteFrom('reactions').where('message_id', '=', messageId);
  await (score === undefined ? all : all.where('score', '=', score)).execute();
  await unseed(db, messageId, score);
}

/** The bot's own reaction is there no more, or none of them is; it does not put it there again. */
async function unseed(db: Db, messageId: string, score: Score | undefined): Promise<void> {
  const post = await db.selectFrom('posts').selectAll().where('message_id', '=', messageId).executeTakeFirst();
  const without = (digits: string): string => (score === undefined ? '' : digits.replace(String(score), ''));
  const seeded = without(post?.seeded ?? '');
  const toSeed = without(post?.to_seed ?? '');
  await db.updateTable('posts').set({ seeded, to_seed: toSeed }).where('message_id', '=', messageId).execute();
}

async function settle(db: Db, reading: Reading): Promise<Outcome> {
  const { guildId, filmId, messageId, heardSinceMs: atMs } = reading;
  const { before, found } = await differences(db, reading);
  const ofMember = (kind: 'given' | 'taken', score: Score) => (giver: string) =>
    ({ kind, guildId, filmId, messageId, ...readGiver(giver), score, atMs }) as const;
  const added = await remembered(
    db,
    reading,
    found.flatMap(({ score, added: members }) => members.map(ofMember('given', score))),
  );
  const withdrawn = found.flatMap(({ score, withdrawn: members }) => members.map(ofMember('taken', score)));
  await applyChanges(db, [...added, ...withdrawn]);
  for (const { score, cleared } of found) await takeAway(db, messageId, score, cleared);
  for (const { score, unseeded } of found) if (unseeded) await unseed(db, messageId, score);
  const removed = found.reduce((sum, one) => sum + one.withdrawn.length + one.cleared.length, 0);
  return { added: added.length, removed, unchanged: before - removed, doubt: doubtIn(found) };
}

/** Compares with the record, and tells how many reactions with the scores that were read stood there. */
async function differences(db: Db, reading: Reading): Promise<{ before: number; found: readonly Difference[] }> {
  const query = db.selectFrom('reactions').selectAll().where('message_id', '=', reading.messageId);
  const ofScore = Map.groupBy(await query.execute(), ({ score }) => score);
  const known = new Map(
    [...ofScore].map(([score, rows]) => [
      score,
      new Map(rows.map((row) => [giverOf(row.user_id, row.is_super === 1), row.at])),
    ]),
  );
  const before = reading.scores.reduce((sum, { score }) => sum + (known.get(score)?.size ?? 0), 0);
  return { before, found: compare(reading.scores, { ...reading, known }) };
}

/** Without those whose members had all of theirs deleted after the post was made: nobody knows of when their reactions are. */
async function remembered(
  db: Db,
  { guildId, createdAtMs }: Reading,
  added: readonly MemberChange[],
): Promise<readonly MemberChange[]> {
  if (added.length === 0) return added;
  const rows = await db
    .selectFrom('forgotten')
    .select('member')
    .where('guild_id', 'in', [guildId, ''])
    .where('at', '>=', createdAtMs)
    .execute();
  if (rows.length === 0) return added;
  const forgotten = new Set(rows.map(({ member }) => member));
  const key = await new SecretStore(db).macKey();
  return added.filter(({ userId }) => !forgotten.has(forgottenMember(key, userId)));
}

async function takeAway(db: Db, messageId: string, score: Score, givers: readonly string[]): Promise<void> {
  const ofScore = db.deleteFrom('reactions').where('message_id', '=', messageId).where('score', '=', score);
  for (const [isSuper, some = []] of Map.groupBy(givers.map(readGiver), (giver) => Number(giver.isSuper)))
    for (let from = 0; from < some.length; from += 500) {
      const userIds = some.slice(from, from + 500).map(({ userId }) => userId);
      await ofScore.where('is_super', '=', isSuper).where('user_id', 'in', userIds).execute();
    }
}
