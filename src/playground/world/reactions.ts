import { ChannelType } from 'discord.js';
import { refusals } from '../rest/discord-error.ts';
import type { PlaygroundGateway } from '../gateway/gateway.ts';
import { emojiOf, fullEmoji } from './emoji.ts';
import { memberPayload } from './payloads.ts';
import type { StoredMessage, World } from './world.ts';

/** How many different emoji a message takes. */
const mostReactions = 20;

type Place = { channel_id: string; message_id: string; guild_id?: string };

/** Ordinary ones and super reactions. */
const kinds = ['reactions', 'bursts'] as const;
type Kind = (typeof kinds)[number];

type Added = 'MESSAGE_REACTION_ADD' | 'MESSAGE_REACTION_REMOVE';

/** Who put which emoji on which message; tells the gateway and the ledger. */
export class Reactions {
  readonly #world: World;
  readonly #gateway: PlaygroundGateway;

  constructor(parts: { world: World; gateway: PlaygroundGateway }) {
    this.#world = parts.world;
    this.#gateway = parts.gateway;
  }

  /** Adds one; the same twice is one. */
  add(stored: StoredMessage, text: string, userId: string, kind: Kind = 'reactions'): void {
    const emoji = known(text);
    const all = new Set([...stored.reactions.keys(), ...stored.bursts.keys()]);
    if (!all.has(emoji) && all.size >= mostReactions) throw refusals.tooManyReactions();
    const users = stored[kind].get(emoji) ?? new Set();
    stored[kind].set(emoji, users);
    if (users.has(userId)) return;
    users.add(userId);
    this.#tell('MESSAGE_REACTION_ADD', stored, emoji, userId, kind);
  }

  /** Takes one away; one that is not there is no fault. */
  remove(stored: StoredMessage, text: string, userId: string, kind: Kind = 'reactions'): void {
    const emoji = known(text);
    const users = stored[kind].get(emoji);
    if (!users?.delete(userId)) return;
    if (users.size === 0) stored[kind].delete(emoji);
    this.#tell('MESSAGE_REACTION_REMOVE', stored, emoji, userId, kind);
  }

  /** Takes all away, or all of one emoji; Discord then names no user. */
  clear(stored: StoredMessage, text?: string): void {
    const emoji = text === undefined ? undefined : known(text);
    if (emoji === undefined) for (const kind of kinds) stored[kind].clear();
    else if (kinds.filter((kind) => stored[kind].delete(emoji)).length === 0) throw refusals.unknownEmoji();
    const what = emoji === undefined ? 'REMOVE_ALL' : 'REMOVE_EMOJI';
    this.#gateway.dispatch(`MESSAGE_REACTION_${what}`, {
      ...this.#place(stored),
      ...(emoji !== undefined && { emoji: emojiOf(emoji) }),
    });
    this.#world.ledger.event('reaction', 'cleared', { messageId: stored.message.id, emoji });
    this.#world.changed();
  }

  /** Who put this emoji there, by ascending id. */
  users(stored: StoredMessage, text: string, kind: Kind = 'reactions'): readonly string[] {
    const users = [...(stored[kind].get(known(text)) ?? [])];
    return users.toSorted((one, other) => (BigInt(one) < BigInt(other) ? -1 : 1));
  }

  #tell(event: Added, stored: StoredMessage, emoji: string, userId: string, kind: Kind): void {
    const burst = kind === 'bursts';
    const added = event === 'MESSAGE_REACTION_ADD';
    const place = this.#place(stored);
    // Only the event of adding says who wrote the message and who the member is.
    this.#gateway.dispatch(event, {
      ...{ user_id: userId, ...place, emoji: emojiOf(emoji), burst, type: burst ? 1 : 0 },
      ...(added && { message_author_id: stored.message.author.id }),
      ...(added && 'guild_id' in place && { member: memberPayload(userId, this.#world) }),
    });
    const what = added ? 'added' : 'removed';
    this.#world.ledger.event('reaction', what, { messageId: stored.message.id, emoji, userId });
    this.#world.changed();
  }

  #place({ message: { id, channel_id: channelId } }: StoredMessage): Place {
    const inGuild = this.#world.channel(channelId)?.type !== ChannelType.DM;
    return { channel_id: channelId, message_id: id, ...(inGuild && { guild_id: this.#world.guild.id }) };
  }
}

function known(text: string): string {
  const emoji = fullEmoji(text);
  if (emoji === undefined) throw refusals.unknownEmoji();
  return emoji;
}
