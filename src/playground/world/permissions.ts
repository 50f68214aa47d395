import { OverwriteType, PermissionFlagsBits } from 'discord.js';

export type Overwrite = Readonly<{ id: string; type: OverwriteType; allow: bigint; deny: bigint }>;

const all = Object.values(PermissionFlagsBits).reduce((sum, bit) => sum | bit, 0n);
const { Administrator, ViewChannel, SendMessages, EmbedLinks, AttachFiles, MentionEveryone, SendTTSMessages } =
  PermissionFlagsBits;

/** What everybody may do in the playground's guild, and in direct messages. */
export const everyone =
  ViewChannel |
  SendMessages |
  EmbedLinks |
  AttachFiles |
  PermissionFlagsBits.AddReactions |
  PermissionFlagsBits.ReadMessageHistory |
  PermissionFlagsBits.CreatePublicThreads |
  PermissionFlagsBits.SendMessagesInThreads |
  PermissionFlagsBits.UseApplicationCommands;

/**
 * What somebody may do in a channel: roles, then the channel's overwrites for everyone, for the roles, for the member.
 * https://discord.com/developers/docs/topics/permissions#permission-overwrites
 */
export function permissionsIn(parts: {
  userId: string;
  guildId: string;
  roles: readonly { id: string; permissions: bigint }[];
  overwrites: readonly Overwrite[];
}): bigint {
  const { userId, guildId, roles, overwrites } = parts;
  const base = roles.reduce((sum, { permissions }) => sum | permissions, 0n);
  if ((base & Administrator) !== 0n) return all;
  const roleIds = new Set(roles.map(({ id }) => id).filter((id) => id !== guildId));
  const steps = [
    overwrites.filter(({ id }) => id === guildId),
    overwrites.filter(({ id, type }) => type === OverwriteType.Role && roleIds.has(id)),
    overwrites.filter(({ id, type }) => type === OverwriteType.Member && id === userId),
  ];
  return implied(steps.reduce(apply, base));
}

function apply(permissions: bigint, overwrites: readonly Overwrite[]): bigint {
  const deny = overwrites.reduce((sum, overwrite) => sum | overwrite.deny, 0n);
  const allow = overwrites.reduce((sum, overwrite) => sum | overwrite.allow, 0n);
  return (permissions & ~deny) | allow;
}

/** Who cannot see a channel can do nothing there; who cannot write can send no embed either. */
function implied(permissions: bigint): bigint {
  if ((permissions & ViewChannel) === 0n) return 0n;
  if ((permissions & SendMessages) !== 0n) return permissions;
  return permissions & ~(EmbedLinks | AttachFiles | MentionEveryone | SendTTSMessages);
}
