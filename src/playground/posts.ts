import { ChannelType, MessageFlags, MessageType, PermissionFlagsBits } from 'discord.js';
import type { APIMessage, APIUser } from 'discord.js';
import { refusals } from './discord-error.ts';
import type { PlaygroundGateway } from './gateway.ts';
import type { Interaction } from './interaction.ts';
import { messageParts } from './message-rules.ts';
import type { MessageBody, MessageParts } from './message-rules.ts';
import { emojiOf, messagePayload } from './payloads.ts';
import type { Channel, StoredMessage, World } from './world.ts';

/** How long a nonce keeps a second message away: "a few minutes", as Discord puts it. */
const nonceMs = 3 * 60_000;
const mostReactions = 20;

/** Writes, changes and removes messages and reactions, tells the gateway, and keeps the ledger. */
export class Posts {
  readonly #world: World;
  readonly #gateway: PlaygroundGateway;
  readonly #nonces = new Map<string, { id: string; at: Temporal.Instant }>();

  constructor(parts: { world: World; gateway: PlaygroundGateway }) {
    this.#world = parts.world;
    this.#gateway = parts.gateway;
  }

  /** A message of a person or of the bot in its own name. A repeated nonce gives the first message. */
  create(channel: Channel, author: APIUser, body: MessageBody): StoredMessage {
    const { nonce, enforce_nonce: enforced } = body;
    const key =
      nonce === undefined || nonce === null || enforced !== true ? undefined : `${channel.id} ${author.id} ${nonce}`;
    const first = key === undefined ? undefined : this.#nonces.get(key);
    const now = this.#world.clock();
    if (first && now.epochMilliseconds - first.at.epochMilliseconds < nonceMs) {
      const known = this.#world.messages.get(first.id);
      // https://github.com/discord/discord-api-docs: a nonce whose message is gone answers Unknown Message.
      if (!known) throw refusals.unknownMessage();
      return known;
    }
    const stored = this.#store(channel, author, messageParts(body), {
      flags: (body.flags ?? 0) as MessageFlags,
      ...(nonce !== undefined && nonce !== null && { nonce }),
    });
    if (key !== undefined) this.#nonces.set(key, { id: stored.message.id, at: now });
    this.#gateway.dispatch('MESSAGE_CREATE', stored.message);
    return stored;
  }

  /** A message that answers an interaction; `parts` are undefined while it is only deferred. */
  answer(interaction: Interaction, parts: MessageParts | undefined, ephemeral: boolean): StoredMessage {
    const channel = this.channel(interaction.channelId);
    const person = this.#world.person(interaction.personId);
    const flags = (ephemeral ? MessageFlags.Ephemeral : 0) | (parts ? 0 : MessageFlags.Loading);
    const stored = this.#store(channel, this.#world.bot, parts ?? { content: '', embeds: [], components: [] }, {
      flags,
      type: interaction.command === '' ? MessageType.Default : MessageType.ChatInputCommand,
      application_id: this.#world.applicationId,
      webhook_id: this.#world.applicationId,
      interaction_metadata: {
        id: interaction.id,
        type: interaction.type,
        user: person?.user,
        authorizing_integration_owners: {},
      } as APIMessage['interaction_metadata'] & object,
    });
    stored.onlyFor = ephemeral ? interaction.personId : undefined;
    stored.state = parts ? 'sent' : 'thinking';
    stored.usedBy = interaction.command === '' ? undefined : { name: person?.name ?? '', command: interaction.command };
    return stored;
  }

  /** Changes a message; what the body does not mention stays. */
  edit(stored: StoredMessage, body: MessageBody): StoredMessage {
    const { message } = stored;
    const before = {
      content: message.content,
      embeds: message.embeds,
      components: message.components ?? [],
    } as MessageParts;
    const flags = ((message.flags ?? 0) & ~MessageFlags.Loading) as MessageFlags;
    const filled = stored.state === 'thinking';
    stored.message = {
      ...message,
      ...messageParts(body, before),
      flags,
      edited_timestamp: filled ? null : this.#world.clock().toString(),
    } as APIMessage;
    stored.state = 'sent';
    this.#note('edited', stored);
    return stored;
  }

  remove(stored: StoredMessage): void {
    this.#world.messages.delete(stored.message.id);
    this.#gateway.dispatch('MESSAGE_DELETE', { id: stored.message.id, channel_id: stored.message.channel_id });
    this.#note('deleted', stored);
  }

  react(stored: StoredMessage, emoji: string, userId: string): void {
    const { reactions } = stored;
    if (!/^(?:\w{2,32}:\d+|\P{ASCII}.*|[#*0-9]\u{fe0f}?\u{20e3})$/u.test(emoji)) throw refusals.unknownEmoji();
    const users = reactions.get(emoji) ?? new Set();
    if (users.size === 0 && reactions.size >= mostReactions) throw refusals.tooManyReactions();
    reactions.set(emoji, users);
    if (users.has(userId)) return;
    users.add(userId);
    this.#reacted('MESSAGE_REACTION_ADD', stored, emoji, userId);
  }

  unreact(stored: StoredMessage, emoji: string, userId: string): void {
    const users = stored.reactions.get(emoji);
    if (!users?.delete(userId)) return;
    if (users.size === 0) stored.reactions.delete(emoji);
    this.#reacted('MESSAGE_REACTION_REMOVE', stored, emoji, userId);
  }

  channel(id: string): Channel {
    const channel = this.#world.channel(id);
    if (!channel) throw refusals.unknownChannel();
    return channel;
  }

  /** A message of a channel that is no secret of one person. */
  message(channelId: string, id: string): StoredMessage {
    const stored = this.#world.messages.get(id);
    if (!stored || stored.message.channel_id !== channelId || stored.onlyFor !== undefined)
      throw refusals.unknownMessage();
    return stored;
  }

  /** Refuses as Discord does when the bot lacks a permission in the channel. */
  demandPermission(channel: Channel, ...bits: readonly bigint[]): void {
    const own = this.#world.permissions(this.#world.bot.id, channel);
    if ((own & PermissionFlagsBits.ViewChannel) === 0n) throw refusals.missingAccess();
    if (bits.some((bit) => (own & bit) === 0n)) throw refusals.missingPermissions();
  }

  #store(channel: Channel, author: APIUser, parts: MessageParts, more: object): StoredMessage {
    const message = {
      ...{ id: this.#world.snowflakes.next(), channel_id: channel.id, author, ...parts },
      ...{ timestamp: this.#world.clock().toString(), edited_timestamp: null, tts: false, mention_everyone: false },
      ...{ mentions: [], mention_roles: [], attachments: [], pinned: false, type: MessageType.Default },
      ...more,
    } as unknown as APIMessage;
    const stored: StoredMessage = {
      ...{ message, onlyFor: undefined, state: 'sent', usedBy: undefined, reactions: new Map(), dismissed: false },
    };
    this.#world.messages.set(message.id, stored);
    this.#note('created', stored);
    return stored;
  }

  #reacted(
    event: 'MESSAGE_REACTION_ADD' | 'MESSAGE_REACTION_REMOVE',
    stored: StoredMessage,
    emoji: string,
    userId: string,
  ): void {
    const { id, channel_id: channelId, author } = stored.message;
    const channel = this.channel(channelId);
    const inGuild = channel.type !== ChannelType.DM;
    const added = event === 'MESSAGE_REACTION_ADD';
    const person = this.#world.person(userId);
    this.#gateway.dispatch(event, {
      ...{ user_id: userId, channel_id: channelId, message_id: id, emoji: emojiOf(emoji), burst: false, type: 0 },
      ...(inGuild && { guild_id: this.#world.guild.id }),
      ...(added && { message_author_id: author.id }),
      ...(added && inGuild && person && { member: { user: person.user, roles: person.roles, flags: 0 } }),
    });
    this.#world.ledger.event('reaction', added ? 'added' : 'removed', { messageId: id, emoji, userId });
    this.#world.changed();
  }

  #note(what: string, stored: StoredMessage): void {
    const { message, onlyFor, state } = stored;
    this.#world.ledger.event('message', what, {
      message: messagePayload(stored, this.#world),
      onlyFor,
      state,
      id: message.id,
    });
    this.#world.changed();
  }
}
