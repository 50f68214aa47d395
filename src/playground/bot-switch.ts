import type { Snapshot } from './protocol.ts';

/** What the playground needs to start a bot: where Discord is, and who the bot is. */
export type StartBot = (parts: { apiUrl: string; token: string }) => Promise<Bot>;

/** A running bot; `failed` rejects when it has come to its end by itself. */
type Bot = AsyncDisposable & Readonly<{ failed: Promise<never> }>;

/** Starts and stops the bot that runs beside the playground, one change at a time. */
export class BotSwitch {
  readonly #start: (() => Promise<Bot>) | undefined;
  readonly #onChange: () => void;
  #bot: Bot | undefined;
  #state: Snapshot['bot']['state'] = 'offline';
  #turning: Promise<void> = Promise.resolve();

  constructor(parts: { start: (() => Promise<Bot>) | undefined; onChange: () => void }) {
    this.#start = parts.start;
    this.#onChange = parts.onChange;
  }

  get canStop(): boolean {
    return this.#start !== undefined;
  }

  get state(): Snapshot['bot']['state'] {
    return this.#state;
  }

  /** Resolves when the bot runs, or has stopped; rejects when it cannot start. */
  turn(on: boolean): Promise<void> {
    const turned = this.#turning.then(() => this.#turn(on));
    this.#turning = turned.catch(() => undefined);
    return turned;
  }

  async #turn(on: boolean): Promise<void> {
    if (!this.#start || on === (this.#bot !== undefined)) return;
    if (on) {
      this.#set('starting');
      try {
        const bot = await this.#start();
        this.#bot = bot;
        bot.failed.catch(() => {
          if (this.#bot === bot) void this.turn(false);
        });
        this.#set('online');
      } catch (error) {
        this.#set('offline');
        throw error;
      }
      return;
    }
    const bot = this.#bot;
    this.#bot = undefined;
    await bot?.[Symbol.asyncDispose]();
    this.#set('offline');
  }

  #set(state: Snapshot['bot']['state']): void {
    this.#state = state;
    this.#onChange();
  }
}
