import type { Choice } from './commands.ts';

const pauseMs = 120;

/** Asks for choices when typing pauses; only the newest answer counts. */
export class Autocompletion {
  choices: readonly Choice[] = [];
  /** True from a keystroke until its answer: the choices on show belong to an earlier text. */
  stale = false;
  #asked = 0;
  #timer = 0;

  ask(question: () => Promise<readonly Choice[]>, answered: () => void): void {
    const asked = this.#forget();
    this.stale = true;
    const put = async (): Promise<void> => {
      const choices = await question();
      if (asked !== this.#asked) return;
      this.choices = choices;
      this.stale = false;
      answered();
    };
    this.#timer = window.setTimeout(() => void put(), pauseMs);
  }

  clear(): void {
    this.#forget();
    this.choices = [];
    this.stale = false;
  }

  #forget(): number {
    clearTimeout(this.#timer);
    this.#asked += 1;
    return this.#asked;
  }
}
