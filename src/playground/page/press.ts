const events = ['pointerdown', 'pointermove', 'pointerup', 'pointercancel', 'mousedown', 'mouseup'] as const;
/** A finger's click comes a moment after it has left. */
const settleMs = 100;

/** Whether a button of the mouse or a finger is down: what moves away from under it would not get the click. */
export class Press {
  held = false;
  #settling: ReturnType<typeof setTimeout> | undefined;
  readonly #released: () => void;

  constructor(released: () => void) {
    this.#released = released;
    for (const event of events) document.addEventListener(event, ({ buttons }) => this.#follow(buttons), true);
  }

  /** Movement counts, too: a button that is let go over a scroll bar or outside of the window is not always told of. */
  #follow(buttons: number): void {
    if (buttons === 0) {
      if (this.held) this.#settling ??= setTimeout(() => this.#settle(), settleMs);
      return;
    }
    clearTimeout(this.#settling);
    this.#settling = undefined;
    this.held = true;
  }

  #settle(): void {
    this.#settling = undefined;
    this.held = false;
    this.#released();
  }
}
