import { randomBytes } from 'node:crypto';
import {
  ApplicationCommandOptionType,
  ApplicationCommandType,
  ChannelType,
  ComponentType,
  InteractionContextType,
  InteractionType,
} from 'discord.js';
import type { APIApplicationCommand } from 'discord.js';
import { firstAnswerMs } from './interaction.ts';
import type { Interaction } from './interaction.ts';
import type { PlaygroundGateway } from './gateway.ts';
import { channelPayload, invokerPayload, messagePayload } from './payloads.ts';
import type { Posts } from './posts.ts';
import type { Action, ActionResult, OptionInput } from './protocol.ts';
import type { Channel, Person, StoredMessage, World } from './world.ts';

type Deed<D extends Action['do']> = Extract<Action, { do: D }>;

/** A sentence for the visitor about what cannot be done. */
class Refusal extends Error {}

/** Does what a visitor does, as the person they are: makes the interactions and events that Discord's own client would. */
export class Acts {
  readonly #world: World;
  readonly #gateway: PlaygroundGateway;
  readonly #posts: Posts;

  constructor(parts: { world: World; gateway: PlaygroundGateway; posts: Posts }) {
    this.#world = parts.world;
    this.#gateway = parts.gateway;
    this.#posts = parts.posts;
  }

  /** Everything but starting and stopping the bot. */
  async act(action: Action): Promise<ActionResult> {
    try {
      return await this.#do(action, this.#person(action.as));
    } catch (error) {
      if (error instanceof Refusal) return { ok: false, error: error.message };
      throw error;
    }
  }

  #do(action: Action, person: Person): ActionResult | Promise<ActionResult> {
    switch (action.do) {
      case 'command':
        return this.#command(action, person);
      case 'autocomplete':
        return this.#autocomplete(action, person);
      case 'component':
        return this.#component(action, person);
      case 'modal':
        return this.#modal(action, person);
      case 'closeModal':
        for (const open of this.#world.interactions.values()) if (open.personId === person.id) open.modal = undefined;
        return this.#done();
      case 'say':
        if (action.content.trim() === '' || action.content.length > 2000)
          throw new Refusal('A message has 1 to 2,000 characters.');
        this.#posts.create(this.#channel(action.channelId, person), person.user, { content: action.content });
        return this.#done();
      case 'react':
      case 'unreact':
        this.#posts[action.do](this.#visible(action.messageId, person), action.emoji, person.id);
        return this.#done();
      case 'dismiss':
        this.#visible(action.messageId, person).dismissed = true;
        return this.#done();
      case 'locale':
        person.locale = action.locale;
        return this.#done();
      case 'guildLocale':
        this.#world.guild.locale = action.locale;
        return this.#done();
      case 'bot':
        throw new Refusal('The bot does not run in this process.');
    }
  }

