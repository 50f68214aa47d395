import type { Nomination, NominationState } from '../domain/nomination.ts';
import { UserError } from '../errors.ts';
import type { NominationStore } from '../stores/nomination-store.ts';
import type { ClubSettings } from './club-settings.ts';
import { InTurn } from './in-turn.ts';

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

type Store = Pick<NominationStore, 'support' | 'withdraw' | 'decide' | 'undone' | 'inState' | 'of' | 'get'>;

/** What members propose to their guild, and what its moderators make of it. */
export class Nominations {
  readonly #store: Store;
  readonly #settings: Pick<ClubSettings, 'of'>;
  /** Of one guild one at a time: two presses at once must not pass a quota that has room for one, nor open a film twice. */
  readonly #turns = new InTurn();

  constructor(parts: { store: Store; settings: Pick<ClubSettings, 'of'> }) {
    this.#store = parts.store;
    this.#settings = parts.settings;
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
      const undone = isTheirs ? [] : await this.#store.undone(guildId);
      if (undone.some((each) => each.state === 'accepted' && each.filmId === filmId)) return 'accepted';
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

  /** Accepts an open nomination. Refuses (`nomination.gone`) one that is not open any more. Durable when it resolves. */
  accept(guildId: string, id: string, now: Temporal.Instant): Promise<Nomination> {
    return this.#decide(guildId, id, { to: 'accepted', from: ['open'], reason: '', at: now });
  }

  /** Declines a nomination that is open or was accepted; else as `accept`. `reason` is told to those who want it. */
  decline(guildId: string, id: string, reason: string, now: Temporal.Instant): Promise<Nomination> {
    return this.#decide(guildId, id, { to: 'declined', from: ['open', 'accepted'], reason, at: now });
  }

  async #decide(
    guildId: string,
    id: string,
    decision: Parameters<NominationStore['decide']>[1] & { from: readonly NominationState[] },
  ): Promise<Nomination> {
    if (!(await this.#store.decide({ guildId, id }, decision))) throw new UserError('nomination.gone');
    return this.get(guildId, id);
  }
}
