import { PermissionFlagsBits } from 'discord.js';
import type { Channel, World } from '../world/world.ts';
import { refusals } from './discord-error.ts';

/**
 * Refuses what the bot may not do in a channel: Missing Access where it cannot see the channel at all, Missing
 * Permissions where it lacks one of the bits.
 */
export function demandPermission(world: World, channel: Channel, ...bits: readonly bigint[]): void {
  const own = world.permissions(world.bot.id, channel);
  if ((own & PermissionFlagsBits.ViewChannel) === 0n) throw refusals.missingAccess();
  if (bits.some((bit) => (own & bit) === 0n)) throw refusals.missingPermissions();
}
