import type { Logger } from 'pino';
import type { FilmIndex } from '../data/film-index.ts';
import type { Answer } from '../domain/answer.ts';
import type { Clock } from '../domain/clock.ts';
import { isExtra } from '../domain/occurrence.ts';
import type { OccurrenceRecord } from '../domain/occurrence.ts';
import { afterLook, afterProbe, afterSend, afterStep, barring, finished, givenUp } from '../domain/posting.ts';
import type { Move, Posting } from '../domain/posting.ts';
import { scores } from '../domain/rating.ts';
import { OperatorError, StoreUnavailable } from '../errors.ts';
import type { ClubSettings } from './club-settings.ts';
import type { GuildLocales } from './guild-locales.ts';
import type { Metrics } from './metrics.ts';
import type { Parcel, PostOffice } from './post-office.ts';
import type { RatingPosts } from './rating-posts.ts';

/** A move that is made, and not waited for. */
export type MoveNow = Exclude<Move, { do: 'wait' | 'rest' }>;

/** What a move has come to. `clear`: what the next move is to be told (posting.ts). */
type Made = Readonly<{ posting: Posting; clear: boolean }>;

const unclear = (posting: Posting): Made => ({ posting, clear: false });
const unheard = { kind: 'unknown' } as const;

/** Makes the moves of postings: asks Discord for what one wants, and says where the posting is by its answer. Keeps nothing. */
export class PostMoves {
  readonly #films: FilmIndex;
  readonly #settings: Pick<ClubSettings, 'of'>;
  readonly #locales: Pick<GuildLocales, 'of'>;
  readonly #office: Pick<PostOffice, 'send' | 'find' | 'mayPost' | 'step'>;
  readonly #ratings: Pick<RatingPosts, 'adopt' | 'seeded'>;
  readonly #clock: Clock;
  readonly #metrics: Pick<Metrics, 'weeklyAttempt'>;
  readonly #log: Logger;

  constructor(parts: {
    films: FilmIndex;
    settings: Pick<ClubSettings, 'of'>;
    locales: Pick<GuildLocales, 'of'>;
    office: Pick<PostOffice, 'send' | 'find' | 'mayPost' | 'step'>;
    ratings: Pick<RatingPosts, 'adopt' | 'seeded'>;
    clock: Clock;
    metrics: Pick<Metrics, 'weeklyAttempt'>;
    log: Logger;
  }) {
    this.#films = parts.films;
    this.#settings = parts.settings;
    this.#locales = parts.locales;
    this.#office = parts.office;
    this.#ratings = parts.ratings;
    this.#clock = parts.clock;
    this.#metrics = parts.metrics;
    this.#log = parts.log;
  }

  /**
   * Makes a move. What nothing foresees, like a film that has left the library since, is taken for no answer: it is tried
   * again, later each time, and not for ever.
   */
  async make(move: MoveNow, record: OccurrenceRecord): Promise<Made> {
    try {
      return await this.#try(move, record);
    } catch (error) {
      if (error instanceof OperatorError || error instanceof StoreUnavailable) throw error;
      const { guildId, schedule, key, posting } = record;
      this.#log.error({ err: error, guildId, schedule, key, move }, 'a post could not be worked on');
      const after = move.do === 'step' ? afterStep(posting, move.name, unheard, this.#nowMs()) : undefined;
      return unclear(after ?? afterLook(posting, unheard, this.#nowMs()));
    }
  }

  async #try(move: MoveNow, record: OccurrenceRecord): Promise<Made> {
    const { posting } = record;
    switch (move.do) {
      case 'give up': {
        const skipped = givenUp(posting);
        // A film in between is nothing that comes again.
        return unclear(isExtra(record) ? skipped : barring(skipped, this.#nowMs()));
      }
      case 'probe': {
        const answer = this.#counted('look', await this.#office.mayPost(record));
        return unclear(afterProbe(posting, answer, this.#nowMs()));
      }
      case 'finish':
        return unclear(finished(posting));
      case 'look': {
        const answer = this.#counted('look', await this.#office.find(record));
        const clear = answer.kind === 'done' && answer.value === 'none';
        return { posting: afterLook(posting, answer, this.#nowMs()), clear };
      }
      case 'send': {
        const answer = this.#counted('send', await this.#office.send(await this.#parcel(record)));
        return unclear(afterSend(posting, answer, this.#nowMs()));
      }
      case 'step': {
        const answer = await this.#step(move.name, await this.#parcel(record));
        return unclear(afterStep(posting, move.name, answer, this.#nowMs()));
      }
    }
  }

  async #step(name: string, parcel: Parcel): Promise<Answer<unknown>> {
    if (name === 'open') {
      await this.#open(parcel);
      return { kind: 'done', value: undefined };
    }
    const answer = this.#counted('step', await this.#office.step(parcel, name));
    const score = scores.find((one) => name === `seed ${one}`);
    if (score && answer.kind === 'done') await this.#ratings.seeded(ratingPostOf(parcel.record), score);
    return answer;
  }

  #counted<T>(what: 'send' | 'look' | 'step', answer: Answer<T>): Answer<T> {
    this.#metrics.weeklyAttempt({ what, answer: answer.kind });
    return answer;
  }

  /** Ratings count from now on. */
  async #open({ record, club }: Parcel): Promise<void> {
    const { guildId, filmId, posting, settings } = record;
    const { post } = posting;
    if (!post || filmId === undefined || club.ratingMode === 'off') return;
    const wish = {
      ...{ id: ratingPostOf(record), guildId, channelId: post.channelId, filmId, mode: club.ratingMode },
      ...{ emojiSet: club.emojiSet, locale: club.language ?? settings.locale },
    };
    const { closeRatingDays: days } = settings;
    await this.#ratings.adopt(wish, {
      messageId: post.messageId,
      closesAt: days === 0 ? undefined : this.#clock().add({ hours: days * 24 }),
    });
  }

  /** The guild may speak another language by now than when the schedule was made. */
  async #parcel(before: OccurrenceRecord): Promise<Parcel> {
    const { guildId, filmId } = before;
    const film = this.#films.film(filmId ?? '');
    if (!film) throw new Error(`${filmId} left the library after it was chosen`);
    const locale = this.#locales.of(guildId) ?? before.settings.locale;
    const record = { ...before, settings: { ...before.settings, locale } };
    return { record, film, club: await this.#settings.of(guildId) };
  }

  #nowMs(): number {
    return this.#clock().epochMilliseconds;
  }
}

/** The id under which an occurrence takes ratings. */
const ratingPostOf = ({ guildId, schedule, key }: OccurrenceRecord): string => `${guildId} ${schedule} ${key}`;
