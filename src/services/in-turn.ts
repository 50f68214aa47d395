/** Runs what goes by one name one after the other, in the order it came; what failed does not keep the next from its turn. */
export class InTurn {
  readonly #running = new Map<string, Promise<unknown>>();

  /** Does the work when everything of that name that came before is done. */
  async do<T>(name: string, work: () => Promise<T>): Promise<T> {
    const before = this.#running.get(name) ?? Promise.resolve();
    const turn = before.then(work, work);
    this.#running.set(name, turn);
    try {
      return await turn;
    } finally {
      if (this.#running.get(name) === turn) this.#running.delete(name);
    }
  }
}
