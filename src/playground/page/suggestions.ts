import { html, nothing } from '/vendor/lit-html/lit-html.js';
import type { TemplateResult } from '/vendor/lit-html/lit-html.js';
import { slashWords } from './slash-words.ts';
import type { Words } from './words.ts';

/** One line of the list above the composer. */
export type Suggestion = Readonly<{ label: string; mark?: string; detail?: string; pick: () => void }>;

/** The list a combobox opens: what is in it, and which line is the current one. */
export class SuggestionList {
  items: readonly Suggestion[] = [];
  title = '';
  /** Said in place of lines. */
  note = '';
  open = false;
  /** The visitor moved through it; Enter then means the current line. */
  moved = false;
  at = 0;

  /** Replaces the lines; the current one is the first again unless `keep`. */
  show(title: string, items: readonly Suggestion[], note = '', keep = false): void {
    Object.assign(this, { title, items, note });
    if (!keep) this.at = 0;
    this.at = Math.min(this.at, Math.max(items.length - 1, 0));
  }

  get visible(): boolean {
    return this.open && (this.items.length > 0 || this.note !== '');
  }

  get current(): Suggestion | undefined {
    return this.open ? this.items[this.at] : undefined;
  }

  /** Moves by arrow keys; true if the key was one of this list's. */
  move(key: string): boolean {
    const step = { ArrowDown: 1, ArrowUp: -1 }[key];
    if (step === undefined) return false;
    if (!this.open) {
      this.open = true;
      return true;
    }
    const { length } = this.items;
    if (length > 0) this.at = (this.at + step + length) % length;
    this.moved = true;
    return true;
  }

  /** What its combobox says of it. */
  get active(): string | typeof nothing {
    return this.visible && this.items.length > 0 ? `suggestion-${this.at}` : nothing;
  }

  view(words: Words): TemplateResult {
    return html`<div class="unseen" role="status">
        ${this.visible ? this.note || words.offered(this.items.length) : ''}
      </div>
      <div class="suggestions" ?hidden=${!this.visible}>
        <div class="suggestions-title" id="suggestions-title">${this.title}</div>
        <div id="suggestions" role="listbox" aria-labelledby="suggestions-title">
          ${this.items.map(
            (item, at) =>
              html`<div
                id="suggestion-${at}"
                class="suggestion"
                role="option"
                aria-selected=${at === this.at ? 'true' : 'false'}
                @mousedown=${(event: Event) => event.preventDefault()}
                @click=${item.pick}
              >
                <span class="suggestion-label">${slashWords(item.label)}</span>
                ${item.mark ? html`<span class="suggestion-mark">${item.mark}</span>` : nothing}
                ${item.detail ? html`<span class="suggestion-detail">${item.detail}</span>` : nothing}
              </div>`,
          )}
        </div>
        ${this.note ? html`<div class="suggestions-note">${this.note}</div>` : nothing}
      </div>`;
  }

  /** After drawing: the current line in sight. */
  reveal(): void {
    if (this.visible) document.querySelector(`#suggestion-${this.at}`)?.scrollIntoView({ block: 'nearest' });
  }
}
