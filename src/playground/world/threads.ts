import { ChannelType, MessageFlags } from 'discord.js';
import type { APIMessage } from 'discord.js';
import type { PlaygroundGateway } from '../gateway/gateway.ts';
import { refusals } from '../rest/discord-error.ts';
import type { SentMessage } from '../rest/message-rules.ts';
import { channelPayload } from './payloads.ts';
import type { Posts } from './posts.ts';
import { timestampOf } from './world.ts';
import type { Channel, StoredMessage, World } from './world.ts';

/** Opens threads: under a message, or as a post of a forum. The bot is told. */
export class Threads {
  readonly #world: World;
  readonly #gateway: PlaygroundGateway;
  readonly #posts: Posts;

  constructor(parts: { world: World; gateway: PlaygroundGateway; posts: Posts }) {
    this.#world = parts.world;
    this.#gateway = parts.gateway;
    this.#posts = parts.posts;
  }

  /** A thread under a message: it has the message's id, so a message has one at most. */
  under({ message }: StoredMessage, name: string): Channel {
    const parent = this.#world.channel(message.channel_id);
    if (!parent || parent.thread || parent.type === ChannelType.DM) throw refusals.notInThisChannel();
    if (this.#world.channel(message.id)) throw refusals.threadExists();
    const isNews = parent.type === ChannelType.GuildAnnouncement;
    const thread = this.#open(
      message.id,
      parent,
      name,
      isNews ? ChannelType.AnnouncementThread : ChannelType.PublicThread,
    );
    message.flags = (message.flags ?? 0) | MessageFlags.HasThread;
    message.thread = channelPayload(thread, this.#world) as NonNullable<APIMessage['thread']>;
    return thread;
  }

  /** A post of a forum: a thread with its first message, which has the same id. */
  post(forum: Channel, name: string, sent: SentMessage): Channel {
    const id = this.#world.snowflakes.next();
    const thread = this.#open(id, forum, name, ChannelType.PublicThread);
    this.#posts.create(thread, this.#world.bot, sent, id);
    return thread;
  }

  /** The threads of the guild, or of one channel: those that rest, or those that do not; the latest first. */
  list(archived: boolean, parentId?: string): readonly Channel[] {
    return this.#world.channels
      .filter(({ thread }) => thread?.archived === archived && (parentId === undefined || thread.parentId === parentId))
      .toReversed()
      .toSorted((one, other) => (other.thread?.at ?? '').localeCompare(one.thread?.at ?? ''));
  }

  #open(
    id: string,
    parent: Channel,
    name: string,
    type: ChannelType.PublicThread | ChannelType.AnnouncementThread,
  ): Channel {
    const { bot, clock } = this.#world;
    const thread: Channel = {
      ...{ id, type, name, overwrites: [], recipientId: undefined },
      thread: { parentId: parent.id, ownerId: bot.id, at: timestampOf(clock()), archived: false },
    };
    this.#world.channels.push(thread);
    const payload = { ...channelPayload(thread, this.#world), guild_id: this.#world.guild.id };
    this.#gateway.dispatch('THREAD_CREATE', Object.assign(payload, { newly_created: true }));
    this.#world.changed();
    return thread;
  }
}
