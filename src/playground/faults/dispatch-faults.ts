import type { GatewayConnection } from '../gateway/gateway-connection.ts';
import type { Dispatch } from '../gateway/gateway-session.ts';
import type { Ledger } from '../world/ledger.ts';

/** Ways in which an event can arrive spoiled. */
const spoiled = {
  'cut short': (frame: Dispatch) => JSON.stringify(frame).slice(0, -5),
  binary: (frame: Dispatch) => Buffer.from(JSON.stringify(frame)),
  'unknown opcode': (frame: Dispatch) => JSON.stringify({ ...frame, op: 77 }),
  'no name': (frame: Dispatch) => JSON.stringify({ ...frame, t: undefined }),
  'no data': (frame: Dispatch) => JSON.stringify({ ...frame, d: null }),
  'no number': (frame: Dispatch) => JSON.stringify({ ...frame, s: undefined }),
} as const;
export type Spoiling = keyof typeof spoiled;
export const spoilings = Object.keys(spoiled) as readonly Spoiling[];

/** What happens to events on their way to the bot. The session keeps them as they were, for a resume. */
export class DispatchFaults {
  readonly #ledger: Ledger;
  #doubled = 0;
  #spoiled: readonly Spoiling[] = [];
  #reversed = 0;
  #held: (() => void)[] = [];

  constructor(parts: { ledger: Ledger }) {
    this.#ledger = parts.ledger;
  }

  /** The next so many events come twice each. */
  double(times: number): void {
    this.#doubled += times;
  }

  /** The next events come spoiled, one in each of these ways. */
  spoil(...ways: readonly Spoiling[]): void {
    this.#spoiled = [...this.#spoiled, ...ways];
  }

  /** The next so many events come all at once when the last of them is there, in reverse order. */
  reverse(times: number): void {
    this.#reversed = times;
  }

  clear(): void {
    this.#doubled = 0;
    this.#spoiled = [];
    this.#reversed = 0;
    this.#release();
  }

  /** Sends an event, with whatever is due to it. */
  send(connection: GatewayConnection, frame: Dispatch): void {
    if (this.#reversed > 0) {
      this.#note('reversed', frame);
      this.#held.push(() => connection.send(frame));
      this.#reversed -= 1;
      if (this.#reversed === 0) this.#release();
      return;
    }
    const [way, ...others] = this.#spoiled;
    if (way !== undefined) {
      this.#note(`spoiled: ${way}`, frame);
      this.#spoiled = others;
      return connection.sendRaw(spoiled[way](frame));
    }
    connection.send(frame);
    if (this.#doubled === 0) return;
    this.#note('doubled', frame);
    this.#doubled -= 1;
    connection.send(frame);
  }

  #release(): void {
    for (const send of this.#held.splice(0).toReversed()) send();
  }

  #note(what: string, { t, s }: Dispatch): void {
    this.#ledger.event('fault', what, { t, s });
  }
}
