import type { GuildSettings } from '../domain/guild-settings.ts';
import { lacksIn } from '../domain/permissions.ts';
import type { Translate } from '../locales/translate.ts';
import type { GuildLook } from '../services/guilds.ts';

/** What will not go as moderators expect with posts in a channel that mention these roles, and what mends it. */
export function postWarnings(
  channelId: string,
  roleIds: readonly (string | undefined)[],
  { standing, roles, channels }: GuildLook,
  { pingRole }: Pick<GuildSettings, 'pingRole'>,
  t: Translate,
): readonly string[] {
  const channel = channels.get(channelId);
  if (!channel) return [];
  const mayMentionAll = lacksIn(standing, channel.overwrites, ['mention']).length === 0;
  const unpinged = [...new Set(roleIds)].flatMap((id) => {
    if (id === undefined) return [];
    const role = roles.get(id);
    if (!role) return [t(id === pingRole ? 'schedule.role-gone.all' : 'schedule.role-gone.own')];
    return mayMentionAll || role.mentionable ? [] : [t('schedule.no-ping', { role: `<@&${id}>` })];
  });
  return [...(channel.needsTag ? [t('reason.tag')] : []), ...unpinged].map((warning) => `⚠️ ${warning}`);
}
