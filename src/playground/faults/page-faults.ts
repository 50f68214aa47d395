import type { LastingFault, PageFault } from '../protocol.ts';
import type { World } from '../world/world.ts';
import type { Faults } from './faults.ts';

/** Long enough to try a command or two. */
const lastMs = 30_000;
/** Discord takes a first answer for 3 s: the bot's are late, but not too late. */
const slowMs = 1500;
/** Of answers or events. */
const some = 3;
/** A bot that waits for so long is still in time. */
const limitS = 1;

/** The handful of faults that a visitor may cause from the page. */
export class PageFaults {
  readonly #world: World;
  readonly #faults: Faults;
  readonly #endsMs = new Map<LastingFault, number>();

  constructor(parts: { world: World; faults: Faults }) {
    this.#world = parts.world;
    this.#faults = parts.faults;
  }

  /** What goes wrong at the moment, and goes on doing so. */
  get lasting(): readonly LastingFault[] {
    return [...this.#endsMs].filter(([, endsMs]) => performance.now() < endsMs).map(([fault]) => fault);
  }

  /** Lets it happen; `none` ends whatever lasts. */
  cause(fault: PageFault | 'none'): void {
    switch (fault) {
      case 'cut':
        return this.#faults.gateway.drop();
      case 'reconnect':
        return this.#faults.gateway.reconnect();
      case 'silence':
        return this.#faults.gateway.silence();
      case 'endSession':
        return this.#faults.gateway.invalidate(false);
      case 'double':
        return this.#faults.gateway.events.double(some);
      case 'kick':
        return this.#faults.gateway.kick();
      case 'invite':
        return this.#faults.gateway.invite();
      case 'errors':
        return this.#faults.rest.next('callback', { status: 500 }, some);
      case 'lose':
        return this.#faults.rest.next('callback', { cut: 'after' }, some);
      case 'limit':
        return this.#faults.rest.next('callback', { limited: 'shared', retryAfterS: limitS }, some);
      case 'outage':
        this.#faults.outage(lastMs);
        return this.#last(fault);
      case 'slow':
        this.#faults.rest.during(lastMs, 'any', { delayMs: slowMs });
        return this.#last(fault);
      case 'none':
        this.#faults.clear();
        return this.#endsMs.clear();
    }
  }

  #last(fault: LastingFault): void {
    this.#endsMs.set(fault, performance.now() + lastMs);
    setTimeout(() => this.#world.changed(), lastMs + 50).unref();
  }
}
