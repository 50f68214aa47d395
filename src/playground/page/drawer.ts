/** Where the sidebar stands beside the messages; narrower, it is a drawer over them. As in style/phone.css. */
const roomForBoth = '(width > 720px)';

/** On a phone the sidebar is a drawer: opened by a button, closed by another, by Escape, or by choosing a channel. */
export class Drawer {
  #open = false;
  readonly #redraw: () => void;

  constructor(redraw: () => void) {
    this.#redraw = redraw;
  }

  get open(): boolean {
    return this.#open;
  }

  start(): void {
    document.addEventListener('keydown', ({ key }) => {
      if (key === 'Escape') this.close();
    });
    window.matchMedia(roomForBoth).addEventListener('change', ({ matches }) => {
      if (matches) this.close();
    });
  }

  /** Opens, and leads the focus inside: what lies below takes none meanwhile. */
  show(): void {
    this.#open = true;
    this.#redraw();
    document.querySelector<HTMLElement>('.drawer-close')?.focus();
  }

  /** Closes, and gives the focus back. */
  close(): void {
    if (!this.#open) return;
    this.#open = false;
    this.#redraw();
    document.querySelector<HTMLElement>('.drawer-button')?.focus();
  }
}
