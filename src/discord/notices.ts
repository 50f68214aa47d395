import type { REST } from '@discordjs/rest';
import { Routes } from 'discord-api-types/v10';
import { messagePayload } from './message-payload.ts';
import { insist } from './patience.ts';
import type { MessageReply } from './reply.ts';

/** As long as anybody waits for a post: within the minutes in which Discord knows a nonce again. */
const withinMs = 20_000;

/** Tells channels something, of the bot’s own accord. */
export class Notices {
  readonly #rest: REST;
  readonly #stopped: AbortSignal;

  /** Once `stopped` is aborted, nothing is repeated. */
  constructor(parts: { rest: REST; stopped: AbortSignal }) {
    this.#rest = parts.rest;
    this.#stopped = parts.stopped;
  }

  /**
   * Sends a message. An outage is repeated for a while; the nonce (25 characters at most, one for each message) keeps it from
   * being there twice. Rejects as the REST client does: DiscordAPIError for a refusal.
   */
  async send(channelId: string, reply: MessageReply, nonce: string): Promise<void> {
    const body = { ...messagePayload(reply).body, nonce, enforce_nonce: true };
    const untilMs = performance.now() + withinMs;
    await insist(() => this.#rest.post(Routes.channelMessages(channelId), { body }), {
      untilMs,
      signal: this.#stopped,
    });
  }
}
