import { is } from '../domain/authority.ts';
import type { Authority } from '../domain/authority.ts';
import { UserError } from '../errors.ts';
import type { MessageKey } from '../locales/translate.ts';
import type { Call } from './doors.ts';
import type { Command } from './command.ts';
import type { Request } from './request.ts';

/**
 * Discord may let somebody use a command who is not what the components of its answer need: a guild may give `/filmweek` to
 * whomever it likes, and the bot hears of no right then. So an answer that they alone see carries a pass for them, sealed
 * (seal.ts) and good for 15 minutes from the command on, through every press. Whoever is what a component needs gets none:
 * their rights count at each press anew. So no right outlives its loss, but that to a command, and that by 15 minutes at most.
 */
export type Pass = Readonly<{ untilMs: number; lacks: (needed: Authority) => boolean }>;

const passMs = 15 * 60_000;

/** Discord lets nobody use a command whom the guild does not: if it says nothing else, those who are what it needs. */
export const vouchedFor =
  ({ needs }: Command): Call['passUntilMs'] =>
  (now) =>
    needs && now.epochMilliseconds + passMs;

/** The pass for the answer to a call, if it has one and only the asker sees it. */
export function passOf({ direction, passUntilMs }: Call, request: Request): Pass | undefined {
  const untilMs = direction.visibility === 'ephemeral' ? passUntilMs(request.now) : undefined;
  return untilMs === undefined ? undefined : { untilMs, lacks: (needed) => !is(needed, request) };
}

const refusals = { moderator: 'moderator.only', manager: 'error.not-allowed' } as const satisfies Record<
  Authority,
  MessageKey
>;

/** Refuses whoever is not what is needed: `error.pass-over` if their pass was good once, and without one saying who may. */
export function demand(needed: Authority | undefined, request: Request, passUntilMs: number | undefined): void {
  if (!needed || is(needed, request)) return;
  if (passUntilMs === undefined) throw new UserError(refusals[needed]);
  if (request.now.epochMilliseconds > passUntilMs) throw new UserError('error.pass-over');
}
