import { lacksIn } from '../domain/permissions.ts';
import type { Translate } from '../locales/translate.ts';
import type { GuildLook } from '../services/guilds.ts';

/** What will not go as moderators expect with posts in a channel that mention these roles, and what mends it. */
export function postWarnings(
  channelId: string,
  roleIds: readonly (string | undefined)[],
  { standing, mentionable, channels }: Pick<GuildLook, 'standing' | 'mentionable' | 'channels'>,
  t: Translate,
): readonly string[] {
  const channel = channels.get(channelId);
  if (!channel) return [];
  const mayMentionAll = lacksIn(standing, channel.overwrites, ['mention']).length === 0;
  const unmentioned = mayMentionAll
    ? []
    : [...new Set(roleIds)].flatMap((id) => (id !== undefined && !mentionable.has(id) ? [`<@&${id}>`] : []));
  return [
    ...(channel.needsTag ? [`⚠️ ${t('reason.tag')}`] : []),
    ...unmentioned.map((role) => `⚠️ ${t('schedule.no-ping', { role })}`),
  ];
}
