import type { Clock } from '../domain/clock.ts';
import type { Notice } from '../domain/notice.ts';
import { patientMs } from '../domain/posting.ts';
import type { ClubSettings } from './club-settings.ts';
import type { PostOffice } from './post-office.ts';

/** Tells moderators what has become of posts, sooner or later. */
export class Messenger {
  readonly #office: Pick<PostOffice, 'tell'>;
  readonly #settings: Pick<ClubSettings, 'of'>;
  readonly #clock: Clock;
  /** What Discord did not take, after so many attempts, and when it is told again; a stop forgets it. */
  readonly #untold = new Set<Readonly<{ notice: Notice; attempts: number; atMs: number }>>();

  constructor(parts: { office: Pick<PostOffice, 'tell'>; settings: Pick<ClubSettings, 'of'>; clock: Clock }) {
    this.#office = parts.office;
    this.#settings = parts.settings;
    this.#clock = parts.clock;
  }

  /** Tells it now; what Discord does not take is kept for `tellAgain`, as long as that is of use. */
  async tell(notice: Notice, before = 0): Promise<void> {
    const answer = await this.#office.tell(notice, await this.#settings.of(notice.guildId));
    const attempts = before + 1;
    const wait = patientMs(answer, attempts);
    if (wait !== undefined) this.#untold.add({ notice, attempts, atMs: this.#nowMs() + wait });
  }

  /** Tells what was not taken and whose time has come, until a stop. */
  async tellAgain(stopping: AbortSignal): Promise<void> {
    const now = this.#nowMs();
    for (const untold of [...this.#untold].filter(({ atMs }) => atMs <= now)) {
      if (stopping.aborted) return;
      await this.tell(untold.notice, untold.attempts);
      this.#untold.delete(untold);
    }
  }

  #nowMs(): number {
    return this.#clock().epochMilliseconds;
  }
}
