import { intentOf } from './intents.ts';

export type Dispatch = Readonly<{ op: 0; t: string; s: number; d: unknown }>;

/** Which guilds a session hears of: `(guild_id >> 22) % count`; direct messages go to the first. */
type Shard = readonly [at: number, count: number];

/** How many events a session keeps for a resume, and how long it waits for one. */
const keep = 1000;
const waitMs = 3 * 60_000;

/** What outlives a connection: the number of the last event, and the events themselves for whoever resumes. */
export class GatewaySession {
  readonly id: string;
  readonly intents: number;
  readonly shard: Shard;
  #sequence = 0;
  #cutOffMs: number | undefined;
  readonly #events: Dispatch[] = [];

  constructor(id: string, parts: { intents: number; shard: Shard }) {
    this.id = id;
    this.intents = parts.intents;
    this.shard = parts.shard;
  }

  /** The number of the last event. */
  get sequence(): number {
    return this.#sequence;
  }

  /** The event is for this shard, and an intent lets it through. `guildId` is undefined in direct messages. */
  wants(event: string, guildId: string | undefined): boolean {
    const [at, count] = this.shard;
    if (Number((BigInt(guildId ?? 0) >> 22n) % BigInt(count)) !== at) return false;
    const intent = intentOf(event, guildId === undefined);
    return intent === undefined || (this.intents & intent) !== 0;
  }

  /** Numbers an event and keeps it. */
  record(t: string, d: unknown): Dispatch {
    this.#sequence += 1;
    const dispatch: Dispatch = { op: 0, t, s: this.#sequence, d };
    this.#events.push(dispatch);
    if (this.#events.length > keep) this.#events.shift();
    return dispatch;
  }

  /** The events after a number; undefined when some of them are no longer kept. */
  since(sequence: number): readonly Dispatch[] | undefined {
    const oldest = this.#events[0]?.s ?? this.#sequence + 1;
    return sequence < oldest - 1 ? undefined : this.#events.filter(({ s }) => s > sequence);
  }

  /** Its connection is gone, or there is one again. */
  setCutOff(isCutOff: boolean): void {
    this.#cutOffMs = isCutOff ? performance.now() : undefined;
  }

  /** Nobody came back in time. */
  get isOver(): boolean {
    return this.#cutOffMs !== undefined && performance.now() - this.#cutOffMs > waitMs;
  }
}
