import type { Clock } from '../domain/clock.ts';
import { BagStore } from '../stores/bag-store.ts';
import type { Database } from '../stores/database/database.ts';
import { DraftStore } from '../stores/draft-store.ts';
import { FilmListStore } from '../stores/film-list-store.ts';
import { GuildChangeStore } from '../stores/guild-change-store.ts';
import { GuildSettingsStore } from '../stores/guild-settings-store.ts';
import { GuildStore } from '../stores/guild-store.ts';
import { MemberDataStore } from '../stores/member-data-store.ts';
import { NominationStore } from '../stores/nomination-store.ts';
import { NoticeStore } from '../stores/notice-store.ts';
import { OccurrenceStore } from '../stores/occurrence-store.ts';
import { PostStore } from '../stores/post-store.ts';
import { RatingStore } from '../stores/rating-store.ts';
import { ReactionStore } from '../stores/reaction-store.ts';
import { ScheduleStore } from '../stores/schedule-store.ts';

export type Stores = Readonly<ReturnType<typeof createStores>>;

/** What services keep things in, over an open store. */
export const createStores = ({ db, clock }: Readonly<{ db: Database['db']; clock: Clock }>) => ({
  bags: new BagStore({ db, clock }),
  ratings: new RatingStore(db),
  lists: new FilmListStore(db),
  posts: new PostStore(db),
  reactions: new ReactionStore(db),
  nominations: new NominationStore(db),
  members: new MemberDataStore(db),
  settings: new GuildSettingsStore(db),
  changes: new GuildChangeStore(db),
  guilds: new GuildStore(db),
  schedules: new ScheduleStore(db),
  drafts: new DraftStore(db),
  notices: new NoticeStore(db),
  occurrences: new OccurrenceStore(db),
});
