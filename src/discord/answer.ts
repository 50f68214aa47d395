import { DiscordAPIError, RateLimitError } from '@discordjs/rest';
import { RESTJSONErrorCodes } from 'discord-api-types/v10';
import { z } from 'zod';
import type { Answer, Refusal } from '../domain/answer.ts';
import { LaneClosed } from './bulk-lane.ts';
import { isGone, isOutage, isTokenRefused, isUnsent } from './error-reply.ts';
import { tokenRefused } from './patience.ts';

/** By Discord’s code: what it will refuse until somebody changes something. https://discord.com/developers/docs/topics/opcodes-and-status-codes#json */
const refusals: Readonly<Record<number, Refusal>> = {
  [RESTJSONErrorCodes.UnknownChannel]: 'channel-gone',
  [RESTJSONErrorCodes.UnknownGuild]: 'channel-gone',
  [RESTJSONErrorCodes.MissingAccess]: 'access',
  [RESTJSONErrorCodes.MissingPermissions]: 'permission',
  [RESTJSONErrorCodes.CannotSendMessagesInNonTextChannel]: 'channel-type',
  [RESTJSONErrorCodes.CannotExecuteActionOnThisChannelType]: 'channel-type',
  [RESTJSONErrorCodes.TagRequiredToCreateAForumPostInThisChannel]: 'tag',
  // A thread that was archived or locked takes nothing until somebody opens it.
  50_083: 'permission',
  [RESTJSONErrorCodes.MessageWasBlockedByAutomaticModeration]: 'text',
  240_000: 'text',
  [RESTJSONErrorCodes.MaximumNumberOfPinsReachedForTheChannel]: 'full',
  [RESTJSONErrorCodes.MaximumNumberOfReactionsReached]: 'full',
  [RESTJSONErrorCodes.ReactionWasBlocked]: 'permission',
};

/** Throttles that Discord tells as an error of its own; what they say to wait they do not always say. */
const throttles: readonly (number | string)[] = [30_046, 20_022, 20_028, 20_029];
const throttleMs = 60_000;

/**
 * What came of a call, in the terms that decide what to do next; a call that reads its answer by a schema is as good as
 * unanswered where that does not fit. Throws an OperatorError when Discord refuses the token, and what is no answer of
 * Discord’s at all: a bug.
 */
export async function answerOf<T>(call: () => Promise<T>): Promise<Answer<T>> {
  try {
    return { kind: 'done', value: await call() };
  } catch (error) {
    return readAnswer(error);
  }
}

/** Discord has done before what it was asked for; `code` is how it says so. */
export const isAlready = (error: unknown, code: number): boolean =>
  error instanceof DiscordAPIError && error.code === code;

function readAnswer(error: unknown): Exclude<Answer, { kind: 'done' }> {
  if (isTokenRefused(error)) throw tokenRefused(error);
  if (error instanceof LaneClosed) return { kind: 'limited', waitMs: error.forMs };
  if (error instanceof RateLimitError)
    return { kind: 'limited', waitMs: Math.max(error.retryAfter, error.timeToReset) };
  if (isGone(error)) return { kind: 'gone' };
  if (error instanceof DiscordAPIError) {
    if (throttles.includes(error.code) || error.status === 429) return { kind: 'limited', waitMs: throttleMs };
    const known = refusals[Number(error.code)];
    if (known) return { kind: 'refused', refusal: known };
    return { kind: 'refused', refusal: error.status === 403 ? 'permission' : 'invalid' };
  }
  if (isUnsent(error)) return { kind: 'unsent' };
  // An answer of a shape that none has: whatever sent it, it tells nothing.
  if (isOutage(error) || error instanceof z.ZodError) return { kind: 'unknown' };
  throw error;
}
