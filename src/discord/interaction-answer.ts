import type { REST } from '@discordjs/rest';
import { InteractionResponseType, MessageFlags, Routes } from 'discord-api-types/v10';
import type { APIInteractionResponse } from 'discord-api-types/v10';
import type { Logger } from 'pino';
import type { Callbacks } from './callbacks.ts';
import { flagsOf, messagePayload } from './message-payload.ts';
import type { Reply, Visibility } from './reply.ts';

/** Where the answer goes: into a new message that `visibility` may see, or with `update` over the component's message. */
export type Direction = Readonly<{ visibility: Visibility; update: boolean }>;

type Answerable = Readonly<{ id: string; token: string; applicationId: string }>;

/**
 * The answer to one interaction. Discord takes exactly one first answer within 3 s; what comes after it goes through the
 * interaction's webhook for 15 min. No call carries the bot's token: none needs it, and a dead interaction's 401 must
 * not make the REST client forget it.
 * https://discord.com/developers/docs/interactions/receiving-and-responding#followup-messages
 */
export class InteractionAnswer {
  readonly #rest: REST;
  readonly #log: Logger;
  readonly #callbacks: Callbacks;
  readonly #interaction: Answerable;
  readonly #direction: Direction;
  #begun = false;
  #deferral: Promise<void> | undefined;

  constructor(parts: { rest: REST; callbacks: Callbacks; log: Logger; interaction: Answerable; direction: Direction }) {
    this.#rest = parts.rest;
    this.#log = parts.log;
    this.#callbacks = parts.callbacks;
    this.#interaction = parts.interaction;
    this.#direction = parts.direction;
  }

  /** Tells Discord that the answer takes longer, unless it is on its way. A failure shows when the answer is sent. */
  defer(): void {
    if (this.#begun) return;
    this.#begun = true;
    const { update, visibility } = this.#direction;
    this.#deferral = this.#callback(
      update
        ? { type: InteractionResponseType.DeferredMessageUpdate }
        : { type: InteractionResponseType.DeferredChannelMessageWithSource, data: flagsOf(visibility) },
    );
    // Awaited by whoever answers; until then a rejection is not unhandled.
    this.#deferral.catch(() => undefined);
  }

  /** Sends the reply by whichever call is due. */
  async send(reply: Reply): Promise<void> {
    this.#begun = true;
    await this.#deferral;
    if ('modal' in reply) {
      if (this.#deferral) throw new Error('a form came after the deferral: its door waited for something slow');
      return this.#callback({ type: InteractionResponseType.Modal, data: reply.modal });
    }
    if (this.#deferral) return this.#editOriginal(messagePayload(reply));
    const { update, visibility } = this.#direction;
    return this.#callback(
      update
        ? { type: InteractionResponseType.UpdateMessage, data: messagePayload(reply) }
        : {
            type: InteractionResponseType.ChannelMessageWithSource,
            data: { ...messagePayload(reply), ...flagsOf(visibility) },
          },
    );
  }

  /**
   * Says a sentence to the member alone, instead of a reply. A component's message stays as it is. After a public
   * deferral the waiting message goes first: until it is gone Discord takes a follow-up for its edit, in public.
   */
  async sendNote(sentence: (seenBy: Visibility) => string): Promise<void> {
    this.#begun = true;
    const note = messagePayload({ content: sentence('ephemeral') });
    const unseen = { ...note, flags: MessageFlags.Ephemeral };
    const deferred = await this.#deferral?.then(
      () => true,
      () => false,
    );
    if (!deferred) return this.#callback({ type: InteractionResponseType.ChannelMessageWithSource, data: unseen });
    if (this.#direction.update) return this.#followUp(unseen);
    if (this.#direction.visibility === 'ephemeral') return this.#editOriginal(note);
    try {
      await this.#rest.delete(Routes.webhookMessage(...this.#webhook()), { auth: false });
    } catch (error) {
      this.#log.warn({ err: error }, 'could not take back the waiting message, so the note is public');
      return this.#editOriginal(messagePayload({ content: sentence('public') }));
    }
    return this.#followUp(unseen);
  }

  #callback(answer: APIInteractionResponse): Promise<void> {
    return this.#callbacks.post(this.#interaction, answer);
  }

  async #editOriginal(body: object): Promise<void> {
    await this.#rest.patch(Routes.webhookMessage(...this.#webhook()), { body, auth: false });
  }

  async #followUp(body: object): Promise<void> {
    await this.#rest.post(Routes.webhook(...this.#webhook()), { body, auth: false });
  }

  #webhook(): [application: string, token: string] {
    return [this.#interaction.applicationId, this.#interaction.token];
  }
}
