import { GatewayCloseCodes } from 'discord-api-types/v10';
import { exitCodes, OperatorError } from '../errors.ts';
import type { Problem } from '../errors.ts';
import { tokenRefused } from './patience.ts';

const problems: ReadonlyMap<number, Problem> = new Map([
  [
    GatewayCloseCodes.InvalidShard,
    { problem: 'Discord refuses the shard number (4010)', remedy: 'restart, and report it if it happens again' },
  ],
  [
    GatewayCloseCodes.ShardingRequired,
    {
      problem: 'Discord demands more shards (4011)',
      remedy: 'restart: the bot then asks Discord for the number of shards',
    },
  ],
  [
    GatewayCloseCodes.InvalidAPIVersion,
    { problem: 'Discord refuses version 10 of its gateway (4012)', remedy: 'update kinoklub' },
  ],
  [
    GatewayCloseCodes.InvalidIntents,
    { problem: 'Discord does not know the requested intents (4013)', remedy: 'update kinoklub' },
  ],
  [
    GatewayCloseCodes.DisallowedIntents,
    {
      problem: 'Discord does not allow the requested intents (4014)',
      remedy:
        'kinoklub needs none of the privileged ones: check in the Developer Portal that the bot is not restricted',
    },
  ],
]);

/**
 * The error of a close code after which no reconnect can help; undefined for all others.
 * https://discord.com/developers/docs/topics/opcodes-and-status-codes#gateway-gateway-close-event-codes
 */
export function fatalClose(code: number): OperatorError | undefined {
  if (code === (GatewayCloseCodes.AuthenticationFailed as number)) return tokenRefused();
  const problem = problems.get(code);
  return problem && new OperatorError(problem, { exitCode: exitCodes.discordRefuses });
}
