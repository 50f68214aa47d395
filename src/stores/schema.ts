import type { Generated } from 'kysely';
import type { FilmList } from '../domain/film-list.ts';
import type { NominationState } from '../domain/nomination.ts';
import type { EmojiSet, PostMode, PostState } from '../domain/post.ts';
import type { RatingSource, Score } from '../domain/rating.ts';

/** Whether a guild's log channel has been told of a change: `none` where there was no such channel, `failed` where it did not take it. */
export type LogState = 'none' | 'due' | 'told' | 'failed';

/** What the tables hold, as the queries see it. Snowflakes are text, times are milliseconds since 1970. */
export type Schema = {
  migrations: { name: string; applied_at: number };
  bags: { scope: string; key: string; drawn: string; last: string | null; used_at: number };
  session_starts: { position: number; at: number };
  ratings: {
    guild_id: string;
    user_id: string;
    film_id: string;
    score: Score;
    source: RatingSource;
    updated_at: number;
  };
  /** When a member last withdrew their rating by command or button; only while a reaction from before it may become known. */
  withdrawals: { guild_id: string; film_id: string; user_id: string; at: number };
  guilds: { guild_id: string; left_at: number | null };
  guild_settings: { guild_id: string; settings: string; updated_at: number };
  film_lists: { user_id: string; list: FilmList; film_id: string; guild_id: string; added_at: number };
  posts: {
    id: string;
    guild_id: string;
    channel_id: string;
    film_id: string;
    message_id: string | null;
    mode: PostMode;
    emoji_set: EmojiSet;
    locale: string;
    state: PostState;
    created_at: number;
    closes_at: number | null;
    heard_since: number;
    full_read_at: number | null;
    /** When an open post is to be read next; null for one that is not. */
    due_at: number | null;
    /** Scores, one digit each. */
    seeded: string;
    to_seed: string;
  };
  reactions: {
    message_id: string;
    user_id: string;
    score: Score;
    /** 1 for a super reaction, which a member can have beside an ordinary one. */
    is_super: Generated<number>;
    at: number;
    /** 1 where the member has rated or withdrawn since, by command or button. */
    overruled: Generated<number>;
  };
  /** Members, by a keyed hash, whose reactions from before `at` no reading may bring back; everywhere without a guild. */
  forgotten: { guild_id: string; member: string; at: number };
  /** Questions whether to delete, by a keyed hash, that were answered with yes a short while ago. */
  answered_questions: { question: string; at: number };
  guild_changes: {
    guild_id: string;
    position: number;
    user_id: string | null;
    before: string;
    after: string;
    at: number;
    undoes: number | null;
    /** Which schedule was changed; null for the guild's settings. */
    schedule: string | null;
    log_channel: string | null;
    log_state: LogState;
  };
  schedules: {
    guild_id: string;
    name: string;
    settings: string;
    state: string;
    first_week: string;
    pending_week: string | null;
    pending_at: number | null;
    version: number;
  };
  schedule_drafts: {
    guild_id: string;
    id: string;
    name: string;
    settings: string;
    ahead: string;
    films: string | null;
    created_at: number;
  };
  queue_items: {
    guild_id: string;
    schedule: string;
    position: number;
    id: string;
    film_id: string;
    date: string | null;
    note: string | null;
  };
  occurrences: {
    guild_id: string;
    schedule: string;
    key: string;
    due_at: number;
    film_id: string | null;
    theme: string | null;
    item: string | null;
    late: number;
    settings: string;
    posting: string;
    state: string;
    reason: string | null;
    channel_id: string | null;
    message_id: string | null;
    posted_at: number | null;
    next_at: number | null;
    lease_until: number;
    fence: number;
  };
  notices: {
    guild_id: string;
    id: string;
    notice: string;
    attempts: number;
    created_at: number;
    next_at: number;
  };
  nominations: {
    guild_id: string;
    id: string;
    film_id: string;
    state: NominationState;
    reason: string;
    decided_at: number | null;
  };
  nomination_supporters: { guild_id: string; nomination_id: string; user_id: string; note: string; at: number };
  secrets: { name: string; value: string };
};
