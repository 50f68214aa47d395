import { ChannelType, InteractionType, MessageFlags, MessageType } from 'discord.js';
import type { APIMessage, APIUser } from 'discord.js';
import type { PlaygroundGateway } from '../gateway/gateway.ts';
import { refusals } from '../rest/discord-error.ts';
import { messageParts, partsOfMessage } from '../rest/message-rules.ts';
import type { MessageBody, MessageParts, SentMessage } from '../rest/message-rules.ts';
import type { Interaction } from './interaction.ts';
import { keptParts } from './kept-parts.ts';
import { mentionsIn, pings } from './mentions.ts';
import { messagePayload } from './payloads.ts';
import { timestampOf } from './world.ts';
import type { Channel, StoredMessage, World } from './world.ts';

/** How long a nonce keeps a second message away: "a few minutes", as Discord puts it. */
const nonceMs = 3 * 60_000;

/** Writes, changes and removes messages, tells the gateway, and keeps the ledger. */
export class Posts {
  readonly #world: World;
  readonly #gateway: PlaygroundGateway;
  readonly #nonces = new Map<string, { id: string; at: Temporal.Instant }>();

  constructor(parts: { world: World; gateway: PlaygroundGateway }) {
    this.#world = parts.world;
    this.#gateway = parts.gateway;
  }

