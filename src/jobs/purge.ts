import type { Job } from './ticker.ts';

/** Daily: the data of guilds that the bot left long ago goes, and which members have had theirs deleted. */
export const purge: Job = {
  name: 'purge',
  every: Temporal.Duration.from({ hours: 24 }),
  run: async ({ presence, members }) => {
    await members.purge();
    await presence.purge();
  },
};
