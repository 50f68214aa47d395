import { setImmediate as nextTurn } from 'node:timers/promises';
import { FakeGateway } from './gateway.ts';
import { applicationId, interactionId } from './ids.ts';
import { interactionFrame } from './interaction.ts';
import { FakeRest } from './rest.ts';

/** A callback is what an answer arrives as; its path holds the interaction's token, and that its id. */
const callback = /\/interactions\/(\d+)\/[^/]+\/callback/;

/** How a load went: from the first interaction to the last answer, and each answer's time. */
export type Load = Readonly<{ ms: number; latenciesMs: readonly number[] }>;

/** Nothing takes a bot longer; one that stops answering stops the bench. */
const longestMs = 120_000;
/** Bytes that may wait for the bot: enough that it never waits for the bench. */
const mostUntaken = 1_000_000;

/**
 * A Discord of one bot at a time, on loopback, made to cost less than any bot: it sends `/film random` and takes what comes
 * for an answer. It keeps the registered commands over restarts of the bot, as Discord does.
 */
export class FakeDiscord implements AsyncDisposable {
  readonly #rest = new FakeRest(({ method, path, body }) => this.#answer(method, path, body));
  readonly #gateway = new FakeGateway(() => this.#ask());
  readonly #sentAt = new Map<string, number>();
  #commands: unknown = [];
  #asked = 0;
  #onAnswer: (latencyMs: number, body: Buffer) => void = () => undefined;

  /** Answers a GET that is about a message; what it leaves undefined is answered as any other. */
  onMessage: (path: string) => unknown = () => undefined;

  /** Answers a message that is sent to a channel; as any other where it leaves that undefined. */
  onPost: () => unknown = () => undefined;

  /** The REST address for a bot, known once it listens. */
  apiUrl = '';

  static async start(): Promise<FakeDiscord> {
    const discord = new FakeDiscord();
    discord.apiUrl = await discord.#rest.listen();
    await discord.#gateway.listen();
    return discord;
  }

  /**
   * Puts the next bot into so many guilds and asks it once, right behind the last of them. Resolves with its answer's body
   * and the time (of `performance.now()`) at which it came.
   */
  firstAnswer(guilds: number): Promise<{ atMs: number; body: string }> {
    const first = Promise.withResolvers<{ atMs: number; body: string }>();
    this.#gateway.guilds = guilds;
    this.#sentAt.clear();
    this.#onAnswer = (_, body) => first.resolve({ atMs: performance.now(), body: body.toString() });
    return unlessOverdue(first.promise);
  }

  /** Keeps `open` interactions unanswered at any time, until `answers` have come. */
  closedLoop({ answers, open }: { answers: number; open: number }): Promise<Load> {
    let left = answers;
    const ask = (): void => {
      left -= 1;
      if (left >= 0) this.#ask();
    };
    const load = this.#collect(answers, ask);
    for (let n = 0; n < open; n += 1) ask();
    return load;
  }

  /** Asks so many times a second, whatever the answers do. */
  async paced({ answers, perSecond }: { answers: number; perSecond: number }): Promise<Load> {
    const load = this.#collect(answers);
    const startedMs = performance.now();
    for (let n = 0; n < answers; n += 1) {
      // A timer would be late by a millisecond or more; turns of the loop are not, and this process has nothing else to do.
      while (performance.now() < startedMs + (n * 1000) / perSecond) await nextTurn();
      this.#ask();
    }
    return load;
  }

  /**
   * Sends events, so many a second or as fast as the bot takes them, and one interaction behind the last. Resolves when that
   * is answered: the bot has heard them all.
   */
  async tell({ events, perSecond, frame }: { events: number; perSecond: number; frame: (n: number) => string }) {
    const startedMs = performance.now();
    for (let n = 0; n < events;) {
      const due = Math.min(events, n + 100, Math.ceil(((performance.now() - startedMs) / 1000) * perSecond));
      if (this.#gateway.untaken < mostUntaken) for (; n < due; n += 1) this.#gateway.send(frame(n));
      await nextTurn();
    }
    const heard = this.#collect(1);
    this.#ask();
    await heard;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all([this.#rest[Symbol.asyncDispose](), this.#gateway[Symbol.asyncDispose]()]);
  }

  #collect(answers: number, onAnswer: () => void = () => undefined): Promise<Load> {
    const done = Promise.withResolvers<Load>();
    const latenciesMs: number[] = [];
    const startedMs = performance.now();
    this.#onAnswer = (latencyMs, body) => {
      // A refusal is seen by one member alone, and is quicker than an answer.
      if (body.includes('"flags":64')) done.reject(new Error(`a refusal: ${body.toString()}`));
      latenciesMs.push(latencyMs);
      if (latenciesMs.length === answers) done.resolve({ ms: performance.now() - startedMs, latenciesMs });
      else onAnswer();
    };
    return unlessOverdue(done.promise);
  }

  #ask(): void {
    const n = this.#asked;
    this.#asked += 1;
    this.#sentAt.set(interactionId(n), performance.now());
    this.#gateway.send(interactionFrame(n, this.#gateway.guilds));
  }

  #answer(method: string, path: string, body: Buffer): unknown {
    const id = callback.exec(path)?.[1];
    const sentAt = this.#sentAt.get(id ?? '');
    if (id !== undefined && sentAt !== undefined) {
      this.#sentAt.delete(id);
      this.#onAnswer(performance.now() - sentAt, body);
      return undefined;
    }
    if (path.includes('/gateway/bot')) {
      const session_start_limit = { total: 1000, remaining: 999, reset_after: 3_600_000, max_concurrency: 1 };
      return { url: this.#gateway.url, shards: 1, session_start_limit };
    }
    if (path.includes('/commands')) {
      if (method === 'PUT') this.#commands = JSON.parse(body.toString());
      return this.#commands;
    }
    // The past of a channel holds nothing.
    if (method === 'GET' && /\/messages(?:\?|$)/.test(path)) return [];
    const message = path.includes('/messages/') ? this.onMessage(path) : undefined;
    const posted = method === 'POST' && path.endsWith('/messages') ? this.onPost() : undefined;
    return message ?? posted ?? { id: applicationId };
  }
}

async function unlessOverdue<T>(answers: Promise<T>): Promise<T> {
  const overdue = Promise.withResolvers<never>();
  const timer = setTimeout(() => overdue.reject(new Error('a bot does not answer')), longestMs);
  try {
    return await Promise.race([answers, overdue.promise]);
  } finally {
    clearTimeout(timer);
  }
}
