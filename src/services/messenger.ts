import type { Logger } from 'pino';
import type { Clock } from '../domain/clock.ts';
import { retellMs } from '../domain/notice.ts';
import type { KeptNotice, NoticeStore } from '../stores/notice-store.ts';
import type { ClubSettings } from './club-settings.ts';
import type { PostOffice } from './post-office.ts';

/** So many are told in one go: posts that are due meanwhile come before the next ones. */
const atOnce = 40;

/** As long as one may take: within the minutes in which Discord knows a nonce again. */
const heldSeconds = 60;

/** Tells moderators what has become of posts, sooner or later. What is to be told lies in the store. */
export class Messenger {
  readonly #office: Pick<PostOffice, 'tell'>;
  readonly #settings: Pick<ClubSettings, 'of'>;
  readonly #notices: NoticeStore;
  readonly #clock: Clock;
  readonly #log: Logger;

  constructor(parts: {
    office: Pick<PostOffice, 'tell'>;
    settings: Pick<ClubSettings, 'of'>;
    notices: NoticeStore;
    clock: Clock;
    log: Logger;
  }) {
    this.#office = parts.office;
    this.#settings = parts.settings;
    this.#notices = parts.notices;
    this.#clock = parts.clock;
    this.#log = parts.log;
  }

  /** Tells what is to be told now, each guild in order. */
  async tellDue(): Promise<void> {
    const now = this.#clock();
    if (!(await this.#notices.any(now))) return;
    const kept = await this.#notices.take(now, now.add({ seconds: heldSeconds }), atOnce);
    const byGuild = Map.groupBy(kept, ({ guildId }) => guildId);
    await Promise.all([...byGuild.values()].map((notices) => this.#tellAll(notices)));
  }

  async #tellAll(notices: readonly KeptNotice[]): Promise<void> {
    for (const one of notices) {
      const { notice, id, guildId, attempts, createdAt } = one;
      if (!notice) {
        this.#log.error({ guildId, id }, 'a notice cannot be read: moderators are not told of it');
        await this.#notices.settle(one, undefined);
        continue;
      }
      const answer = await this.#office.tell(notice, id, await this.#settings.of(guildId));
      const now = this.#clock();
      const wait = retellMs(answer, attempts, now.since(createdAt).total('milliseconds'));
      await this.#notices.settle(one, wait === undefined ? undefined : now.add({ milliseconds: Math.ceil(wait) }));
    }
  }
}
