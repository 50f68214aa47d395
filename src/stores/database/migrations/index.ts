import type { Migration } from '../migration.ts';
import { bags } from './0001-bags.ts';
import { sessionStarts } from './0002-session-starts.ts';
import { secrets } from './0003-secrets.ts';
import { ratings } from './0004-ratings.ts';
import { guildSettings } from './0005-guild-settings.ts';
import { posts } from './0006-posts.ts';
import { filmLists } from './0007-film-lists.ts';
import { nominations } from './0008-nominations.ts';
import { guildDepartures } from './0009-guild-departures.ts';
import { guildChanges } from './0010-guild-changes.ts';
import { schedules } from './0011-schedules.ts';
import { scheduleChanges } from './0012-schedule-changes.ts';
import { overruledReactions } from './0013-overruled-reactions.ts';
import { superReactions } from './0014-super-reactions.ts';
import { ratingsByMember } from './0015-ratings-by-member.ts';
import { bagsByScope } from './0016-bags-by-scope.ts';
import { notices } from './0017-notices.ts';
import { withdrawals } from './0018-withdrawals.ts';
import { closedReactions } from './0019-closed-reactions.ts';
import { answeredQuestions } from './0020-answered-questions.ts';
import { fullReadings } from './0021-full-readings.ts';

/** Every step of the schema, in order. The list only grows. */
export const migrations: readonly Migration[] = [
  bags,
  sessionStarts,
  secrets,
  ratings,
  guildSettings,
  posts,
  filmLists,
  nominations,
  guildDepartures,
  guildChanges,
  schedules,
  scheduleChanges,
  overruledReactions,
  superReactions,
  ratingsByMember,
  bagsByScope,
  notices,
  withdrawals,
  closedReactions,
  answeredQuestions,
  fullReadings,
];