  #done(more: { interactionId?: string } = {}): ActionResult {
    this.#world.changed();
    return { ok: true, ...more };
  }

  #command(action: Deed<'command'>, person: Person): ActionResult {
    const channel = this.#channel(action.channelId, person);
    const command = this.#usable(action.commandId, channel, person);
    const target = action.targetMessageId === undefined ? undefined : this.#visible(action.targetMessageId, person);
    const isMenu = command.type === ApplicationCommandType.Message;
    if (isMenu !== (target !== undefined)) throw new Refusal('That is no command for this place.');
    this.#checkRequired(command, action.options);
    const message = target && messagePayload(target, this.#world);
    return this.#send(
      person,
      channel,
      InteractionType.ApplicationCommand,
      {
        ...commandData(command, action.options),
        ...(message && { target_id: message.id, resolved: { messages: { [message.id]: message } } }),
      },
      {
        command: isMenu
          ? command.name
          : `/${[command.name, ...action.options.filter(isBranch).map(({ name }) => name)].join(' ')}`,
      },
    );
  }

  async #autocomplete(action: Deed<'autocomplete'>, person: Person): Promise<ActionResult> {
    const channel = this.#channel(action.channelId, person);
    const command = this.#usable(action.commandId, channel, person);
    const { promise, resolve } = Promise.withResolvers<readonly { name: string; value: string | number }[]>();
    const late = setTimeout(() => resolve([]), firstAnswerMs);
    this.#send(person, channel, InteractionType.ApplicationCommandAutocomplete, commandData(command, action.options), {
      complete: resolve,
    });
    const choices = await promise;
    clearTimeout(late);
    return { ok: true, choices };
  }

  #component(action: Deed<'component'>, person: Person): ActionResult {
    const stored = this.#visible(action.messageId, person);
    const channel = this.#posts.channel(stored.message.channel_id);
    const message = messagePayload(stored, this.#world);
    const part = (message.components ?? [])
      .flatMap((row) => (row.type === ComponentType.ActionRow ? row.components : []))
      .find((candidate) => 'custom_id' in candidate && candidate.custom_id === action.customId);
    if (!part || part.type !== (action.componentType as ComponentType))
      throw new Refusal('That message has no such button or menu.');
    if ('disabled' in part && part.disabled === true) throw new Refusal('That button is switched off.');
    const values = action.values ?? [];
    if (
      part.type === ComponentType.StringSelect &&
      !values.every((value) => part.options.some((option) => option.value === value))
    ) {
      throw new Refusal('That is not in the menu.');
    }
    const data = {
      ...{ custom_id: action.customId, component_type: action.componentType },
      ...(part.type === ComponentType.StringSelect && { values }),
    };
    return this.#send(person, channel, InteractionType.MessageComponent, data, { source: stored, message });
  }

  #modal(action: Deed<'modal'>, person: Person): ActionResult {
    const opened = this.#world.interactions.get(action.interactionId);
    if (!opened?.modal || opened.personId !== person.id) throw new Refusal('That form is not open any more.');
    const { custom_id: customId, components } = opened.modal;
    opened.modal = undefined;
    const filled = (components as readonly { type: number; component?: Field; components?: Field[] }[]).map(
      ({ type, component, components: inner }) => ({
        type,
        ...(component && { component: { ...idOf(component), value: action.fields[component.custom_id] ?? '' } }),
        ...(inner && {
          components: inner.map((field) => ({ ...idOf(field), value: action.fields[field.custom_id] ?? '' })),
        }),
      }),
    );
    const source = this.#world.messages.get(opened.sourceId ?? '');
    const channel = this.#posts.channel(opened.channelId);
    const carried = source && { source, message: messagePayload(source, this.#world) };
    return this.#send(
      person,
      channel,
      InteractionType.ModalSubmit,
      { custom_id: customId, components: filled },
      { ...carried },
    );
  }

  /** Sends an interaction to the bot and watches over its 3 s. */
  #send(
    person: Person,
    channel: Channel,
    type: InteractionType,
    data: object,
    more: { command?: string; source?: StoredMessage; message?: object; complete?: Interaction['complete'] },
  ): ActionResult {
    const { world } = { world: this.#world };
    const interaction: Interaction = {
      id: world.snowflakes.next(),
      token: randomBytes(48).toString('base64url'),
      ...{ type, personId: person.id, channelId: channel.id, command: more.command ?? '' },
      ...{ sentAtMs: performance.now(), sentAt: world.clock(), sourceId: more.source?.message.id },
      ...{ answered: false, originalId: undefined, waitingId: undefined, modal: undefined, complete: more.complete },
    };
    world.interactions.set(interaction.id, interaction);
    this.#gateway.dispatch('INTERACTION_CREATE', {
      ...{ id: interaction.id, application_id: world.applicationId, type, data, token: interaction.token, version: 1 },
      ...{ channel_id: channel.id, channel: channelPayload(channel, world), locale: person.locale },
      ...invokerPayload(person, channel, world),
      ...(more.message && { message: more.message }),
      app_permissions: String(world.permissions(world.bot.id, channel)),
      ...{
        entitlements: [],
        authorizing_integration_owners: { 0: channel.type === ChannelType.DM ? '0' : world.guild.id },
      },
      context: channel.type === ChannelType.DM ? InteractionContextType.BotDM : InteractionContextType.Guild,
      attachment_size_limit: 10_485_760,
    });
    if (type !== InteractionType.ApplicationCommandAutocomplete) {
      setTimeout(() => this.#giveUp(interaction), firstAnswerMs + 50).unref();
    }
    return { ok: true, interactionId: interaction.id };
  }

  /** What the client shows when no answer came in time. */
  #giveUp(interaction: Interaction): void {
    if (interaction.answered) return;
    const failed = this.#posts.answer(interaction, undefined, true);
    failed.state = 'failed';
    this.#world.changed();
  }

  #person(id: string): Person {
    const person = this.#world.person(id);
    if (!person) throw new Refusal('There is no such person here.');
    return person;
  }

  #channel(id: string, person: Person): Channel {
    const channel = this.#world.channel(id);
    if (!channel || (channel.recipientId !== undefined && channel.recipientId !== person.id))
      throw new Refusal('There is no such channel.');
    return channel;
  }

  #visible(id: string, person: Person): StoredMessage {
    const stored = this.#world.messages.get(id);
    if (!stored || (stored.onlyFor !== undefined && stored.onlyFor !== person.id))
      throw new Refusal('That message is not there any more.');
    this.#channel(stored.message.channel_id, person);
    return stored;
  }

  /** A command as the client offers it: in its contexts, and to those who have its default permissions. */
  #usable(id: string, channel: Channel, person: Person): APIApplicationCommand {
    const command = [...this.#world.commands.values()].flat().find((known) => known.id === id);
    if (!command) throw new Refusal('That command is not registered any more.');
    const context = channel.type === ChannelType.DM ? InteractionContextType.BotDM : InteractionContextType.Guild;
    const needed = BigInt(command.default_member_permissions ?? 0);
    const has = this.#world.permissions(person.id, channel);
    if (!(command.contexts ?? [0, 1, 2]).includes(context) || (has & needed) !== needed)
      throw new Refusal('That command cannot be used here.');
    return command;
  }

  #checkRequired(command: APIApplicationCommand, given: readonly OptionInput[]): void {
    const branch = given.find(isBranch);
    const definition = branch ? command.options?.find(({ name }) => name === branch.name) : command;
    const declared = definition && 'options' in definition ? (definition.options ?? []) : [];
    const names = new Set((branch ? (branch.options ?? []) : given).map(({ name }) => name));
    const missing = declared.filter(
      (option) => 'required' in option && option.required === true && !names.has(option.name),
    );
    if (missing.length > 0) throw new Refusal(`This is needed, too: ${missing.map(({ name }) => name).join(', ')}`);
  }
}

type Field = { type: number; custom_id: string };
const idOf = ({ type, custom_id }: Field) => ({ type, custom_id });

const isBranch = ({ type }: OptionInput): boolean =>
  (type as ApplicationCommandOptionType) === ApplicationCommandOptionType.Subcommand ||
  (type as ApplicationCommandOptionType) === ApplicationCommandOptionType.SubcommandGroup;

const commandData = (command: APIApplicationCommand, options: readonly OptionInput[]): object => ({
  ...{ id: command.id, name: command.name, type: command.type },
  ...(command.guild_id !== undefined && { guild_id: command.guild_id }),
  ...(options.length > 0 && { options }),
});
