import { InteractionContextType, PermissionFlagsBits } from 'discord.js';
import type { APIApplicationCommand } from 'discord.js';
import type { Channel, Person, StoredMessage, World } from '../world/world.ts';
import { Refusal } from './refusal.ts';

/** What a person can get at, as Discord's client would let them; everything else is refused in a sentence. */
export class Reach {
  readonly #world: World;

  constructor(world: World) {
    this.#world = world;
  }

  person(id: string): Person {
    const person = this.#world.person(id);
    if (!person) throw new Refusal('There is no such person here.');
    return person;
  }

  /** A channel that the person sees and has these rights in. */
  channel(id: string, person: Person, ...bits: readonly bigint[]): Channel {
    const channel = this.#world.channel(id);
    if (!channel || !this.#world.sees(person, channel)) throw new Refusal('There is no such channel.');
    const own = this.#world.permissions(person.id, channel);
    if (bits.some((bit) => (own & bit) === 0n)) throw new Refusal('You may not do that in this channel.');
    return channel;
  }

  /** A message that the person sees. */
  message(id: string, person: Person): StoredMessage {
    const stored = this.#world.messages.get(id);
    if (!stored || (stored.onlyFor !== undefined && stored.onlyFor !== person.id))
      throw new Refusal('That message is not there any more.');
    this.channel(stored.message.channel_id, person);
    return stored;
  }

  /** A command as the client offers it: in its contexts, and to those who have its default permissions. */
  command(id: string, channel: Channel, person: Person): APIApplicationCommand {
    const command = [...this.#world.commands.values()].flat().find((known) => known.id === id);
    if (!command) throw new Refusal('That command is not registered any more.');
    const isDirect = channel.recipientId !== undefined;
    if (!isDirect && !this.#world.botIsMember) throw new Refusal('The bot is not in this server.');
    const context = isDirect ? InteractionContextType.BotDM : InteractionContextType.Guild;
    const isHere = command.guild_id === undefined ? (command.contexts?.includes(context) ?? true) : !isDirect;
    if (!isHere || !(isDirect || this.#isAllowed(command, channel, person)))
      throw new Refusal('That command cannot be used here.');
    return command;
  }

  #isAllowed(command: APIApplicationCommand, channel: Channel, person: Person): boolean {
    const { UseApplicationCommands, Administrator } = PermissionFlagsBits;
    const needed = command.default_member_permissions;
    // Zero leaves the command to administrators.
    const bits = needed === '0' ? Administrator : BigInt(needed ?? 0);
    const all = bits | UseApplicationCommands;
    return (this.#world.permissions(person.id, channel) & all) === all;
  }
}
