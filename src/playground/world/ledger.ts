/** One REST request as it was answered; tokens in the path are kept: the playground has no secrets. */
export type RequestEntry = Readonly<{
  kind: 'request';
  at: string;
  method: string;
  /** Without `/api/v10`; with the query, if there is one. */
  path: string;
  body: unknown;
  status: number;
  /** Discord's error code, where it refused. */
  code: number | undefined;
}>;

/** Something that happened to a message or reaction, that went through a gateway connection, or that was made to go wrong. */
export type EventEntry = Readonly<{
  kind: 'message' | 'reaction' | 'gateway' | 'fault';
  at: string;
  what: string;
  detail: Readonly<Record<string, unknown>>;
}>;

/** The oldest entries go when there are more: a playground may stand open for days. */
const most = 20_000;

/** All that happened, in order. Tests count in it what came, and what never came twice. */
export class Ledger {
  #entries: (RequestEntry | EventEntry)[] = [];
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

  /** What happened of one kind. */
  events(kind: EventEntry['kind']): readonly EventEntry[] {
    return this.#entries.filter((entry): entry is EventEntry => entry.kind === kind);
  }

  request(entry: Omit<RequestEntry, 'kind' | 'at'>): void {
    this.#add({ kind: 'request', at: this.#now(), ...entry });
  }

  event(kind: EventEntry['kind'], what: string, detail: EventEntry['detail']): void {
    this.#add({ kind, at: this.#now(), what, detail });
  }

  #add(entry: RequestEntry | EventEntry): void {
    this.#entries.push(entry);
    // Cut rarely and by half, so that adding stays cheap.
    if (this.#entries.length >= 2 * most) this.#entries = this.#entries.slice(-most);
  }

  #now(): string {
    return this.#clock().toString({ smallestUnit: 'millisecond' });
  }
}
