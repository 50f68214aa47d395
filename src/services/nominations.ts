import { usualName } from '../domain/club-schedule.ts';
import type { Schedule } from '../domain/club-schedule.ts';
import type { Nomination } from '../domain/nomination.ts';
import { UserError } from '../errors.ts';
import type { NominationStore } from '../stores/nomination-store.ts';
import type { Altered, By } from '../stores/schedule-store.ts';
import type { ClubSettings } from './club-settings.ts';
import type { FilmQueue, Place } from './film-queue.ts';
import { InTurn } from './in-turn.ts';
import type { Schedules } from './schedules.ts';

type Who = Readonly<{ guildId: string; userId: string }>;

/** What a member proposes. `id` is unique; the nomination goes by it if it is a new one. */
export type Proposal = Who & Readonly<{ filmId: string; note: string; id: string; now: Temporal.Instant }>;

/**
 * `kept`: they had nominated it already. `accepted`: nothing was kept, for a moderator has accepted the film. `full`: they have as
 * many open nominations as a member may have.
 */
export type Outcome = 'opened' | 'joined' | 'kept' | 'accepted' | 'full';

/** A member’s nominations in a guild, latest first, and how many more they may open or join. */
export type Own = Readonly<{ nominations: readonly Nomination[]; left: number; most: number }>;

/** `place`: where its film is in the queue of the schedule; without one, why that did not take it (`refused`), if there is a schedule. */
export type Accepted = Readonly<{
  nomination: Nomination;
  schedule: Schedule | undefined;
  place: Place | undefined;
  refused: UserError | undefined;
}>;

/** `released`: what became of the queue that its film was in; `queuedIn`: a schedule in whose queue a moderator has put it. */
export type Declined = Readonly<{
  nomination: Nomination;
  released: Altered | undefined;
  queuedIn: string | undefined;
}>;

type Store = Pick<NominationStore, 'support' | 'withdraw' | 'decide' | 'undone' | 'inState' | 'of' | 'get'>;

/** What members propose to their guild, and what its moderators make of it. */
export class Nominations {
  readonly #store: Store;
  readonly #settings: Pick<ClubSettings, 'of'>;
  readonly #schedules: Pick<Schedules, 'list' | 'release' | 'withQueues'>;
  readonly #queue: Pick<FilmQueue, 'add'>;
  /** Of one guild one at a time: two presses at once must not pass a quota that has room for one, nor open a film twice. */
  readonly #turns = new InTurn();

  constructor(parts: {
    store: Store;
    settings: Pick<ClubSettings, 'of'>;
    schedules: Pick<Schedules, 'list' | 'release' | 'withQueues'>;
    queue: Pick<FilmQueue, 'add'>;
  }) {
    this.#store = parts.store;
    this.#settings = parts.settings;
    this.#schedules = parts.schedules;
    this.#queue = parts.queue;
  }

  /**
   * Opens a nomination, or joins the open one of the same film; nominating again changes the note. Refuses (`nominate.closed`)
   * where the guild takes none. Durable when it resolves.
   */
  nominate(proposal: Proposal): Promise<Outcome> {
    const { guildId, filmId, now: at } = proposal;
    return this.#turns.do(guildId, async () => {
      const { nominationsOpen } = await this.#settings.of(guildId);
      if (!nominationsOpen) throw new UserError('nominate.closed');
      const { nominations, left } = await this.of(proposal);
      const isTheirs = nominations.some((each) => each.state === 'open' && each.filmId === filmId);
      const undone = isTheirs ? [] : await this.#store.undone(guildId, filmId);
      if (undone.some(({ state }) => state === 'accepted')) return 'accepted';
      if (!isTheirs && left === 0) return 'full';
      return this.#store.support({ ...proposal, at });
    });
  }

  /** What moderators last made of a film, if they have decided on it and it is still in memory. */
  async lastDecision(guildId: string, filmId: string): Promise<Nomination | undefined> {
    const decided = await this.#store.inState(guildId, ['accepted', 'declined']);
    const at = ({ decidedAt }: Nomination): number => decidedAt?.epochMilliseconds ?? 0;
    return decided.filter((each) => each.filmId === filmId).toSorted((a, b) => at(b) - at(a))[0];
  }

  /** Takes a member out of the open nomination of a film; whether they were part of it. Durable when it resolves. */
  takeBack(who: Who & Readonly<{ filmId: string }>): Promise<boolean> {
    return this.#turns.do(who.guildId, () => this.#store.withdraw(who));
  }

  async of({ guildId, userId }: Who): Promise<Own> {
    const { nominationsPerMember: most } = await this.#settings.of(guildId);
    const nominations = await this.#store.of(guildId, userId);
    const open = nominations.filter(({ state }) => state === 'open').length;
    return { nominations, left: Math.max(0, most - open), most };
  }

  /** What moderators have before them: open nominations, most wanted first, then accepted ones whose film is still to come. */
  async list(guildId: string): Promise<readonly Nomination[]> {
    const found = await this.#store.undone(guildId);
    return found.toSorted((a, b) => Number(a.state !== 'open') - Number(b.state !== 'open'));
  }

  /** Refuses (`nomination.gone`) one that the guild does not have, or not any more. */
  async get(guildId: string, id: string): Promise<Nomination> {
    const found = await this.#store.get({ guildId, id });
    if (!found) throw new UserError('nomination.gone');
    return found;
  }

  /**
   * Accepts an open nomination. Where the guild has a schedule, its film goes into the queue of the one that is meant by default,
   * both or nothing; a queue that does not take it stays as it is. Refuses (`nomination.gone`) one that is not open any more.
   * Durable when it resolves.
   */
  async accept(guildId: string, id: string, by: By): Promise<Accepted> {
    const { filmId } = await this.get(guildId, id);
    const verdict = { to: 'accepted', from: ['open'], reason: '', at: by.now } as const;
    const all = await this.#schedules.list(guildId);
    const schedule = all.find(({ name }) => name === usualName) ?? all[0];
    let refused: UserError | undefined;
    try {
      const item = { id, filmId, date: undefined, note: undefined };
      const place = schedule && (await this.#queue.add(schedule, item, undefined, by, { id, verdict }));
      if (place) return { nomination: await this.get(guildId, id), schedule, place, refused };
    } catch (error) {
      if (!(error instanceof UserError) || error.key === 'nomination.gone') throw error;
      refused = error;
    }
    if (!(await this.#store.decide({ guildId, id }, verdict))) throw new UserError('nomination.gone');
    return { nomination: await this.get(guildId, id), schedule, place: undefined, refused };
  }

  /**
   * Declines a nomination that is open or was accepted; the film that was queued when it was accepted is in the queue no more, both
   * or nothing. Else as `accept`. `reason` is told to those who want it.
   */
  async decline(guildId: string, id: string, reason: string, by: By): Promise<Declined> {
    const verdict = { to: 'declined', from: ['open', 'accepted'], reason, at: by.now } as const;
    const released = await this.#schedules.release(guildId, { id, verdict }, by);
    const nomination = await this.get(guildId, id);
    const schedules = await this.#schedules.withQueues(guildId);
    const holder = schedules.find(({ queue }) => queue.some(({ filmId }) => filmId === nomination.filmId));
    return { nomination, released, queuedIn: holder?.schedule.name };
  }
}
