import type { Job } from './ticker.ts';

/** All the time: posts that an outage or a crash kept back are sent. A stop does not wait for it: posts stop by themselves. */
export const posts: Job = { name: 'posts', run: ({ posts: waiting }) => void waiting.tick() };

/** All the time: open posts whose hour has come are read again, one after the other. It stops by itself, too. */
export const readings: Job = { name: 'readings', run: ({ reconciliation }) => void reconciliation.tick() };
