import { DiscordAPIError } from '@discordjs/rest';
import type { REST } from '@discordjs/rest';
import { RESTJSONErrorCodes as Code, Routes } from 'discord-api-types/v10';
import { z } from 'zod';
import { emojiOf, scoreOf } from '../domain/post.ts';
import type { Post, SentPost } from '../domain/post.ts';
import type { Score } from '../domain/rating.ts';
import { pageSize } from '../services/channels.ts';
import type { Answer, Channels, Counted } from '../services/channels.ts';
import type { BulkLane } from './bulk-lane.ts';
import { messagePayload } from './message-payload.ts';
import type { MessageReply } from './reply.ts';

const id = z.string().regex(/^\d+$/);
const Sent = z.object({ id });
const Reactions = z.array(
  z.object({
    count: z.int().min(0),
    me: z.boolean(),
    me_burst: z.boolean().nullish(),
    emoji: z.object({ id: z.string().nullish(), name: z.string().nullish() }),
  }),
);
const Message = z.object({ id, reactions: Reactions.nullish() });
const Users = z.array(z.object({ id, bot: z.boolean().nullish() }));
const Found = z.array(
  z.looseObject({
    id,
    author: z.object({ id }),
    interaction_metadata: z.unknown(),
    content: z.string().catch(''),
    embeds: z.array(z.object({ title: z.string().nullish() })).catch([]),
  }),
);

type Parts = Readonly<{
  rest: REST;
  lane: BulkLane;
  applicationId: () => string;
  /** What the post says, sealed for its guild. */
  write: (post: Post) => Promise<MessageReply>;
}>;

/** Posts in guilds' channels, over Discord's HTTP API, through the bulk lane. Its answers are checked: what is none of a kind known here rejects. */
export class ChannelPosts implements Channels {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** https://discord.com/developers/docs/resources/message#create-message: the same nonce gives the same message. */
  async send(post: Post): Promise<Answer<string>> {
    const { body: message } = messagePayload(await this.#parts.write(post));
    const body = { ...message, nonce: post.id, enforce_nonce: true };
    const send = () => this.#parts.rest.post(Routes.channelMessages(post.channelId), { body });
    return this.#asked(async () => Sent.parse(await send()).id);
  }

  /** Discord forgets nonces: what the post is known by is its author, its time and its words. */
  async find(post: Post): Promise<Answer<string | undefined>> {
    const expected = await this.#parts.write(post);
    const query = new URLSearchParams({ limit: '100', after: snowflakeAt(post.createdAt) });
    const own = this.#parts.applicationId();
    return this.#asked(async () => {
      const found = Found.parse(await this.#parts.rest.get(Routes.channelMessages(post.channelId), { query }));
      const title = expected.embeds?.[0]?.title;
      return found.find(
        ({ author, interaction_metadata: use, content, embeds }) =>
          author.id === own && !use && content === (expected.content ?? '') && embeds[0]?.title === title,
      )?.id;
    });
  }

  react({ channelId, messageId, emojiSet }: SentPost, score: Score): Promise<Answer<void>> {
    const emoji = encodeURIComponent(emojiOf(score, emojiSet));
    return this.#asked(async () => {
      await this.#parts.rest.put(Routes.channelMessageOwnReaction(channelId, messageId, emoji));
    });
  }

  count({ channelId, messageId, emojiSet }: SentPost): Promise<Answer<ReadonlyMap<Score, Counted>>> {
    return this.#asked(async () => {
      const message = Message.parse(await this.#parts.rest.get(Routes.channelMessage(channelId, messageId)));
      const counted = new Map<Score, Counted>();
      for (const { emoji, count, me, me_burst: burst } of message.reactions ?? []) {
        const form = emoji.id ? '' : (emoji.name ?? '');
        const score = scoreOf(form, emojiSet);
        if (score === undefined) continue;
        const others = counted.get(score) ?? { count: 0, mine: false, forms: [] };
        const mine = others.mine || me || burst === true;
        counted.set(score, { count: others.count + count, mine, forms: [...others.forms, form] });
      }
      return counted;
    });
  }

  list(
    { channelId, messageId }: SentPost,
    { emoji, kind, after }: Parameters<Channels['list']>[1],
  ): ReturnType<Channels['list']> {
    const own = this.#parts.applicationId();
    const query = new URLSearchParams({ limit: String(pageSize), after, type: kind === 'super' ? '1' : '0' });
    return this.#asked(async () => {
      const page = await this.#parts.rest.get(
        Routes.channelMessageReaction(channelId, messageId, encodeURIComponent(emoji)),
        {
          query,
        },
      );
      return Users.parse(page).map((user) => ({ id: user.id, isBot: user.bot === true, isOwn: user.id === own }));
    });
  }

  /** Makes a call in its turn. */
  async #asked<T>(call: () => Promise<T>): Promise<Answer<T>> {
    try {
      return { kind: 'done', value: await this.#parts.lane.go(call) };
    } catch (error) {
      if (!(error instanceof DiscordAPIError)) throw error;
      if (gone.includes(error.code)) return { kind: 'gone' };
      if (error.status === 403 || refused.includes(error.code)) return { kind: 'refused' };
      throw error;
    }
  }
}

/** https://discord.com/developers/docs/topics/opcodes-and-status-codes#json */
const gone: readonly (number | string)[] = [Code.UnknownMessage, Code.UnknownChannel, Code.UnknownGuild];
const refused: readonly (number | string)[] = [
  Code.MaximumNumberOfReactionsReached,
  Code.ReactionWasBlocked,
  Code.CannotExecuteActionOnThisChannelType,
];

/** The smallest id of a message from then on, or a little earlier: clocks differ. */
const snowflakeAt = (time: Temporal.Instant): string =>
  String(BigInt(time.epochMilliseconds - 10_000 - 1_420_070_400_000) << 22n);
