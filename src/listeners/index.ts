import type { Listener } from '../discord/listener.ts';
import { greeting } from './greeting.ts';
import { guildChanged, guildJoined, guildLeft, guildsListed, guildUsed } from './guild-presence.ts';
import { permissionsChanged } from './permissions-changed.ts';
import { ratingReactions } from './rating-reactions.ts';
import { sessionBegan } from './session-began.ts';

/** All that the bot wants to hear of; interactions are answered elsewhere. */
export const listeners: readonly Listener[] = [
  ...greeting,
  guildsListed,
  guildJoined,
  guildChanged,
  guildLeft,
  guildUsed,
  ...permissionsChanged,
  ...ratingReactions,
  sessionBegan,
];
