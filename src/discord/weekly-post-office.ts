import { DiscordAPIError, RequestMethod } from '@discordjs/rest';
import type { REST } from '@discordjs/rest';
import { RESTJSONErrorCodes, Routes } from 'discord-api-types/v10';
import type { Logger } from 'pino';
import { z } from 'zod';
import type { Answer } from '../domain/answer.ts';
import { mentionedRole } from '../domain/club-schedule.ts';
import type { Clock } from '../domain/clock.ts';
import type { GuildSettings } from '../domain/guild-settings.ts';
import type { Notice } from '../domain/notice.ts';
import type { OccurrenceRecord } from '../domain/occurrence.ts';
import { lacksIn } from '../domain/permissions.ts';
import type { Post } from '../domain/posting.ts';
import type { Parcel, PostOffice } from '../services/post-office.ts';
import { emojiOf } from '../domain/post.ts';
import { Score } from '../domain/rating.ts';
import { answerOf, isAlready } from './answer.ts';
import type { BulkLane } from './bulk-lane.ts';
import { lookAt } from './guild-look.ts';
import { messagePayload } from './message-payload.ts';
import { withoutEmbeds } from './plain-text.ts';
import { findPost } from './post-search.ts';
import type { Found } from './post-search.ts';
import type { MessageReply } from './reply.ts';
import { nonceOf } from './weekly-marker.ts';

/**
 * A post that could not be sent within this is not sent any more: the right to it lasts two minutes, and then another process
 * may have it.
 */
const sentWithinMs = 60_000;

/** A thread rests after a week without a word. */
const threadMinutes = 10_080;
const mostThreadName = 100;

/** A message, or a thread, that is there now. */
const Created = z.object({ id: z.string().regex(/^\d+$/) });

type Parts = Readonly<{
  rest: REST;
  lane: BulkLane;
  clock: Clock;
  log: Logger;
  ownId: () => string;
  /** Ends the calls of `rest`. */
  hangUp: () => void;
  /** What a post and a notice look like. */
  render: (parcel: Parcel) => Promise<Readonly<{ reply: MessageReply; title: string }>>;
  renderNotice: (notice: Notice, club: GuildSettings) => MessageReply;
}>;

/** Carries weekly posts to Discord and does what is to do with them, through the bulk lane. */
export class WeeklyPostOffice implements PostOffice {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  async time(): Promise<Temporal.Instant | undefined> {
    const { rest, lane, clock } = this.#parts;
    const answer = await answerOf(() =>
      lane.go(async () => {
        const response = await rest.queueRequest({ method: RequestMethod.Get, fullRoute: '/gateway', auth: false });
        await response.arrayBuffer();
        return response.headers.get('date');
      }),
    );
    if (answer.kind !== 'done') return undefined;
    const ms = Date.parse(answer.value ?? '');
    return Number.isNaN(ms) ? clock() : Temporal.Instant.fromEpochMilliseconds(ms);
  }

  async send(parcel: Parcel): Promise<Answer<Post>> {
    const { reply, title } = await this.#parts.render(parcel);
    const answer = await this.#send(parcel, reply, title);
    // Something in it may be more than Discord takes: the words alone may pass.
    return answer.kind === 'refused' && answer.refusal === 'invalid' && reply.embeds?.length
      ? this.#send(parcel, withoutEmbeds(reply), title)
      : answer;
  }

