import { PermissionFlagsBits } from 'discord-api-types/v10';
import type { Request } from '../discord/request.ts';
import { UserError } from '../errors.ts';

type Who = Pick<Request, 'guildId' | 'permissions' | 'roles' | 'club'>;

/** What makes a moderator, unless a guild has chosen a role besides. */
export const moderating = PermissionFlagsBits.ManageEvents;

/** Who asks moderates the guild: by permission in this channel, or by the role that the guild has chosen for it. */
export function isModerator({ guildId, permissions, roles, club: { moderatorRole } }: Who): boolean {
  if (guildId === undefined) return false;
  if ((permissions & (moderating | PermissionFlagsBits.Administrator)) !== 0n) return true;
  return moderatorRole !== undefined && roles.includes(moderatorRole);
}

/** Refuses (`moderator.only`) whoever does not moderate. A button is seen by all, and a command may be given to anybody. */
export function demandModerator(request: Who): void {
  if (!isModerator(request)) throw new UserError('moderator.only');
}

/** The request of a moderator, with its guild. Refuses (`moderator.only`) everybody else, as `demandModerator` does. */
export function byModerator<R extends Who>(request: R): R & { guildId: string } {
  demandModerator(request);
  return { ...request, guildId: guildIn(request) };
}

/** The guild of a request that makes sense in guilds alone. */
export function guildIn({ guildId }: Pick<Request, 'guildId'>): string {
  if (guildId === undefined) throw new UserError('moderator.only');
  return guildId;
}
