import { setTimeout as sleep } from 'node:timers/promises';
import type { APIMessage } from 'discord.js';
import type { Action, ActionResult } from '../../src/playground/protocol.ts';
import { Playground } from '../../src/playground/server.ts';
import { Line, request } from './wire.ts';
import type { Answer, Frame } from './wire.ts';

/** An interaction as the gateway tells it, as far as a test looks at it. */
export type Told = Readonly<{
  id: string;
  token: string;
  application_id: string;
  type: number;
  data: Record<string, unknown>;
  message?: APIMessage;
}> &
  Record<string, unknown>;

type Opening = Readonly<{ intents?: number; through?: (apiUrl: string) => Promise<string>; patient?: boolean }>;

/** A playground with a bot in it that does only what a test says, and a clock that a test may move. */
export class Stage implements AsyncDisposable {
  readonly playground: Playground;
  readonly line: Line;
  /** Where requests go. */
  readonly apiUrl: string;
  readonly #patient: boolean;
  readonly #clock: { now: Temporal.Instant };

  private constructor(
    parts: Pick<Stage, 'playground' | 'line' | 'apiUrl'> & { patient: boolean; clock: { now: Temporal.Instant } },
  ) {
    this.playground = parts.playground;
    this.line = parts.line;
    this.apiUrl = parts.apiUrl;
    this.#patient = parts.patient;
    this.#clock = parts.clock;
  }

  /**
   * `through` gives the address of whatever is to stand between the bot and the playground; a `patient` bot waits for rate
   * limits, and asks again.
   */
  static async open(more: Opening = {}): Promise<Stage> {
    const { through = async (apiUrl: string) => apiUrl, patient = false, ...identity } = more;
    const clock = { now: Temporal.Instant.from('2026-11-27T18:00:00Z') };
    const playground = await Playground.start({ port: 0, clock: () => clock.now });
    const line = new Line(playground);
    await line.identify(playground, identity);
    await line.event('READY');
    return new Stage({ playground, line, apiUrl: await through(playground.apiUrl), patient, clock });
  }

  get world(): Playground['world'] {
    return this.playground.world;
  }

  /** The text channel in which everything happens. */
  get channel(): string {
    return this.#channelOf('film-club');
  }

  get announcements(): string {
    return this.#channelOf('announcements');
  }

  get anna(): string {
    return this.world.people[0]?.id ?? '';
  }

  async call(call: string, body?: unknown, headers?: Readonly<Record<string, string>>): Promise<Answer> {
    const answer = await request({ apiUrl: this.apiUrl, token: this.playground.token }, call, body, headers);
    if (!this.#patient || answer.status !== 429) return answer;
    await sleep((answer.body as { retry_after: number }).retry_after * 1000);
    return this.call(call, body, headers);
  }

  act(action: Record<string, unknown>): Promise<ActionResult> {
    return this.playground.act({ as: this.anna, ...action } as unknown as Action);
  }

  passTime(duration: Temporal.DurationLike): void {
    this.#clock.now = this.#clock.now.add(duration);
  }

  /** Sends a message of the bot, which Discord takes. */
  async post(body: object = { content: 'Hello' }): Promise<APIMessage> {
    const { status, body: message } = await this.call(`POST /channels/${this.channel}/messages`, body);
    if (status !== 200) throw new Error(`refused: ${JSON.stringify(message)}`);
    return message as APIMessage;
  }

  /** Registers a command and gives back its id. */
  async register(command: object = { name: 'film', description: 'Films' }): Promise<string> {
    const { body } = await this.call(`POST /applications/${this.world.applicationId}/commands`, command);
    return (body as { id: string }).id;
  }

  /** Anna uses the command, or does something else, and the bot is told. */
  async told(action: Record<string, unknown>): Promise<Told> {
    const before = this.line.frames.length;
    const acted = this.act(action);
    if (action['do'] !== 'autocomplete') {
      const result = await acted;
      if (!result.ok) throw new Error(result.error);
    }
    const isNew = (frame: Frame, at: number): boolean => at >= before && frame.t === 'INTERACTION_CREATE';
    return (await this.line.until(() => this.line.frames.find(isNew))).d as Told;
  }

  /** Anna uses `/film`. */
  async used(command?: object): Promise<Told> {
    const commandId = await this.register(command);
    return this.told({ do: 'command', channelId: this.channel, commandId, options: [] });
  }

  /** Anna presses the button `go` on a new message of the bot. */
  async pressed(): Promise<Told & { message: APIMessage }> {
    const { id: messageId } = await this.post({ content: 'Hello', components: [aRow(aButton())] });
    const told = await this.told({ do: 'component', messageId, customId: 'go', componentType: 2 });
    return told as Told & { message: APIMessage };
  }

  /** The one first answer. */
  answer({ id, token }: Told, type: number, data?: object, query = ''): Promise<Answer> {
    return this.call(`POST /interactions/${id}/${token}/callback${query}`, { type, data });
  }

  /** The webhook of an interaction: `POST` follows up, `PATCH /messages/@original` edits. */
  webhook({ application_id: id, token }: Told, call: string, body?: object): Promise<Answer> {
    const [method = '', rest = ''] = call.split(' ');
    return this.call(`${method} /webhooks/${id}/${token}${rest}`, body, { authorization: '' });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.line[Symbol.asyncDispose]();
    await this.playground[Symbol.asyncDispose]();
  }

  #channelOf(name: string): string {
    return this.world.channels.find((channel) => channel.name === name)?.id ?? '';
  }
}

export const aRow = (...components: object[]): object => ({ type: 1, components });
export const aButton = (more: object = {}): object => ({ type: 2, style: 1, label: 'Go', custom_id: 'go', ...more });
