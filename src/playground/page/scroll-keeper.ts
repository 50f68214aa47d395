import type { MessageView } from '../protocol.ts';
import { Press } from './press.ts';
import type { Scene } from './scene.ts';

const nearPx = 80;
/** So much of a message has to be in the window for it to count as seen. */
const seenPx = 48;

/**
 * Keeps what is new in sight: answers to one's own doings always, anything else for a reader who is at the end. Everybody
 * else stays where they are, and is told how much is waiting below.
 */
export class ScrollKeeper {
  /** `at-start`: of the last message, which is taller than the window and was shown from its top. */
  #reader: 'at-end' | 'at-start' | 'elsewhere' = 'at-end';
  #place: Readonly<{ channelId: string; personId: string }> | undefined;
  /** What was there at the last drawing, and whether it was only being thought of. */
  #known: ReadonlyMap<string, boolean> = new Map();
  #waiting: ReadonlySet<string> = new Set();
  #log: HTMLElement | undefined;
  readonly #redraw: () => void;
  readonly #press = new Press(() => this.#behind && this.#redraw());
  /** Something was drawn, or grew lower, while a pointer was held, and has not been followed yet. */
  #behind = false;
  /** A window that gets lower, as by a phone's keyboard, hides its end. */
  readonly #size = new ResizeObserver(() => {
    if (this.#press.held) this.#behind = true;
    else if (this.#log && this.#reader === 'at-end') toEnd(this.#log);
  });

  constructor(redraw: () => void) {
    this.#redraw = redraw;
  }

  /** How many messages below nobody has seen yet. */
  get waiting(): number {
    return this.#waiting.size;
  }

  /** Before the page is drawn anew. */
  before(): void {
    if (this.#log && !this.#behind) this.#reader = readerOf(this.#log);
  }

  /** After the page was drawn; true if that changed how many messages are waiting. */
  after({ snapshot, channel, person }: Scene): boolean {
    const log = this.#watch(document.querySelector<HTMLElement>('#messages'));
    if (!log) return false;
    const place = this.#place;
    const isElsewhere = place?.channelId !== channel.id || place.personId !== person.id;
    // In another channel nothing is left that could move away.
    this.#behind = this.#press.held && !isElsewhere;
    if (this.#behind) return false;
    const views = snapshot.messages[channel.id] ?? [];
    const before = this.#waiting;
    if (isElsewhere) {
      this.#waiting = new Set();
      if (place?.channelId !== channel.id || this.#reader === 'at-end') toEnd(log);
    } else this.#follow(log, views, person.id);
    this.#place = { channelId: channel.id, personId: person.id };
    this.#known = new Map(views.map(({ message, state }) => [message.id, state === 'thinking']));
    this.#reader = readerOf(log);
    this.#look(log);
    return before.size !== this.#waiting.size;
  }

  /** The reader scrolled, or was led. */
  scrolled(): void {
    if (!this.#log) return;
    this.#reader = readerOf(this.#log);
    const before = this.#waiting.size;
    this.#look(this.#log);
    if (before !== this.#waiting.size) this.#redraw();
  }

  /** To the first message that waits; the focus, too, for the button that asked for it may go. */
  jump(): void {
    const first = [...this.#waiting].map(elementOf).find((element) => element !== null);
    if (!this.#log) return;
    if (first) reveal(this.#log, first);
    this.#log.focus({ preventScroll: true });
    this.scrolled();
  }

  #follow(log: HTMLElement, views: readonly MessageView[], me: string): void {
    const fresh = views.slice(views.findLastIndex(({ message }) => this.#known.has(message.id)) + 1);
    const own = fresh.findLast((view) => isOwn(view, me));
    const reads = this.#reader !== 'elsewhere';
    const newest = own ?? (reads ? fresh.at(-1) : undefined);
    const last = views.at(-1);
    // An edit, such as another page of a list, leaves the buttons under the pointer; a first answer is as good as new.
    const answered = last && last.state !== 'thinking' && this.#known.get(last.message.id) === true;
    const shown = newest ?? (answered && reads ? last : undefined);
    const element = shown && elementOf(shown.message.id);
    if (element) reveal(log, element);
    else if (this.#reader === 'at-end') toEnd(log);
    this.#waiting = new Set([...this.#waiting, ...fresh.map(({ message }) => message.id)]);
  }

  /** What can be seen, or is gone, waits no more. */
  #look(log: HTMLElement): void {
    const end = log.getBoundingClientRect().bottom + 1;
    const isBelow = (id: string): boolean => {
      const place = elementOf(id)?.getBoundingClientRect();
      return place !== undefined && place.top + Math.min(place.height, seenPx) > end;
    };
    this.#waiting = new Set([...this.#waiting].filter(isBelow));
  }

  #watch(log: HTMLElement | null): HTMLElement | undefined {
    if (log && log !== this.#log) {
      this.#size.disconnect();
      this.#size.observe(log);
    }
    this.#log = log ?? undefined;
    return this.#log;
  }
}

const elementOf = (id: string): Element | null => document.querySelector(`#message-${id}`);

function toEnd(log: Element): void {
  log.scrollTop = log.scrollHeight;
}

/** Shows the whole message, as far down as can be; one taller than the window from its top. */
function reveal(log: Element, message: Element): void {
  toEnd(log);
  const above = log.getBoundingClientRect().top - message.getBoundingClientRect().top;
  if (above > 0) log.scrollTop -= above;
}

function readerOf(log: Element): 'at-end' | 'at-start' | 'elsewhere' {
  if (log.scrollHeight - log.scrollTop - log.clientHeight < nearPx) return 'at-end';
  const last = log.querySelector('.message:last-child');
  const top = (last?.getBoundingClientRect().top ?? Infinity) - log.getBoundingClientRect().top;
  return Math.abs(top) < nearPx ? 'at-start' : 'elsewhere';
}

/** What a person said, and what the bot answered to them alone or to what they did. */
function isOwn({ message, ephemeral }: MessageView, me: string): boolean {
  return ephemeral || message.author.id === me || message.interaction_metadata?.user.id === me;
}
