import type { Request } from '../discord/request.ts';
import { UserError } from '../errors.ts';

/** The guild of a request that makes sense in guilds alone. */
export function guildIn({ guildId }: Pick<Request, 'guildId'>): string {
  if (guildId === undefined) throw new UserError('moderator.only');
  return guildId;
}
