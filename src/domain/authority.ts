import { bits } from './permissions.ts';

/** Who does more in a guild than members do: a moderator decides what is shown, a manager changes the guild's settings. */
export type Authority = 'moderator' | 'manager';

/**
 * Discord's bit that makes each: Manage Events, Manage Server. A command of theirs is offered to those who have it, unless
 * a guild decides otherwise in Discord's settings.
 */
export const bitOf: Readonly<Record<Authority, bigint>> = { moderator: 1n << 33n, manager: 1n << 5n };

type Who = Readonly<{
  guildId: string | undefined;
  /** In the channel, as Discord says. */
  permissions: bigint;
  roles: readonly string[];
  club: Readonly<{ moderatorRole?: string | undefined }>;
}>;

/** Whether somebody is that in the guild: by permission, as an administrator, or as a moderator by the role that it has chosen. */
export function is(authority: Authority, { guildId, permissions, roles, club: { moderatorRole } }: Who): boolean {
  if (guildId === undefined) return false;
  if ((permissions & (bitOf[authority] | bits.administrator)) !== 0n) return true;
  return authority === 'moderator' && moderatorRole !== undefined && roles.includes(moderatorRole);
}
