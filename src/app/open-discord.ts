import type { REST } from '@discordjs/rest';
import { ratingPost } from '../components/rating-post.ts';
import { openBulk } from '../discord/bulk.ts';
import type { Bulk } from '../discord/bulk.ts';
import { ChannelPosts } from '../discord/channel-posts.ts';
import { GuildApi } from '../discord/guild-api.ts';
import { Notices } from '../discord/notices.ts';
import { createRest } from '../discord/rest.ts';
import type { Seal } from '../discord/seal.ts';
import type { Channels } from '../services/channels.ts';
import type { Guilds } from '../services/guilds.ts';
import type { Services } from '../services/services.ts';
import type { Site } from './site.ts';

/** Discord's HTTP side: what the bot asks of its own accord. */
export type Discord = Readonly<{ rest: REST; bulk: Bulk; notices: Notices; channels: Channels; guilds: Guilds }>;

/** Nothing is asked yet. `services` are those that will use it: posts say what they know. */
export function openDiscord(
  { config: { apiUrl, token }, applicationId, metrics, log, stack }: Site,
  { seal, services }: { seal: Seal; services: () => Services },
): Discord {
  const rest = createRest({ apiUrl, token, metrics, log: log.child({ part: 'rest' }) });
  stack.defer(() => {
    rest.clearHashSweeper();
    rest.clearHandlerSweeper();
  });
  const bulk = openBulk({ apiUrl, token, metrics, stack, log: log.child({ part: 'bulk' }) });
  const stopped = new AbortController();
  stack.defer(() => stopped.abort());
  const notices = new Notices({ rest, stopped: stopped.signal });
  const channels = new ChannelPosts({
    ...bulk,
    applicationId,
    write: async (post) => seal.sealed(await ratingPost(post, services()), { ...post, userId: '' }),
  });
  return { rest, bulk, notices, channels, guilds: new GuildApi({ rest, notices, applicationId }) };
}
