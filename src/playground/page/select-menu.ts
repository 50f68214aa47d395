import type { APISelectMenuOption } from 'discord.js';
import { html, nothing } from '/vendor/lit-html/lit-html.js';
import type { TemplateResult } from '/vendor/lit-html/lit-html.js';
import type { Scene } from './scene.ts';

/** A menu of any kind, with what it offers. */
export type Menu = Readonly<{
  type: number;
  custom_id: string;
  options: readonly APISelectMenuOption[];
  placeholder?: string;
  disabled?: boolean;
  min_values?: number;
  max_values?: number;
}>;

/**
 * The select menus of messages, at most one of them open. A native `<select>` would send with every arrow key; this one
 * sends when something is chosen (https://www.w3.org/WAI/ARIA/apg/patterns/combobox/examples/combobox-select-only/).
 */
export class SelectMenus {
  #open: string | undefined;
  #at = 0;
  #chosen: ReadonlySet<string> = new Set();
  /** Whether the list stands above its button, where there is more room. */
  #above = false;

  view(menu: Menu, messageId: string, scene: Scene): TemplateResult {
    const id = `menu-${messageId}-${menu.custom_id}`;
    const open = this.#open === id;
    const defaults = menu.options.filter((option) => option.default);
    const words = defaults.length > 0 ? defaults.map(({ label }) => label).join(', ') : menu.placeholder;
    const part = { menu, messageId, scene, id };
    return html`<div class="select" aria-live="off" ?data-above=${open && this.#above}>
      <button
        type="button"
        class="select-button"
        role="combobox"
        aria-haspopup="listbox"
        aria-expanded=${open ? 'true' : 'false'}
        aria-controls=${`${id}-list`}
        aria-activedescendant=${open ? `${id}-${this.#at}` : nothing}
        aria-label=${menu.placeholder ?? scene.words.select}
        ?disabled=${menu.disabled ?? false}
        @click=${(event: Event) => (open ? this.#close(part) : this.#show(part, event))}
        @keydown=${(event: KeyboardEvent) => this.#press(event, part)}
        @blur=${() => open && this.#close(part)}
      >
        <span>${words ?? scene.words.select}</span>
        <svg viewBox="0 0 24 24" aria-hidden="true"><path d="m6 9 6 6 6-6" /></svg>
      </button>
      <div
        id=${`${id}-list`}
        class="select-list"
        role="listbox"
        aria-label=${words ?? scene.words.select}
        ?hidden=${!open}
      >
        ${open ? this.#options(part) : nothing}
      </div>
    </div>`;
  }

  #options(part: Part): readonly TemplateResult[] {
    return part.menu.options.map(
      (option, at) =>
        html`<div
          id=${`${part.id}-${at}`}
          class="select-option"
          role="option"
          aria-selected=${this.#chosen.has(option.value) ? 'true' : 'false'}
          ?data-current=${at === this.#at}
          @mousedown=${(event: Event) => event.preventDefault()}
          @click=${() => this.#choose(part, at)}
        >
          <span>${option.emoji?.name ?? ''} ${option.label}</span>
          ${option.description ? html`<small>${option.description}</small>` : nothing}
        </div>`,
    );
  }

  #show(part: Part, event: Event): void {
    const button = event.currentTarget as HTMLElement;
    this.#open = part.id;
    this.#chosen = new Set(part.menu.options.filter((option) => option.default).map(({ value }) => value));
    this.#at = Math.max(
      0,
      part.menu.options.findIndex(({ value }) => this.#chosen.has(value)),
    );
    const { above, px } = roomAround(button);
    this.#above = above;
    button.focus();
    this.#redraw(part);
    fit(document.getElementById(`${part.id}-list`), px);
    this.#reveal(part);
  }

  /** Closing a menu of several sends what is chosen. */
  #close(part: Part): void {
    this.#open = undefined;
    if (isMultiple(part.menu) && this.#chosen.size >= (part.menu.min_values ?? 1)) this.#send(part, [...this.#chosen]);
    this.#redraw(part);
  }

  #press(event: KeyboardEvent, part: Part): void {
    const { key } = event;
    const { options } = part.menu;
    if (this.#open !== part.id) {
      if (key !== 'ArrowDown' && key !== 'ArrowUp') return;
      event.preventDefault();
      return this.#show(part, event);
    }
    const last = options.length - 1;
    const moves: Readonly<Record<string, number>> = {
      ArrowDown: Math.min(this.#at + 1, last),
      ArrowUp: Math.max(this.#at - 1, 0),
      Home: 0,
      End: last,
      PageDown: Math.min(this.#at + 8, last),
      PageUp: Math.max(this.#at - 8, 0),
    };
    const letter = key.length === 1 && key !== ' ' ? this.#byLetter(options, key) : undefined;
    const to = moves[key] ?? letter;
    if (to !== undefined) this.#at = to;
    else if (key === 'Enter' || key === ' ') this.#choose(part, this.#at);
    else if (key === 'Escape') this.#open = undefined;
    else return;
    event.preventDefault();
    this.#redraw(part);
  }

  /** The next option that begins with the letter, round the end. */
  #byLetter(options: Menu['options'], key: string): number | undefined {
    const order = options.map((_, step) => (this.#at + 1 + step) % options.length);
    return order.find((at) => options[at]?.label.toLowerCase().startsWith(key.toLowerCase()));
  }

  #choose(part: Part, at: number): void {
    const value = part.menu.options[at]?.value;
    if (value === undefined) return;
    if (!isMultiple(part.menu)) {
      this.#open = undefined;
      this.#send(part, [value]);
    } else if (this.#chosen.has(value)) this.#chosen = new Set([...this.#chosen].filter((other) => other !== value));
    else if (this.#chosen.size < (part.menu.max_values ?? 1)) this.#chosen = new Set([...this.#chosen, value]);
    this.#redraw(part);
  }

  #send({ menu, messageId, scene }: Part, values: readonly string[]): void {
    void scene.act({ do: 'component', messageId, customId: menu.custom_id, componentType: menu.type, values });
  }

  #redraw({ scene, id }: Part): void {
    scene.redraw();
    if (this.#open === id) this.#reveal({ id });
  }

  #reveal({ id }: Pick<Part, 'id'>): void {
    document.getElementById(`${id}-${this.#at}`)?.scrollIntoView({ block: 'nearest' });
  }
}

type Part = Readonly<{ menu: Menu; messageId: string; scene: Scene; id: string }>;

/** A list this high is easy to look through; lower than that it would show hardly anything. */
const highestPx = 600;
const lowestPx = 150;

/** Where a list has more room among the messages, above its button or below, and how much. */
function roomAround(button: HTMLElement): { above: boolean; px: number } {
  const { top, bottom } = button.getBoundingClientRect();
  const view = (button.closest('.messages') ?? document.documentElement).getBoundingClientRect();
  const [over, under] = [top - view.top, view.bottom - bottom];
  return { above: over > under, px: Math.min(Math.max(over, under, lowestPx) - 12, highestPx) };
}

/** Gives the list that room. What does not fit begins with half of an option, so that one sees that there is more. */
function fit(list: HTMLElement | null, px: number): void {
  if (!list) return;
  list.style.maxHeight = '';
  const halves = [...list.children].map((option) => (option as HTMLElement).offsetTop + option.clientHeight / 2);
  const half = halves.findLast((height) => height <= px);
  list.style.maxHeight = `${list.scrollHeight + 2 <= px ? px : (half ?? px)}px`;
}

const isMultiple = (menu: Menu): boolean => (menu.max_values ?? 1) > 1;