  /** A message of a person or of the bot in its own name. A repeated nonce gives the first message. */
  create(channel: Channel, author: APIUser, sent: SentMessage, id?: string): StoredMessage {
    if (channel.thread?.archived === true && author.id === this.#world.bot.id) throw refusals.threadArchived();
    const { body } = sent;
    const { nonce, enforce_nonce: enforced } = body;
    const key =
      nonce === undefined || nonce === null || enforced !== true ? undefined : `${channel.id} ${author.id} ${nonce}`;
    const first = key === undefined ? undefined : this.#nonces.get(key);
    const now = this.#world.clock();
    if (first && now.epochMilliseconds - first.at.epochMilliseconds < nonceMs) {
      const known = this.#world.messages.get(first.id);
      // https://github.com/discord/discord-api-docs/discussions/6647: when its message is gone, Unknown Message.
      if (!known) throw refusals.unknownMessage();
      return known;
    }
    const parts = messageParts(sent);
    const stored = this.#store(channel, author, parts, {
      ...this.#mentions(parts, body, 'message'),
      ...(nonce !== undefined && nonce !== null && { nonce }),
      ...(id !== undefined && { id }),
    });
    if (key !== undefined) this.#nonces.set(key, { id: stored.message.id, at: now });
    return stored;
  }

  /** A message that answers an interaction; without a body it is only deferred. */
  answer(interaction: Interaction, sent: SentMessage | undefined, ephemeral: boolean): StoredMessage {
    const channel = this.channel(interaction.channelId);
    const person = this.#world.person(interaction.personId);
    const parts = sent ? messageParts(sent) : emptyParts();
    const { command } = interaction;
    const stored = this.#store(
      channel,
      this.#world.bot,
      {
        ...parts,
        flags: parts.flags | (ephemeral ? MessageFlags.Ephemeral : 0) | (sent ? 0 : MessageFlags.Loading),
      },
      {
        ...this.#mentions(parts, sent?.body ?? {}, 'webhook'),
        type: typeOf(interaction),
        application_id: this.#world.applicationId,
        webhook_id: this.#world.applicationId,
        interaction_metadata: this.#metadata(interaction, channel, person?.user),
      },
      {
        onlyFor: ephemeral ? interaction.personId : undefined,
        state: sent ? 'sent' : 'thinking',
        usedBy: command === '' ? undefined : { name: person?.name ?? '', command },
      },
    );
    interaction.messageIds.add(stored.message.id);
    return stored;
  }

  /** What the person sees when no answer came in time. No message of the bot: the ledger does not count it. */
  fail(interaction: Interaction): void {
    const { command, personId } = interaction;
    const message = {
      ...{ id: this.#world.snowflakes.next(), channel_id: interaction.channelId, author: this.#world.bot },
      ...{ ...emptyParts(), flags: MessageFlags.Ephemeral, type: typeOf(interaction), mentions: [], mention_roles: [] },
      ...{ timestamp: timestampOf(this.#world.clock()), edited_timestamp: null },
    } as unknown as APIMessage;
    const usedBy = { name: this.#world.person(personId)?.name ?? '', command };
    this.#world.messages.set(message.id, {
      ...{ message, onlyFor: personId, state: 'failed', usedBy: command === '' ? undefined : usedBy },
      ...{ reactions: new Map(), bursts: new Map(), dismissed: false },
    });
    this.#world.changed();
  }

  /** Changes a message; what the body does not mention stays. */
  edit(stored: StoredMessage, sent: SentMessage): StoredMessage {
    const [{ body }, { message }, world] = [sent, stored, this.#world];
    const isFilled = stored.state === 'thinking';
    const parts = messageParts(sent, partsOfMessage(message));
    stored.message = {
      ...message,
      ...keptParts(parts, { channelId: message.channel_id, ephemeral: stored.onlyFor !== undefined, world }),
      // New content is read anew, with what the edit allows and not what the message once did.
      ...(body.content !== undefined && this.#mentions(parts, body, message.webhook_id ? 'webhook' : 'message')),
      edited_timestamp: isFilled ? null : timestampOf(this.#world.clock()),
    };
    stored.state = 'sent';
    const kept = new Set(stored.message.attachments.map(({ id }) => id));
    world.files.forget(message.attachments.map(({ id }) => id).filter((id) => !kept.has(id)));
    this.#tell('edited', 'MESSAGE_UPDATE', stored);
    return stored;
  }

  /** Pins a message or ends that; pinned already it is no fault. */
  pin(stored: StoredMessage, pinned: boolean): void {
    if (stored.message.pinned === pinned) return;
    stored.message.pinned = pinned;
    stored.pinnedAt = pinned ? timestampOf(this.#world.clock()) : undefined;
    this.#tell(pinned ? 'pinned' : 'unpinned', 'MESSAGE_UPDATE', stored);
  }

  /** Hands an announcement on to the servers that follow its channel. */
  publish(stored: StoredMessage): void {
    stored.message.flags = (stored.message.flags ?? 0) | MessageFlags.Crossposted;
    this.#tell('published', 'MESSAGE_UPDATE', stored);
  }

  remove(stored: StoredMessage): void {
    this.#world.messages.delete(stored.message.id);
    this.#world.files.forget(stored.message.attachments.map(({ id }) => id));
    this.#tell('deleted', 'MESSAGE_DELETE', stored);
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

  #store(
    channel: Channel,
    author: APIUser,
    parts: MessageParts,
    more: object,
    seen: Pick<StoredMessage, 'onlyFor' | 'state' | 'usedBy'> = {
      onlyFor: undefined,
      state: 'sent',
      usedBy: undefined,
    },
  ): StoredMessage {
    const message = {
      ...{ id: this.#world.snowflakes.next(), channel_id: channel.id, author },
      ...keptParts(parts, { channelId: channel.id, ephemeral: seen.onlyFor !== undefined, world: this.#world }),
      ...{ timestamp: timestampOf(this.#world.clock()), edited_timestamp: null, tts: false },
      ...{ pinned: false, type: MessageType.Default },
      ...more,
    } as unknown as APIMessage;
    const stored: StoredMessage = { message, ...seen, reactions: new Map(), bursts: new Map(), dismissed: false };
    this.#world.messages.set(message.id, stored);
    if (seen.onlyFor === undefined) channel.lastMessageId = message.id;
    this.#tell('created', 'MESSAGE_CREATE', stored);
    return stored;
  }

  #mentions({ content }: MessageParts, { allowed_mentions: allowed }: MessageBody, kind: keyof typeof pings): object {
    return mentionsIn(content, { world: this.#world, allowed, byDefault: pings[kind] });
  }

  #metadata(interaction: Interaction, channel: Channel, user: APIUser | undefined): object {
    const { id, type, sourceId, targetId, originalId, openedBy } = interaction;
    const owner = channel.type === ChannelType.DM ? '0' : this.#world.guild.id;
    return {
      ...{ id, type, user, authorizing_integration_owners: { 0: owner } },
      // Only a follow-up names the first answer: that one does not know itself yet.
      ...(originalId !== undefined && { original_response_message_id: originalId }),
      ...(type === InteractionType.MessageComponent && { interacted_message_id: sourceId }),
      ...(targetId !== undefined && { target_message_id: targetId }),
      ...(openedBy && {
        triggering_interaction_metadata: this.#metadata({ ...openedBy, originalId: undefined }, channel, user),
      }),
    };
  }

  #tell(what: string, event: 'MESSAGE_CREATE' | 'MESSAGE_UPDATE' | 'MESSAGE_DELETE', stored: StoredMessage): void {
    const { message, onlyFor, state } = stored;
    const payload = messagePayload(stored, this.#world);
    this.#world.ledger.event('message', what, { message: payload, onlyFor, state, id: message.id });
    if (onlyFor === undefined) {
      const inGuild = this.#world.channel(message.channel_id)?.type !== ChannelType.DM;
      const place = { channel_id: message.channel_id, ...(inGuild && { guild_id: this.#world.guild.id }) };
      // Without the privileged intent a bot reads what it wrote itself and what is written to it, nothing else.
      const isSecret = inGuild && message.author.id !== this.#world.bot.id;
      const text = isSecret ? { content: '', embeds: [], components: [], attachments: [] } : {};
      const data = event === 'MESSAGE_DELETE' ? { id: message.id, ...place } : { ...payload, ...text, ...place };
      this.#gateway.dispatch(event, data);
    }
    this.#world.changed();
  }
}

const emptyParts = (): MessageParts => ({ content: '', embeds: [], components: [], attachments: [], flags: 0 });

function typeOf({ command, type, targetId }: Interaction): MessageType {
  if (type !== InteractionType.ApplicationCommand || command === '') return MessageType.Default;
  return targetId === undefined ? MessageType.ChatInputCommand : MessageType.ContextMenuCommand;
}
