import type { Request } from '../discord/request.ts';
import { UserError } from '../errors.ts';
import type { MessageKey } from '../locales/translate.ts';

/**
 * The guild of a request that makes sense in guilds alone. Refuses it elsewhere, with these words: a command for guilds is
 * not offered in direct messages, and a button of a guild is not taken there, so most need none of their own.
 */
export function guildIn({ guildId }: Pick<Request, 'guildId'>, otherwise: MessageKey = 'error.old-component'): string {
  if (guildId === undefined) throw new UserError(otherwise);
  return guildId;
}
