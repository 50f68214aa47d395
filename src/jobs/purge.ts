import type { Job } from './ticker.ts';

const every = Temporal.Duration.from({ hours: 24 });

/** Daily: the data of guilds that the bot left long ago goes. */
export const purgeGuilds: Job = { name: 'purge guilds', every, run: ({ presence }) => presence.purge() };

/** Daily: which members have had their data deleted is forgotten. */
export const purgeMembers: Job = { name: 'purge members', every, run: ({ members }) => members.purge() };
