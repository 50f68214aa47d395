import { makeURLSearchParams } from '@discordjs/rest';
import type { REST } from '@discordjs/rest';
import { Routes } from 'discord-api-types/v10';
import { z } from 'zod';
import type { Answer } from '../domain/answer.ts';
import type { OccurrenceRecord } from '../domain/occurrence.ts';
import type { Post } from '../domain/posting.ts';
import { answerOf } from './answer.ts';
import type { BulkLane } from './bulk-lane.ts';
import { carriesMarker, Components } from './weekly-marker.ts';

/** From so long before a post was due it is looked for; from further back where the schedule was changed meanwhile. */
const marginMs = 10 * 60_000;
const doubtfulMs = 8 * 24 * 3_600_000;

/** A channel with more messages than that since the post was due, or a forum with more threads, is read by nobody. */
const mostPages = 50;
const pageSize = 100;

const discordEpochMs = 1_420_070_400_000;

const id = z.string().regex(/^\d+$/);
const Message = z.object({ id, author: z.object({ id }), components: Components.nullish() });
const Messages = z.array(Message);
const Channel = z.object({ last_message_id: id.nullable() });
const Threads = z.object({
  threads: z.array(
    z.object({
      ...{ id, parent_id: id.nullish(), owner_id: id.nullish() },
      thread_metadata: z.object({ archive_timestamp: z.string() }).optional(),
    }),
  ),
  has_more: z.boolean().optional(),
});
type Threads = Readonly<z.infer<typeof Threads>>;

export type Found = Post | 'none' | 'unreadable';

type Parts = Readonly<{ rest: REST; lane: BulkLane; ownId: string }>;

/** Looks for a post that may or may not be in its channel already. */
export const findPost = (record: OccurrenceRecord, parts: Parts): Promise<Answer<Found>> =>
  record.settings.channelKind === 'forum' ? findInForum(record, parts) : findInChannel(record, parts);

async function findInChannel(record: OccurrenceRecord, { rest, lane, ownId }: Parts): Promise<Answer<Found>> {
  const { channelId } = record.settings;
  let after = earliest(record);
  for (let page = 0; page < mostPages; page += 1) {
    const query = makeURLSearchParams({ after, limit: pageSize });
    const answer = await answerOf(() =>
      lane.go(async () => Messages.parse(await rest.get(Routes.channelMessages(channelId), { query }))),
    );
    if (answer.kind !== 'done') return answer;
    const messages = answer.value;
    const post = messages.find((message) => message.author.id === ownId && carriesMarker(message, record));
    if (post) return done({ channelId, messageId: post.id });
    if (messages.length < pageSize)
      return page === 0 && messages.length === 0 ? nothingIn(record, { rest, lane }) : done('none');
    after = messages.map(({ id }) => id).reduce((a, b) => (BigInt(a) > BigInt(b) ? a : b));
  }
  return done('unreadable');
}

/**
 * An empty page is what Discord gives to who may not read the past, too. So one message is asked for that cannot be there:
 * who may read is told that it is unknown.
 */
async function nothingIn(
  record: OccurrenceRecord,
  { rest, lane }: Pick<Parts, 'rest' | 'lane'>,
): Promise<Answer<Found>> {
  const { channelId } = record.settings;
  const answer = await answerOf(() => lane.go(() => rest.get(Routes.channelMessage(channelId, channelId))));
  if (answer.kind === 'gone' || answer.kind === 'done') return done('none');
  return isUnreadable(answer) ? silentSince(record, { rest, lane }) : answer;
}

/**
 * A channel tells everybody who sees it which message was its last, also one that is gone: where none has come since the post
 * can have, it has not either. Of what was just sent it may not know yet, so it is asked before any attempt alone.
 */
async function silentSince(
  record: OccurrenceRecord,
  { rest, lane }: Pick<Parts, 'rest' | 'lane'>,
): Promise<Answer<Found>> {
  if (record.posting.attempts > 0) return done('unreadable');
  const answer = await answerOf(() =>
    lane.go(async () => Channel.parse(await rest.get(Routes.channel(record.settings.channelId)))),
  );
  if (isUnreadable(answer)) return done('unreadable');
  if (answer.kind !== 'done') return answer;
  const { last_message_id: last } = answer.value;
  return done(BigInt(last ?? 0) < BigInt(earliest(record)) ? 'none' : 'unreadable');
}

/**
 * The posts of a forum are threads; each begins with a message of the same id. First those that do not rest, then page by page
 * those that do, from the one that has rested for the shortest time.
 */
async function findInForum(record: OccurrenceRecord, parts: Parts): Promise<Answer<Found>> {
  const { rest, lane } = parts;
  const { channelId } = record.settings;
  let list = async () => Threads.parse(await rest.get(Routes.guildActiveThreads(record.guildId)));
  for (let page = 0; page <= mostPages; page += 1) {
    const answer = await answerOf(() => lane.go(list));
    if (isUnreadable(answer)) return done('unreadable');
    if (answer.kind !== 'done') return answer;
    const { threads, has_more: more } = answer.value;
    const found = await findAmong(threads, record, parts);
    if (found.kind !== 'done' || found.value !== 'none') return found;
    const before = page === 0 ? undefined : threads.at(-1)?.thread_metadata?.archive_timestamp;
    // What has rested since before the post can have come is older than it, and so is all that follows.
    if (page > 0 && (!more || Date.parse(before ?? '') < earliestMs(record))) return done('none');
    const query = makeURLSearchParams({ before, limit: pageSize });
    list = async () => Threads.parse(await rest.get(Routes.channelThreads(channelId, 'public'), { query }));
  }
  return done('unreadable');
}

async function findAmong(
  threads: Threads['threads'],
  record: OccurrenceRecord,
  { rest, lane, ownId }: Parts,
): Promise<Answer<Found>> {
  const { channelId } = record.settings;
  const own = threads.filter(
    (thread) =>
      thread.parent_id === channelId && thread.owner_id === ownId && BigInt(thread.id) >= BigInt(earliest(record)),
  );
  for (const { id } of own) {
    const starter = await answerOf(() =>
      lane.go(async () => Message.parse(await rest.get(Routes.channelMessage(id, id)))),
    );
    if (starter.kind === 'gone') continue;
    if (isUnreadable(starter)) return done('unreadable');
    if (starter.kind !== 'done') return starter;
    if (carriesMarker(starter.value, record)) return done({ channelId: id, messageId: id });
  }
  return done('none');
}

/** What is there may not be read; a channel that is gone is another matter. */
const isUnreadable = (answer: Answer<unknown>): boolean =>
  answer.kind === 'refused' && answer.refusal !== 'channel-gone';

const done = (value: Found): Answer<Found> => ({ kind: 'done', value });

/** The first id that a message of that time can have. */
const earliest = (record: OccurrenceRecord): string => String(BigInt(earliestMs(record) - discordEpochMs) << 22n);

const earliestMs = ({ posting: { dueAtMs, doubtful } }: OccurrenceRecord): number =>
  Math.max(discordEpochMs, dueAtMs - (doubtful ? doubtfulMs : marginMs));
