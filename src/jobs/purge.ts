import type { Job } from './ticker.ts';

/** Daily: the data of guilds that the bot left long ago goes. */
export const purge: Job = {
  name: 'purge',
  every: Temporal.Duration.from({ hours: 24 }),
  run: ({ presence }) => presence.purge(),
};
