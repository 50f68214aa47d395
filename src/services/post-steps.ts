import type { ScheduleKey, ScheduleSettings } from '../domain/club-schedule.ts';
import type { GuildSettings } from '../domain/guild-settings.ts';
import type { OccurrenceRecord } from '../domain/occurrence.ts';
import { scores } from '../domain/rating.ts';
import type { OccurrenceStore } from '../stores/occurrence-store.ts';
import type { ClubSettings } from './club-settings.ts';

/** What is to do with the posts of schedules, as their guilds have it now. */
export class PostSteps {
  readonly #occurrences: Pick<OccurrenceStore, 'history'>;
  readonly #settings: Pick<ClubSettings, 'of'>;

  constructor(parts: { occurrences: Pick<OccurrenceStore, 'history'>; settings: Pick<ClubSettings, 'of'> }) {
    this.#occurrences = parts.occurrences;
    this.#settings = parts.settings;
  }

  async of({ guildId, name }: ScheduleKey, settings: ScheduleSettings): Promise<readonly string[]> {
    const club = await this.#settings.of(guildId);
    const history = settings.pin ? await this.#occurrences.history(guildId, { schedule: name, limit: 20 }) : [];
    return stepsOf(settings, club, history);
  }
}

/**
 * What is to do with a post once it is there, in order: opening it for ratings, the reactions that members rate with, a thread, the pin, the end of
 * the pin before it, and in announcement channels publishing. `history`: the schedule's posts so far, the latest first.
 */
function stepsOf(
  { channelKind, thread, pin }: ScheduleSettings,
  { ratingMode }: GuildSettings,
  history: readonly OccurrenceRecord[],
): readonly string[] {
  const pinned = history.find(({ posting }) => posting.steps.some(({ name, done }) => name === 'pin' && done));
  const old = pinned?.posting.post;
  return [
    ...(ratingMode === 'off' ? [] : ['open']),
    ...(ratingMode === 'reactions' || ratingMode === 'both' ? scores.map((score) => `seed ${score}`) : []),
    ...(thread && channelKind !== 'forum' ? ['thread'] : []),
    ...(pin && channelKind !== 'forum' ? ['pin', ...(old ? [`unpin ${old.channelId} ${old.messageId}`] : [])] : []),
    ...(channelKind === 'announcement' ? ['publish'] : []),
  ];
}
