import { GatewayIntentBits } from 'discord.js';

export type Dispatch = Readonly<{ op: 0; t: string; s: number; d: unknown }>;

/** Which events an intent lets through; what is not here needs none. https://discord.com/developers/docs/events/gateway#list-of-intents */
const intentOf = new Map<string, GatewayIntentBits>([
  ...['GUILD_CREATE', 'GUILD_UPDATE', 'GUILD_DELETE', 'CHANNEL_CREATE', 'CHANNEL_UPDATE', 'CHANNEL_DELETE'].map(
    (event) => [event, GatewayIntentBits.Guilds] as const,
  ),
  ...[
    'MESSAGE_REACTION_ADD',
    'MESSAGE_REACTION_REMOVE',
    'MESSAGE_REACTION_REMOVE_ALL',
    'MESSAGE_REACTION_REMOVE_EMOJI',
  ].map((event) => [event, GatewayIntentBits.GuildMessageReactions] as const),
  ...['MESSAGE_CREATE', 'MESSAGE_UPDATE', 'MESSAGE_DELETE'].map(
    (event) => [event, GatewayIntentBits.GuildMessages] as const,
  ),
]);

/** How many events a session keeps for a resume. */
const keep = 1000;

/** What outlives a connection: the number of the last event, and the events themselves for whoever resumes. */
export class GatewaySession {
  readonly id: string;
  readonly intents: number;
  #sequence = 0;
  readonly #events: Dispatch[] = [];

  constructor(id: string, intents: number) {
    this.id = id;
    this.intents = intents;
  }

  wants(event: string): boolean {
    const intent = intentOf.get(event);
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

  /** The events after a number; undefined when some of them are no longer kept, or the number was never given. */
  since(sequence: number): readonly Dispatch[] | undefined {
    const oldest = this.#events[0]?.s ?? this.#sequence + 1;
    if (sequence > this.#sequence || sequence < oldest - 1) return undefined;
    return this.#events.filter(({ s }) => s > sequence);
  }
}
