import type { Listener } from '../discord/listener.ts';
import { ratingReactions } from './rating-reactions.ts';
import { sessionBegan } from './session-began.ts';

/** All that the bot wants to hear of, besides interactions. */
export const listeners: readonly Listener[] = [...ratingReactions, sessionBegan];
