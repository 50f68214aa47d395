import type { Listener } from '../discord/listener.ts';

/** All that the bot wants to hear of, besides interactions. */
export const listeners: readonly Listener[] = [];
