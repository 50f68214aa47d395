import { DiscordAPIError, HTTPError, RateLimitError } from '@discordjs/rest';
import { RESTJSONErrorCodes } from 'discord-api-types/v10';
import type { Logger } from 'pino';
import { OperatorError, StoreUnavailable, UserError } from '../errors.ts';
import type { MessageKey, Params } from '../locales/translate.ts';
import type { Outcome } from '../services/metrics.ts';

/** The interaction is over (expired, answered elsewhere, its token dead): nothing can be said to the member any more. */
export const isDead = (error: unknown): boolean =>
  error instanceof DiscordAPIError &&
  (error.code === RESTJSONErrorCodes.UnknownInteraction ||
    error.code === RESTJSONErrorCodes.UnknownWebhook ||
    error.code === RESTJSONErrorCodes.InvalidWebhookToken);

/** The first answer had already arrived: another copy of the event was quicker, or a retry of a call that had worked. */
export const isAnswered = (error: unknown): boolean =>
  error instanceof DiscordAPIError && error.code === RESTJSONErrorCodes.InteractionHasAlreadyBeenAcknowledged;

const networkCode = /^(?:ECONN\w+|EPIPE|ETIMEDOUT|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|UND_ERR_\w+)$/;

/** The message is not there any more. */
export const isGone = (error: unknown): boolean =>
  error instanceof DiscordAPIError && error.code === RESTJSONErrorCodes.UnknownMessage;

const unsentCode = /^(?:ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|UND_ERR_CONNECT_TIMEOUT)$/;

/** What @discordjs/rest says of a call that was given up while it waited for its turn. */
const givenUp = 'Request aborted manually';

/** There was no connection to begin with, or no turn: Discord has not seen the call. */
export const isUnsent = (error: unknown): boolean =>
  error instanceof Error &&
  (error.message === givenUp || ('code' in error && typeof error.code === 'string' && unsentCode.test(error.code)));

/** Too many calls, for longer than anybody waited. */
export const isLimited = (error: unknown): boolean =>
  error instanceof RateLimitError || (error instanceof DiscordAPIError && error.status === 429);

/** Discord's bad day, not ours: an outage, a rate limit, a lost connection. Trying again later may help. */
export const isOutage = (error: unknown): boolean =>
  error instanceof HTTPError ||
  isLimited(error) ||
  (error instanceof Error &&
    (error.name === 'AbortError' ||
      error.name === 'TimeoutError' ||
      ('code' in error && typeof error.code === 'string' && networkCode.test(error.code))));

/** Discord does not know the token, or knows it no more. */
export const isTokenRefused = (error: unknown): boolean => error instanceof DiscordAPIError && error.status === 401;

/** Discord did not let us answer, or something before it did not: no word of ours gets through, and each counts against the bot. */
const isAnswerRefused = (error: unknown): boolean =>
  error instanceof DiscordAPIError &&
  (error.status === 401 || error.status === 403) &&
  /\/(?:interactions|webhooks)\//.test(error.url);

/** What a failed handler counts as. */
export function outcomeOf(error: unknown): Outcome {
  if (error instanceof UserError) return 'refused';
  const mayPass =
    error instanceof StoreUnavailable || isDead(error) || isAnswerRefused(error) || isLimited(error) || isOutage(error);
  return mayPass ? 'unavailable' : 'failed';
}

/** What the member is told about a failed handler, and the same written to the log. Never the error's own message. */
export function errorReply(
  error: unknown,
  reference: string,
  log: Logger,
): { key: MessageKey; params?: Params } | undefined {
  if (error instanceof UserError) {
    log.debug({ key: error.key }, 'refused');
    return error;
  }
  if (error instanceof OperatorError) {
    log.warn({ err: error, problems: error.problems }, 'the operator has to fix something');
    return { key: 'error.operator' };
  }
  if (error instanceof StoreUnavailable) {
    log.warn({ err: error }, 'the store did not take a change or answer a question');
    return { key: 'error.store' };
  }
  if (isDead(error)) {
    log.info({ err: error }, 'the interaction was over before the answer');
    return undefined;
  }
  // Whatever else could be said would be limited, too, and count against the bot.
  if (isLimited(error)) {
    log.warn({ err: error }, 'a rate limit outlasted the interaction');
    return undefined;
  }
  if (isAnswerRefused(error)) {
    log.warn({ err: error }, 'Discord refused the answer');
    return undefined;
  }
  if (isOutage(error)) {
    log.warn({ err: error }, 'Discord did not take the answer');
    return { key: 'error.unavailable' };
  }
  log.error({ err: error, reference }, 'a bug: the member was given this reference');
  return { key: 'error.bug', params: { reference } };
}
