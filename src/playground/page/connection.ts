import type { Action, ActionResult, Snapshot } from '../protocol.ts';

type WithoutAs<A> = A extends unknown ? Omit<A, 'as'> : never;
/** Something a visitor does, by whoever they are at the moment. */
export type Deed = WithoutAs<Action>;

const longestWaitMs = 4000;

/** The page's line to the playground: snapshots in, deeds out. Opens itself again whenever it breaks. */
export class Connection {
  readonly #onSnapshot: (snapshot: Snapshot) => void;
  readonly #onOnline: (online: boolean) => void;
  #as: string | undefined;
  #socket: WebSocket | undefined;
  #waitMs = 250;
  #timer = 0;

  constructor(parts: { onSnapshot: (snapshot: Snapshot) => void; onOnline: (online: boolean) => void }) {
    this.#onSnapshot = parts.onSnapshot;
    this.#onOnline = parts.onOnline;
    window.addEventListener('online', () => this.#open());
  }

  /** Becomes this person; without an id, the first one there is. */
  become(as: string | undefined): void {
    this.#as = as;
    this.#open();
  }

  async act(deed: Deed): Promise<ActionResult> {
    try {
      const response = await fetch('/act', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ as: this.#as, ...deed }),
      });
      return (await response.json()) as ActionResult;
    } catch {
      // Offline or half an answer: the banner says so already, the words here only complete the sentence.
      return { ok: false, error: '' };
    }
  }

  #open(): void {
    clearTimeout(this.#timer);
    this.#socket?.close();
    const query = this.#as === undefined ? '' : `?as=${encodeURIComponent(this.#as)}`;
    const socket = new WebSocket(`${location.origin.replace(/^http/, 'ws')}/live${query}`);
    this.#socket = socket;
    let heard = false;
    socket.addEventListener('message', ({ data }) => {
      if (socket !== this.#socket) return;
      const snapshot = JSON.parse(String(data)) as Snapshot;
      if (snapshot.type !== 'snapshot') return;
      heard = true;
      this.#waitMs = 250;
      this.#as = snapshot.as;
      this.#onOnline(true);
      this.#onSnapshot(snapshot);
    });
    socket.addEventListener('close', () => {
      if (socket !== this.#socket) return;
      this.#onOnline(false);
      // A playground that was started anew may not know this person any more: then it is the first one's turn.
      if (!heard && this.#waitMs > 1000) this.#as = undefined;
      this.#timer = window.setTimeout(() => this.#open(), this.#waitMs);
      this.#waitMs = Math.min(this.#waitMs * 2, longestWaitMs);
    });
  }
}
