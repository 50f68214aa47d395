import { InteractionResponseType, InteractionType, MessageFlags } from 'discord.js';
import type { APIModalInteractionResponseCallbackData } from 'discord.js';
import { isAlive, isOpen } from '../world/interaction.ts';
import type { Interaction } from '../world/interaction.ts';
import type { Posts } from '../world/posts.ts';
import type { StoredMessage, World } from '../world/world.ts';
import { Answer, AnswerMessage, Deferral, OfferedList } from './answer-rules.ts';
import { demand, refusals } from './discord-error.ts';
import { numbered } from './layout.ts';
import type { Part } from './layout.ts';
import { messageParts, partsOfMessage } from './message-rules.ts';
import type { SentMessage } from './message-rules.ts';
import { Modal } from './modal-rules.ts';
import type { Sent, Upload } from './uploads.ts';

type Given = { interaction: Interaction; type: InteractionResponseType; stored?: StoredMessage };
const within = ['data'];

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

  /** Takes the one first answer, and says which message it made or changed, if any. */
  first(id: string, token: string, sent: Sent): Given {
    const interaction = this.#world.interactions.get(id);
    if (!interaction || interaction.token !== token) throw refusals.unknownInteraction();
    if (interaction.answered) throw refusals.alreadyAcknowledged();
    if (!isOpen(interaction)) throw refusals.unknownInteraction();
    const { type, data } = demand(Answer, sent.body);
    // Checked wholly before it counts as the answer: a refused one may be sent again, better.
    const apply = this.#answerOf(interaction, type as InteractionResponseType, data ?? {}, sent.uploads);
    interaction.answered = true;
    const stored = apply();
    this.#world.changed();
    return { interaction, type: type as InteractionResponseType, ...(stored && { stored }) };
  }

  /** A further message; the first one after a deferral fills the deferred one. */
  followUp(applicationId: string, token: string, sent: Sent): StoredMessage {
    const interaction = this.#alive(applicationId, token);
    const message = answerMessage(sent);
    const waiting = this.#world.messages.get(interaction.waitingId ?? '');
    if (!waiting) return this.#posts.answer({ ...interaction, command: '' }, message, isEphemeral(message.body));
    const filled = this.#posts.edit(waiting, message);
    interaction.waitingId = undefined;
    return filled;
  }

  /** The message that a webhook route names: `@original`, or one of its own by id. */
  message(applicationId: string, token: string, name: string): { interaction: Interaction; stored: StoredMessage } {
    const interaction = this.#alive(applicationId, token);
    const id = name === '@original' ? (interaction.originalId ?? '') : name;
    const stored = this.#world.messages.get(id);
    if (!stored || !interaction.messageIds.has(id)) throw refusals.unknownMessage();
    return { interaction, stored };
  }

  /** Changes it; a deferred one is filled. */
  edit(applicationId: string, token: string, name: string, sent: Sent): StoredMessage {
    const { interaction, stored } = this.message(applicationId, token, name);
    const edited = this.#posts.edit(stored, answerMessage(sent));
    if (interaction.waitingId === stored.message.id) interaction.waitingId = undefined;
    return edited;
  }

  /** Removes it. */
  remove(applicationId: string, token: string, name: string): void {
    const { interaction, stored } = this.message(applicationId, token, name);
    if (interaction.waitingId === stored.message.id) interaction.waitingId = undefined;
    this.#posts.remove(stored);
  }

  /** What the answer will do; throws what Discord would refuse about it. */
  #answerOf(
    interaction: Interaction,
    type: InteractionResponseType,
    data: unknown,
    uploads: readonly Upload[],
  ): () => StoredMessage | undefined {
    const isTyping = interaction.type === InteractionType.ApplicationCommandAutocomplete;
    const offers = type === InteractionResponseType.ApplicationCommandAutocompleteResult;
    if (isTyping !== offers) return unfit();
    switch (type) {
      case InteractionResponseType.ApplicationCommandAutocompleteResult: {
        const { choices } = demand(OfferedList, data, within);
        return () => {
          interaction.complete?.(choices);
          return undefined;
        };
      }
      case InteractionResponseType.ChannelMessageWithSource: {
        const message = answerMessage({ body: data, uploads }, within);
        messageParts(message, undefined, within);
        return () => this.#original(interaction, this.#posts.answer(interaction, message, isEphemeral(message.body)));
      }
      case InteractionResponseType.DeferredChannelMessageWithSource: {
        const body = demand(Deferral, data, within);
        return () => {
          const waiting = this.#posts.answer(interaction, undefined, isEphemeral(body ?? {}));
          interaction.waitingId = waiting.message.id;
          return this.#original(interaction, waiting);
        };
      }
      case InteractionResponseType.DeferredMessageUpdate: {
        const source = this.#sourceOf(interaction);
        return () => {
          this.#original(interaction, source);
          return undefined;
        };
      }
      case InteractionResponseType.UpdateMessage: {
        const source = this.#sourceOf(interaction);
        const message = answerMessage({ body: data, uploads }, within);
        messageParts(message, partsOfMessage(source.message), within);
        return () => this.#original(interaction, this.#posts.edit(source, message));
      }
      case InteractionResponseType.Modal: {
        // A form cannot open another.
        if (interaction.type === InteractionType.ModalSubmit) return unfit();
        const modal = demand(Modal, data, within);
        const components = numbered(modal.components as Part[]);
        return () => {
          interaction.modal = { ...modal, components } as unknown as APIModalInteractionResponseCallbackData;
          return undefined;
        };
      }
      default:
        return unfit();
    }
  }

  /** The message that carries the pressed component, or the one whose component opened the form. */
  #sourceOf({ sourceId }: Interaction): StoredMessage {
    if (sourceId === undefined) return unfit();
    const source = this.#world.messages.get(sourceId);
    if (!source) throw refusals.unknownMessage();
    return source;
  }

  #original(interaction: Interaction, stored: StoredMessage): StoredMessage {
    interaction.originalId = stored.message.id;
    interaction.messageIds.add(stored.message.id);
    return stored;
  }

  #alive(applicationId: string, token: string): Interaction {
    if (applicationId !== this.#world.applicationId) throw refusals.unknownWebhook();
    const interaction = [...this.#world.interactions.values()].find((known) => known.token === token);
    if (!interaction || !isAlive(interaction, this.#world.clock())) throw refusals.invalidWebhookToken();
    // The webhook is there once the interaction was answered; typing never has one.
    if (!interaction.answered || interaction.type === InteractionType.ApplicationCommandAutocomplete)
      throw refusals.unknownWebhook();
    return interaction;
  }
}

function answerMessage({ body, uploads }: Sent, at: readonly string[] = []): SentMessage {
  return { body: demand(AnswerMessage, body, at), uploads };
}

function unfit(): never {
  throw refusals.invalidBody('type', 'BASE_TYPE_CHOICES', 'This response type is not valid for this interaction.');
}

const isEphemeral = ({ flags: set }: { flags?: number | null | undefined }): boolean =>
  ((set ?? 0) & MessageFlags.Ephemeral) !== 0;
