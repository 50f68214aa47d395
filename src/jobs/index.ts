import { posts, readings } from './posts.ts';
import { purgeGuilds, purgeMembers } from './purge.ts';
import type { Job } from './ticker.ts';

/** All that is due by the clock. */
export const jobs: readonly Job[] = [posts, readings, purgeGuilds, purgeMembers];