  async #send({ record, club }: Parcel, reply: MessageReply, title: string): Promise<Answer<Post>> {
    const { channelId, channelKind } = record.settings;
    const roleId = mentionedRole(record.settings, club);
    const { body } = messagePayload(reply);
    const signal = AbortSignal.timeout(sentWithinMs);
    const message = { ...body, allowed_mentions: { parse: [], ...(roleId !== undefined && { roles: [roleId] }) } };
    if (channelKind === 'forum') {
      const post = { name: title.slice(0, mostThreadName), auto_archive_duration: threadMinutes, message };
      const answer = await this.#go(async (rest) =>
        Created.parse(await rest.post(Routes.threads(channelId), { body: post, signal })),
      );
      return answer.kind === 'done'
        ? { kind: 'done', value: { channelId: answer.value.id, messageId: answer.value.id } }
        : answer;
    }
    const sent = { ...message, nonce: nonceOf(record), enforce_nonce: true };
    const answer = await this.#go(async (rest) =>
      Created.parse(await rest.post(Routes.channelMessages(channelId), { body: sent, signal })),
    );
    return answer.kind === 'done' ? { kind: 'done', value: { channelId, messageId: answer.value.id } } : answer;
  }

  find(record: OccurrenceRecord): Promise<Answer<Found>> {
    const { rest, lane, ownId } = this.#parts;
    return findPost(record, { rest, lane, ownId: ownId() });
  }

  mayPost({ guildId, settings: { channelId, channelKind } }: OccurrenceRecord): Promise<Answer<boolean>> {
    const { rest, lane, clock } = this.#parts;
    return answerOf(async () => {
      const { standing, channels } = await lookAt(guildId, clock(), (route) => lane.go(() => rest.get(route)));
      const channel = channels.get(channelId);
      if (channel?.kind !== channelKind || channel.needsTag) return false;
      return lacksIn(standing, channel.overwrites, ['view', 'send']).length === 0;
    });
  }

  async step(parcel: Parcel, name: string): Promise<Answer<unknown>> {
    const { post } = parcel.record.posting;
    if (!post) throw new Error('a step of a post that is not there');
    const { channelId, messageId } = post;
    const [kind, ...args] = name.split(' ');
    const [first = '', second = ''] = args;
    if (kind === 'seed') {
      const emoji = encodeURIComponent(emojiOf(Score.parse(Number(first)), parcel.club.emojiSet));
      return this.#go((rest) => rest.put(Routes.channelMessageOwnReaction(channelId, messageId, emoji)));
    }
    if (kind === 'thread') {
      const { title } = await this.#parts.render(parcel);
      const body = { name: title.slice(0, mostThreadName), auto_archive_duration: threadMinutes };
      return this.#goOnce(
        (rest) => rest.post(Routes.threads(channelId, messageId), { body }),
        RESTJSONErrorCodes.ThreadAlreadyCreatedForMessage,
      );
    }
    if (kind === 'pin') return this.#go((rest) => rest.put(Routes.channelMessagesPin(channelId, messageId)));
    if (kind === 'unpin')
      return endedPin(await this.#go((rest) => rest.delete(Routes.channelMessagesPin(first, second))));
    if (kind === 'publish')
      return this.#goOnce(
        (rest) => rest.post(Routes.channelMessageCrosspost(channelId, messageId)),
        RESTJSONErrorCodes.ThisMessageWasAlreadyCrossposted,
      );
    throw new Error(`no step is called ${name}`);
  }

  hangUp(): void {
    this.#parts.hangUp();
  }

  async tell(notice: Notice, nonce: string, club: GuildSettings): Promise<Answer<unknown>> {
    const { log, renderNotice } = this.#parts;
    log.info({ ...notice, dueAt: notice.dueAt.toString() }, 'moderators are told');
    const { logChannel } = club;
    if (logChannel === undefined) return { kind: 'done', value: undefined };
    const { body } = messagePayload(renderNotice(notice, club));
    const sent = { ...body, nonce, enforce_nonce: true };
    const answer = await this.#go((rest) => rest.post(Routes.channelMessages(logChannel), { body: sent }));
    if (answer.kind !== 'done') log.warn({ guildId: notice.guildId, answer }, 'the log channel took no notice');
    return answer;
  }

  /** Makes a call in its turn. */
  #go<T>(call: (rest: REST) => Promise<T>): Promise<Answer<T>> {
    const { rest, lane, log } = this.#parts;
    const noted = (error: unknown): never => {
      if (error instanceof DiscordAPIError && error.code === RESTJSONErrorCodes.InvalidFormBodyOrContentType)
        log.error({ err: error, fields: error.rawError }, 'Discord did not take what was sent');
      throw error;
    };
    return answerOf(() => lane.go(() => call(rest).catch(noted)));
  }

  /** The same for what Discord does once: that it has done it before, as it says by `already`, is as good. */
  #goOnce(call: (rest: REST) => Promise<unknown>, already: number): Promise<Answer<unknown>> {
    return this.#go((rest) =>
      call(rest).catch((error: unknown) => {
        if (!isAlready(error, already)) throw error;
      }),
    );
  }
}

/** The post before may be gone, or its channel: then nothing is pinned there any more. */
const endedPin = (answer: Answer<unknown>): Answer<unknown> =>
  answer.kind === 'gone' || (answer.kind === 'refused' && answer.refusal === 'channel-gone')
    ? { kind: 'done', value: undefined }
    : answer;
