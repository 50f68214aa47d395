/** One REST request as it was answered; tokens in the path are kept: the playground has no secrets. */
export type RequestEntry = Readonly<{
  kind: 'request';
  at: string;
  method: string;
  path: string;
  body: unknown;
  status: number;
  /** Discord's error code, where it refused. */
  code: number | undefined;
}>;

/** Something that happened to a message or reaction, or that went through a gateway connection. */
export type EventEntry = Readonly<{
  kind: 'message' | 'reaction' | 'gateway';
  at: string;
  what: string;
  detail: Readonly<Record<string, unknown>>;
}>;

/** All that happened, in order. Tests count in it what came, and what never came twice. */
export class Ledger {
  readonly #entries: (RequestEntry | EventEntry)[] = [];
  readonly #clock: () => Temporal.Instant;

  constructor(clock: () => Temporal.Instant) {
    this.#clock = clock;
  }

  get entries(): readonly (RequestEntry | EventEntry)[] {
    return this.#entries;
  }

  get requests(): readonly RequestEntry[] {
    return this.#entries.filter((entry) => entry.kind === 'request');
  }

  request(entry: Omit<RequestEntry, 'kind' | 'at'>): void {
    this.#entries.push({ kind: 'request', at: this.#now(), ...entry });
  }

  event(kind: EventEntry['kind'], what: string, detail: EventEntry['detail']): void {
    this.#entries.push({ kind, at: this.#now(), what, detail });
  }

  #now(): string {
    return this.#clock().toString({ smallestUnit: 'millisecond' });
  }
}
