import type { FilmIndex } from '../data/film-index.ts';
import { isMember } from '../discord/guild-membership.ts';
import type { Services } from '../services/services.ts';
import { createServices } from './create-services.ts';
import type { Discord } from './open-discord.ts';
import type { OpenStore } from './open-store.ts';
import type { Site } from './site.ts';

/** Builds what doors may ask for, and lets reactions under open posts count. */
export async function openServices(
  { checkup, stack, ...site }: Site,
  { films, store, discord }: { films: FilmIndex; store: OpenStore; discord: Discord },
): Promise<Services> {
  const { rest, channels, guilds } = discord;
  const services = createServices({
    ...{ ...site, ...store, films, channels, guilds },
    isMember: (guildId) => isMember(rest, guildId),
  });
  // Closed after the gateway, so that all it has told is in the store.
  stack.use(services.ballots);
  checkup.queue = services.ballots;
  stack.use(services.posts);
  stack.use(services.reconciliation);
  await store.patiently(() => services.posts.open());
  return services;
}
