import type { Logger } from 'pino';

/** Who uses something, and where. */
type Use = Readonly<{ userId: string; guildId: string | undefined }>;

/** Uses within ten seconds, the last one included. */
type Most = Readonly<{ member: number; guild: number }>;

const windowMs = 10_000;
/** Nobody presses three buttons a second for ten seconds, and in a guild a hundred members may all rate at once. */
const usual: Most = { member: 30, guild: 3000 };
/** Each pause while typing asks for choices. */
export const whileTyping: Most = { member: 100, guild: 6000 };

/**
 * What each member and each guild may ask of the bot within ten seconds, so that one that floods it leaves it to the others:
 * a whole guild at its most takes an eighth of what one process answers. Counts begin anew with each ten seconds, and early
 * where more members than `remembered` come by in that time: memory is bounded whatever happens.
 */
export class Budgets {
  readonly #most: Most;
  readonly #remembered: number;
  readonly #members = new Map<string, number>();
  readonly #guilds = new Map<string, number>();
  #sinceMs = -Infinity;

  constructor({ most = usual, remembered = 50_000 }: { most?: Most; remembered?: number } = {}) {
    this.#most = most;
    this.#remembered = remembered;
  }

  /**
   * Counts a use and says whether it is one too many: `now` for the first, `still` for those after it. What is over a member's
   * own budget does not count against the guild's. `nowMs`: of any steady clock.
   */
  tooMany({ userId, guildId }: Use, nowMs: number): 'now' | 'still' | undefined {
    if (nowMs - this.#sinceMs >= windowMs || this.#members.size + this.#guilds.size >= this.#remembered) {
      this.#members.clear();
      this.#guilds.clear();
      this.#sinceMs = nowMs;
    }
    const over = count(this.#members, userId, this.#most.member);
    return over ?? (guildId === undefined ? undefined : count(this.#guilds, guildId, this.#most.guild));
  }
}

function count(all: Map<string, number>, id: string, most: number): 'now' | 'still' | undefined {
  const uses = (all.get(id) ?? 0) + 1;
  all.set(id, uses);
  if (uses <= most) return undefined;
  return uses === most + 1 ? 'now' : 'still';
}

/** Counts a use; true, and one line in the log for each flood, when it is one too many: a line for each would be another flood. */
export function isFlood(budgets: Budgets, { userId, guildId }: Use, log: Logger): boolean {
  const tooMany = budgets.tooMany({ userId, guildId }, performance.now());
  if (tooMany === 'now') log.warn({ userId, guildId }, 'more uses in ten seconds than a member or a guild may have');
  return tooMany !== undefined;
}
