import { InteractionResponseType, InteractionType, MessageFlags } from 'discord.js';
import type { APIModalInteractionResponseCallbackData } from 'discord.js';
import { z } from 'zod';
import { demand, refusals } from './discord-error.ts';
import { isAlive, isOpen } from './interaction.ts';
import type { Interaction } from './interaction.ts';
import { MessageBody, messageParts } from './message-rules.ts';
import type { Posts } from './posts.ts';
import type { StoredMessage, World } from './world.ts';

const Callback = z.object({ type: z.int(), data: z.unknown() });
const Choices = z.object({
  choices: z
    .array(
      z.object({
        name: z.string().min(1).max(100),
        name_localizations: z.record(z.string(), z.string().nullable()).nullish(),
        value: z.union([z.string().max(100), z.number()]),
      }),
    )
    .max(25),
});
const Modal = z.object({
  custom_id: z.string().min(1).max(100),
  title: z.string().trim().min(1).max(45),
  components: z
    .array(z.looseObject({ type: z.int() }))
    .min(1)
    .max(5),
});
/** What a first answer and a follow-up may be flagged with. */
const flags = 4 | MessageFlags.Ephemeral | 4096 | 8192 | MessageFlags.IsComponentsV2;
const MessageData = MessageBody.refine((body) => ((body.flags ?? 0) & ~flags) === 0, {
  path: ['flags'],
  error: 'Invalid flags',
});

/**
 * First answers, follow-ups and edits of interactions.
 * https://discord.com/developers/docs/interactions/receiving-and-responding
 */
export class Callbacks {
  readonly #world: World;
  readonly #posts: Posts;

  constructor(parts: { world: World; posts: Posts }) {
    this.#world = parts.world;
    this.#posts = parts.posts;
  }

  /** Takes the one first answer. Resolves with the message it made or changed, if any. */
  first(id: string, token: string, raw: unknown): StoredMessage | undefined {
    const interaction = this.#world.interactions.get(id);
    if (!interaction || interaction.token !== token) throw refusals.unknownInteraction();
    const body = demand(Callback, raw);
    if (interaction.answered) throw refusals.alreadyAcknowledged();
    if (!isOpen(interaction)) throw refusals.unknownInteraction();
    // Checked wholly before it counts as the answer: a refused one may be sent again, better.
    const apply = this.#answerOf(interaction, body.type as InteractionResponseType, body.data ?? {});
    interaction.answered = true;
    const made = apply();
    this.#world.changed();
    return made;
  }

  /** A further message; the first one after a deferral fills the deferred one. */
  followUp(applicationId: string, token: string, raw: unknown): StoredMessage {
    const interaction = this.#alive(applicationId, token);
    const body = demand(MessageData, raw);
    const waiting = this.#world.messages.get(interaction.waitingId ?? '');
    interaction.waitingId = undefined;
    if (waiting) return this.#posts.edit(waiting, body);
    const message = this.#posts.answer({ ...interaction, command: '' }, messageParts(body), isEphemeral(body));
    interaction.originalId ??= message.message.id;
    return message;
  }

  /** The message that a webhook route names: `@original`, or one of its own by id. */
  message(applicationId: string, token: string, name: string): { interaction: Interaction; stored: StoredMessage } {
    const interaction = this.#alive(applicationId, token);
    const id = name === '@original' ? interaction.originalId : name;
    const stored = this.#world.messages.get(id ?? '');
    if (!stored || stored.message.author.id !== this.#world.bot.id) throw refusals.unknownMessage();
    return { interaction, stored };
  }

  edit(applicationId: string, token: string, name: string, raw: unknown): StoredMessage {
    const { interaction, stored } = this.message(applicationId, token, name);
    const edited = this.#posts.edit(stored, demand(MessageData, raw));
    if (interaction.waitingId === stored.message.id) interaction.waitingId = undefined;
    return edited;
  }

  remove(applicationId: string, token: string, name: string): void {
    const { interaction, stored } = this.message(applicationId, token, name);
    if (interaction.waitingId === stored.message.id) interaction.waitingId = undefined;
    this.#posts.remove(stored);
  }

  /** What the answer will do; throws what Discord would refuse about it. */
  #answerOf(interaction: Interaction, type: InteractionResponseType, data: unknown): () => StoredMessage | undefined {
    const source = this.#world.messages.get(interaction.sourceId ?? '');
    const refuse = (): never => {
      throw refusals.invalidBody('type', 'BASE_TYPE_CHOICES', 'This response type is not valid for this interaction.');
    };
    if (
      (interaction.type === InteractionType.ApplicationCommandAutocomplete) !==
      (type === InteractionResponseType.ApplicationCommandAutocompleteResult)
    )
      refuse();
    switch (type) {
      case InteractionResponseType.ApplicationCommandAutocompleteResult: {
        const { choices } = demand(Choices, data);
        return () => {
          interaction.complete?.(choices);
          return undefined;
        };
      }
      case InteractionResponseType.ChannelMessageWithSource: {
        const body = demand(MessageData, data);
        const parts = messageParts(body);
        return () => this.#original(interaction, this.#posts.answer(interaction, parts, isEphemeral(body)));
      }
      case InteractionResponseType.DeferredChannelMessageWithSource: {
        const body = demand(z.object({ flags: z.int().nullish() }), data);
        if (((body.flags ?? 0) & ~MessageFlags.Ephemeral) !== 0)
          throw refusals.invalidBody('data.flags', 'BASE_TYPE_INVALID', 'Only EPHEMERAL may be set.');
        return () => {
          const waiting = this.#posts.answer(interaction, undefined, isEphemeral(body));
          interaction.waitingId = waiting.message.id;
          return this.#original(interaction, waiting);
        };
      }
      case InteractionResponseType.DeferredMessageUpdate:
        if (!source) refuse();
        return () => void (interaction.originalId = source?.message.id);
      case InteractionResponseType.UpdateMessage: {
        if (!source) return refuse();
        const body = demand(MessageData, data);
        messageParts(body, { content: source.message.content, embeds: source.message.embeds, components: [] });
        return () => this.#original(interaction, this.#posts.edit(source, body));
      }
      case InteractionResponseType.Modal: {
        if (interaction.type === InteractionType.ModalSubmit) refuse();
        const modal = demand(Modal, data) as unknown as APIModalInteractionResponseCallbackData;
        return () => void (interaction.modal = modal);
      }
      default:
        return refuse();
    }
  }

  #original(interaction: Interaction, stored: StoredMessage): StoredMessage {
    interaction.originalId = stored.message.id;
    return stored;
  }

  #alive(applicationId: string, token: string): Interaction {
    if (applicationId !== this.#world.applicationId) throw refusals.unknownWebhook();
    const interaction = [...this.#world.interactions.values()].find((known) => known.token === token);
    if (!interaction || !isAlive(interaction, this.#world.clock())) throw refusals.invalidWebhookToken();
    if (!interaction.answered) throw refusals.unknownWebhook();
    return interaction;
  }
}

const isEphemeral = ({ flags: set }: { flags?: number | null | undefined }): boolean =>
  ((set ?? 0) & MessageFlags.Ephemeral) !== 0;
