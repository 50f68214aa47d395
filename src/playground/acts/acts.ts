import { ApplicationCommandType, ComponentType, InteractionType, PermissionFlagsBits } from 'discord.js';
import type { PageFaults } from '../faults/page-faults.ts';
import type { PlaygroundGateway } from '../gateway/gateway.ts';
import type { Action, ActionResult } from '../protocol.ts';
import { DiscordError } from '../rest/discord-error.ts';
import { firstAnswerMs } from '../world/interaction.ts';
import type { OfferedChoices } from '../world/interaction.ts';
import { messagePayload } from '../world/payloads.ts';
import type { Posts } from '../world/posts.ts';
import type { Reactions } from '../world/reactions.ts';
import type { Person, World } from '../world/world.ts';
import { checkOptions, checkTyping, commandData, commandLine, pickedIn } from './command-input.ts';
import type { Invocations } from './invocations.ts';
import { filledModal } from './modal-input.ts';
import { Reach } from './reach.ts';
import { Refusal } from './refusal.ts';
import { picksOf, resolved } from './resolved.ts';

type Deed<D extends Action['do']> = Extract<Action, { do: D }>;

/** Does what a visitor does, as the person they are: makes the interactions and events that Discord's own client would. */
export class Acts {
  readonly #world: World;
  readonly #gateway: Pick<PlaygroundGateway, 'guildChanged'>;
  readonly #posts: Posts;
  readonly #reactions: Reactions;
  readonly #invocations: Invocations;
  readonly #faults: PageFaults;
  readonly #reach: Reach;

  constructor(parts: {
    world: World;
    gateway: Pick<PlaygroundGateway, 'guildChanged'>;
    posts: Posts;
    reactions: Reactions;
    invocations: Invocations;
    faults: PageFaults;
  }) {
    this.#world = parts.world;
    this.#gateway = parts.gateway;
    this.#posts = parts.posts;
    this.#reactions = parts.reactions;
    this.#invocations = parts.invocations;
    this.#faults = parts.faults;
    this.#reach = new Reach(parts.world);
  }

  /** Everything but starting and stopping the bot, and moving the clock. */
  async act(action: Action): Promise<ActionResult> {
    try {
      return await this.#do(action, this.#reach.person(action.as));
    } catch (error) {
      if (error instanceof Refusal || error instanceof DiscordError) return { ok: false, error: error.message };
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
        return this.#say(action, person);
      case 'react':
        return this.#react(action, person);
      case 'unreact':
        this.#reactions.remove(this.#reach.message(action.messageId, person), action.emoji, person.id);
        return this.#done();
      case 'dismiss':
        this.#reach.message(action.messageId, person).dismissed = true;
        return this.#done();
      case 'locale':
        person.locale = action.locale;
        return this.#done();
      case 'guildLocale':
        this.#world.guild.locale = action.locale;
        this.#gateway.guildChanged();
        return this.#done();
      case 'fault':
        this.#faults.cause(action.fault);
        return this.#done();
      case 'bot':
        throw new Refusal('The bot does not run in this process.');
      case 'nextPost':
        throw new Refusal('The clock is not the playground’s own.');
    }
  }

