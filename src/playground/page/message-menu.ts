import { html, nothing } from '/vendor/lit-html/lit-html.js';
import type { TemplateResult } from '/vendor/lit-html/lit-html.js';
import type { MessageView } from '../protocol.ts';
import { messageCommands } from './commands.ts';
import type { Scene } from './scene.ts';

const emojis = ['1️⃣', '2️⃣', '3️⃣', '4️⃣', '5️⃣', '👍', '❤️'];

/** The menu of a message: reactions, and the commands that apps put there. At most one is open. */
export class MessageMenu {
  #open: string | undefined;
  /** Whether it stands above its button, where there is more room. */
  #above = false;

  view({ message, ephemeral, mine }: MessageView, scene: Scene): TemplateResult {
    const { words, snapshot, person, channel } = scene;
    const open = this.#open === message.id;
    const commands = messageCommands(snapshot.commands, { person, channel });
    const pick = (act: () => void) => () => {
      this.#close(scene, true);
      act();
    };
    const use = (commandId: string) => (): void => {
      const target = { channelId: channel.id, targetMessageId: message.id };
      void scene.act({ do: 'command', commandId, options: [], ...target });
    };
    const react = (emoji: string) => (): void => {
      void scene.act({ do: mine.includes(emoji) ? 'unreact' : 'react', messageId: message.id, emoji });
    };
    return html`<div
      class="message-menu"
      aria-live="off"
      ?data-above=${open && this.#above}
      @keydown=${(event: KeyboardEvent) => open && this.#press(event, scene)}
      @focusout=${(event: FocusEvent) => this.#left(event, scene, message.id)}
    >
      <button
        type="button"
        class="menu-button"
        id=${`more-${message.id}`}
        aria-label=${words.messageMenu}
        title=${words.messageMenu}
        aria-haspopup="menu"
        aria-expanded=${open ? 'true' : 'false'}
        @click=${() => (open ? this.#close(scene, true) : this.#show(message.id, scene))}
      >
        <svg viewBox="0 0 24 24" aria-hidden="true"><path d="M5 12h.01M12 12h.01M19 12h.01" /></svg>
      </button>
      <div class="menu" role="menu" aria-label=${words.messageMenu} ?hidden=${!open}>
        ${
          ephemeral || !open
            ? nothing
            : html`<div class="menu-title" role="presentation">${words.addReaction}</div>
                <div class="menu-reactions" role="group" aria-label=${words.addReaction}>
                  ${emojis.map(
                    (emoji) =>
                      html`<button
                        type="button"
                        role="menuitemcheckbox"
                        tabindex="-1"
                        aria-checked=${mine.includes(emoji) ? 'true' : 'false'}
                        @click=${pick(react(emoji))}
                      >
                        ${emoji}
                      </button>`,
                  )}
                </div>`
        }
        ${
          commands.length === 0 || !open
            ? nothing
            : html`<div class="menu-title" role="presentation">${words.apps}</div>
                <div role="group" aria-label=${words.apps}>
                  ${commands.map(
                    ({ commandId, label }) =>
                      html`<button
                        type="button"
                        class="menu-item"
                        role="menuitem"
                        tabindex="-1"
                        @click=${pick(use(commandId))}
                      >
                        ${label}
                      </button>`,
                  )}
                </div>`
        }
      </div>
    </div>`;
  }

  /** Opens by the right mouse button or the menu key; a link, chosen words and a finger keep the browser's own menu. */
  summon(event: PointerEvent, messageId: string, scene: Scene): void {
    const onLink = event.target instanceof Element && event.target.closest('a, .menu') !== null;
    if (onLink || event.pointerType === 'touch' || !(window.getSelection()?.isCollapsed ?? true)) return;
    event.preventDefault();
    this.#show(messageId, scene);
  }

  #show(messageId: string, scene: Scene): void {
    this.#open = messageId;
    const place = document.getElementById(`more-${messageId}`)?.getBoundingClientRect();
    this.#above = place !== undefined && place.top > window.innerHeight - place.bottom;
    scene.redraw();
    this.#items()[0]?.focus();
  }

  #close(scene: Scene, refocus: boolean): void {
    const id = this.#open;
    this.#open = undefined;
    if (refocus) document.getElementById(`more-${id}`)?.focus();
    scene.redraw();
  }

  #left({ currentTarget, relatedTarget }: FocusEvent, scene: Scene, messageId: string): void {
    const inside = (currentTarget as HTMLElement).contains(relatedTarget as Node | null);
    if (!inside && this.#open === messageId) this.#close(scene, false);
  }

  #press(event: KeyboardEvent, scene: Scene): void {
    const items = this.#items();
    const at = items.indexOf(document.activeElement as HTMLElement);
    const moves: Readonly<Record<string, number>> = {
      ArrowDown: at + 1,
      ArrowRight: at + 1,
      ArrowUp: at - 1,
      ArrowLeft: at - 1,
      Home: 0,
      End: -1,
    };
    const to = moves[event.key];
    if (to !== undefined) items.at(to % items.length)?.focus();
    else if (event.key === 'Escape') this.#close(scene, true);
    else return;
    event.preventDefault();
  }

  #items(): HTMLElement[] {
    return [...document.querySelectorAll<HTMLElement>('.menu:not([hidden]) [role^="menuitem"]')];
  }
}
