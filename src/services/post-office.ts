import type { Answer } from '../domain/answer.ts';
import type { Film } from '../domain/film.ts';
import type { GuildSettings } from '../domain/guild-settings.ts';
import type { Notice } from '../domain/notice.ts';
import type { OccurrenceRecord } from '../domain/occurrence.ts';
import type { Post } from '../domain/posting.ts';

/** What goes out: an occurrence with its film, and what its guild has chosen. */
export type Parcel = Readonly<{ record: OccurrenceRecord; film: Film; club: GuildSettings }>;

/** How posts get to where they belong. Nothing here throws for what Discord answers, except that it refuses the token. */
export type PostOffice = Readonly<{
  /** The time by Discord's clock; undefined while Discord does not answer. */
  time(): Promise<Temporal.Instant | undefined>;
  /** Sends the post. Repeated within Discord's few minutes it gives back the first message. */
  send(parcel: Parcel): Promise<Answer<Post>>;
  /** Looks for the post in its channel, from some time before it was due. */
  find(record: OccurrenceRecord): Promise<Answer<Post | 'none' | 'unreadable'>>;
  /** Whether the channel is there, of the kind that it was, and takes posts of the bot. */
  mayPost(record: OccurrenceRecord): Promise<Answer<boolean>>;
  /** Does a step of a post that is there; done before, it is done. */
  step(parcel: Parcel, name: string): Promise<Answer<unknown>>;
  /** Waits for no answer any more: what is under way may have been done. */
  hangUp(): void;
  /** Tells moderators, where the guild has a place for that. With the same nonce repeated within Discord's few minutes it tells once. */
  tell(notice: Notice, nonce: string, club: GuildSettings): Promise<Answer<unknown>>;
}>;
