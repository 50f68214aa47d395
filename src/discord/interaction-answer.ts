import type { REST } from '@discordjs/rest';
import { InteractionResponseType, MessageFlags, Routes } from 'discord-api-types/v10';
import type { APIInteractionResponse } from 'discord-api-types/v10';
import type { Logger } from 'pino';
import type { Callbacks, Outcome } from './callbacks.ts';
import { isDead, isGone, isLimited, isUnsent } from './error-reply.ts';
import { flagsOf, messagePayload } from './message-payload.ts';
import { insist } from './patience.ts';
import type { MessageFile, Reply, Visibility } from './reply.ts';

/** Discord takes the first answer for 3 s and the others for 15 min; what is left is for the way there. */
const firstWithinMs = 2800;
const laterWithinMs = 14 * 60_000;

/** What a slow line, too, carries in time for a first answer; larger files come after a deferral. */
const mostFirstBytes = 100_000;

type Answerable = Readonly<{
  id: string;
  token: string;
  applicationId: string;
  /** What a file of the answer may have, where Discord said so. */
  mostFileBytes?: number | undefined;
}>;

/** Where the answer goes: into a new message that `visibility` may see, or with `update` over the component's message. */
export type Direction = Readonly<{ visibility: Visibility; update: boolean }>;

/**
 * The answer to one interaction. Discord takes exactly one first answer within 3 s; what comes after it goes through the
 * interaction's webhook for 15 min. No call carries the bot's token: none needs it, and a dead interaction's 401 must
 * not make the REST client forget it. What an outage spoils is repeated while Discord can still take it, but never what
 * might then be there twice.
 * https://discord.com/developers/docs/interactions/receiving-and-responding#followup-messages
 */
export class InteractionAnswer {
  readonly #rest: REST;
  readonly #log: Logger;
  readonly #callbacks: Callbacks;
  readonly #interaction: Answerable;
  readonly #stopped: AbortSignal;
  readonly #sinceMs = performance.now();
  /** Known with the door; until then only the member is told anything. */
  direction: Direction = { visibility: 'ephemeral', update: false };
  #begun = false;
  #deferral: Promise<unknown> | undefined;

  constructor(parts: {
    rest: REST;
    callbacks: Callbacks;
    log: Logger;
    interaction: Answerable;
    /** Once aborted, nothing is repeated. */
    stopped: AbortSignal;
  }) {
    this.#rest = parts.rest;
    this.#log = parts.log;
    this.#callbacks = parts.callbacks;
    this.#interaction = parts.interaction;
    this.#stopped = parts.stopped;
  }

  /** Tells Discord that the answer takes longer, unless it is on its way. A failure shows when the answer is sent. */
  defer(): void {
    if (this.#begun) return;
    this.#begun = true;
    const { update, visibility } = this.direction;
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
    if ('modal' in reply) {
      this.#begun = true;
      if (this.#deferral) throw new Error('a form came after the deferral: its door waited for something slow');
      await this.#callback({ type: InteractionResponseType.Modal, data: reply.modal });
      return;
    }
    const { update, visibility } = this.direction;
    const { body: data, files } = messagePayload(reply, this.#interaction.mostFileBytes);
    if (files.reduce((sum, file) => sum + file.data.length, 0) > mostFirstBytes) this.defer();
    this.#begun = true;
    const isFirst = await this.#answerFirst(
      update
        ? { type: InteractionResponseType.UpdateMessage, data }
        : { type: InteractionResponseType.ChannelMessageWithSource, data: { ...data, ...flagsOf(visibility) } },
      files,
    );
    if (!isFirst) await this.#editOriginal(data, files);
  }

  /**
   * Says a sentence to the member alone, instead of a reply. A component's message stays as it is. After a public
   * deferral the waiting message goes first: until it is gone Discord takes a follow-up for its edit, in public.
   */
  async sendNote(sentence: (seenBy: Visibility) => string): Promise<void> {
    this.#begun = true;
    const { body: note } = messagePayload({ content: sentence('ephemeral') });
    const unseen = { ...note, flags: MessageFlags.Ephemeral };
    if (await this.#answerFirst({ type: InteractionResponseType.ChannelMessageWithSource, data: unseen })) return;
    if (this.direction.update) return this.#followUp(unseen);
    if (this.direction.visibility === 'ephemeral') return this.#editOriginal(note);
    try {
      await this.#takeBackOriginal();
    } catch (error) {
      this.#log.warn({ err: error }, 'could not take back the waiting message, so the note is public');
      return this.#editOriginal(messagePayload({ content: sentence('public') }).body);
    }
    return this.#followUp(unseen);
  }

  /**
   * Answers, unless the deferral was the first answer: then false. A deferral whose own answer was lost may have arrived,
   * and only the next call tells.
   */
  async #answerFirst(answer: APIInteractionResponse, files: readonly MessageFile[] = []): Promise<boolean> {
    const deferred =
      this.#deferral &&
      (await this.#deferral.then(
        () => true,
        (error: unknown) => {
          if (isDead(error) || isLimited(error)) throw error;
          return false;
        },
      ));
    if (deferred === true) return false;
    const outcome = await this.#callback(answer, files);
    return outcome === 'taken' || deferred === undefined;
  }

  #callback(answer: APIInteractionResponse, files: readonly MessageFile[] = []): Promise<Outcome> {
    return this.#callbacks.post(this.#interaction, answer, {
      files,
      untilMs: this.#sinceMs + firstWithinMs,
      signal: this.#stopped,
    });
  }

  #editOriginal(body: object, files: readonly MessageFile[] = []): Promise<void> {
    const sent = {
      body,
      files: files.map(({ name, data, contentType }) => ({ name, data, contentType })),
      auth: false,
    };
    return this.#later(() => this.#rest.patch(Routes.webhookMessage(...this.#webhook()), sent));
  }

  async #takeBackOriginal(): Promise<void> {
    try {
      await this.#later(() => this.#rest.delete(Routes.webhookMessage(...this.#webhook()), { auth: false }));
    } catch (error) {
      if (!isGone(error)) throw error;
    }
  }

  /** Nothing tells a follow-up that got lost from one that arrived, so it is sent again only if it was never sent. */
  #followUp(body: object): Promise<void> {
    return this.#later(() => this.#rest.post(Routes.webhook(...this.#webhook()), { body, auth: false }), isUnsent);
  }

  async #later(call: () => Promise<unknown>, isWorthIt?: (error: unknown) => boolean): Promise<void> {
    const untilMs = this.#sinceMs + laterWithinMs;
    await insist(call, { untilMs, signal: this.#stopped, ...(isWorthIt && { isWorthIt }) });
  }

  #webhook(): [application: string, token: string] {
    return [this.#interaction.applicationId, this.#interaction.token];
  }
}