  #done(): ActionResult {
    this.#world.changed();
    return { ok: true };
  }

  #say({ channelId, content }: Deed<'say'>, person: Person): ActionResult {
    if (content.trim() === '' || content.length > 2000) throw new Refusal('A message has 1 to 2,000 characters.');
    const channel = this.#reach.channel(channelId, person, PermissionFlagsBits.SendMessages);
    this.#posts.create(channel, person.user, { body: { content }, uploads: [] });
    return this.#done();
  }

  #react({ messageId, emoji }: Extract<Action, { do: 'react' | 'unreact' }>, person: Person): ActionResult {
    const { ReadMessageHistory, AddReactions } = PermissionFlagsBits;
    const stored = this.#reach.message(messageId, person);
    // What only one person sees lives outside the channel, and takes no reactions.
    if (stored.onlyFor !== undefined) throw new Refusal('Nobody else sees that message.');
    const isFirst = this.#reactions.users(stored, emoji).length === 0;
    this.#reach.channel(stored.message.channel_id, person, ReadMessageHistory, ...(isFirst ? [AddReactions] : []));
    this.#reactions.add(stored, emoji, person.id);
    return this.#done();
  }

  #command({ channelId, commandId, options, targetMessageId }: Deed<'command'>, person: Person): ActionResult {
    const channel = this.#reach.channel(channelId, person);
    const command = this.#reach.command(commandId, channel, person);
    const target = targetMessageId === undefined ? undefined : this.#reach.message(targetMessageId, person);
    const isMenu = command.type === ApplicationCommandType.Message;
    if (isMenu !== (target !== undefined)) throw new Refusal('That is no command for this place.');
    checkOptions(command, options);
    const message = target && messagePayload(target, this.#world);
    return this.#invocations.send({
      ...{ person, channel, type: InteractionType.ApplicationCommand, targetId: message?.id },
      command: commandLine(command, options),
      data: {
        ...commandData(command, options),
        ...resolved(pickedIn(command, options), person, this.#world),
        ...(message && { target_id: message.id, resolved: { messages: { [message.id]: message } } }),
      },
    });
  }

  async #autocomplete({ channelId, commandId, options }: Deed<'autocomplete'>, person: Person): Promise<ActionResult> {
    const channel = this.#reach.channel(channelId, person);
    const command = this.#reach.command(commandId, channel, person);
    checkTyping(command, options);
    const { promise, resolve } = Promise.withResolvers<OfferedChoices>();
    const late = setTimeout(() => resolve([]), firstAnswerMs);
    const type = InteractionType.ApplicationCommandAutocomplete;
    this.#invocations.send({ person, channel, type, data: commandData(command, options), complete: resolve });
    const choices = await promise;
    clearTimeout(late);
    return { ok: true, choices };
  }

  #component({ messageId, customId, componentType, values = [] }: Deed<'component'>, person: Person): ActionResult {
    const source = this.#reach.message(messageId, person);
    const channel = this.#posts.channel(source.message.channel_id);
    const part = (source.message.components ?? [])
      .flatMap((row) => (row.type === ComponentType.ActionRow ? row.components : []))
      .find((candidate) => 'custom_id' in candidate && candidate.custom_id === customId);
    if (!part || part.type !== (componentType as ComponentType))
      throw new Refusal('That message has no such button or menu.');
    if ('disabled' in part && part.disabled === true) throw new Refusal('That button is switched off.');
    const isMenu = part.type !== ComponentType.Button;
    if (isMenu) {
      const { min_values: least = 1, max_values: most = 1 } = part;
      const isOffered = (value: string): boolean =>
        part.type !== ComponentType.StringSelect || part.options.some((option) => option.value === value);
      if (
        !values.every(isOffered) ||
        new Set(values).size < values.length ||
        values.length < least ||
        values.length > most
      )
        throw new Refusal('That is not in the menu.');
    }
    const data = {
      custom_id: customId,
      component_type: componentType,
      ...(isMenu && { values, ...resolved(picksOf(part, values), person, this.#world) }),
    };
    return this.#invocations.send({ person, channel, type: InteractionType.MessageComponent, data, source });
  }

  #modal({ interactionId, fields }: Deed<'modal'>, person: Person): ActionResult {
    const opened = this.#world.interactions.get(interactionId);
    if (!opened?.modal || opened.personId !== person.id) throw new Refusal('That form is not open any more.');
    const filled = filledModal(opened.modal, fields, person, this.#world);
    const data = { custom_id: opened.modal.custom_id, ...filled };
    opened.modal = undefined;
    const source = this.#world.messages.get(opened.sourceId ?? '');
    const channel = this.#posts.channel(opened.channelId);
    return this.#invocations.send({
      person,
      channel,
      type: InteractionType.ModalSubmit,
      data,
      source,
      openedBy: opened,
    });
  }
}
