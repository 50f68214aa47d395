import { html, nothing } from '/vendor/lit-html/lit-html.js';
import type { TemplateResult } from '/vendor/lit-html/lit-html.js';
import type { MessageView } from '../protocol.ts';
import { attachmentsView } from './attachments-view.ts';
import { avatarView } from './avatar.ts';
import { rowsView } from './components-view.ts';
import { embedView } from './embed-view.ts';
import { markdownView } from './markdown-view.ts';
import type { MessageMenu } from './message-menu.ts';
import { pinIcon } from './pins-view.ts';
import type { Scene } from './scene.ts';
import type { SelectMenus } from './select-menu.ts';
import { slashWords } from './slash-words.ts';
import { formatTime, messageTime } from './time.ts';

/** The parts of messages that remember something: which menu is open. */
export type MessageParts = Readonly<{ menus: SelectMenus; menu: MessageMenu }>;

/** One message with all that hangs on it. */
export function messageView(view: MessageView, parts: MessageParts, scene: Scene): TemplateResult {
  const { message, ephemeral, state, usedBy } = view;
  const { words, person, snapshot } = scene;
  const { author } = message;
  const name = author.global_name ?? author.username;
  const at = new Date(message.timestamp);
  return html`<article
    class="message"
    id=${`message-${message.id}`}
    tabindex="-1"
    ?data-ephemeral=${ephemeral}
    aria-labelledby=${`by-${message.id}`}
    @contextmenu=${(event: PointerEvent) => state === 'sent' && parts.menu.summon(event, message.id, scene)}
  >
    ${
      usedBy
        ? html`<p class="used-by">
            ${avatarView(usedBy.name, snapshot.people.find((known) => known.name === usedBy.name)?.id ?? '', false)}
            <span>${words.used(usedBy.name)}</span> <span class="mention">${slashWords(usedBy.command)}</span>
          </p>`
        : nothing
    }
    <div class="message-avatar">${avatarView(name, author.id, author.bot ?? false)}</div>
    <div class="message-body">
      <header class="byline" id=${`by-${message.id}`}>
        <h2 class="author">${name}</h2>
        ${author.bot ? html`<span class="app-tag">${words.app}</span>` : nothing}
        <time datetime=${message.timestamp} title=${formatTime(at, 'F', person.locale, at)}
          >${messageTime(at, person.locale, new Date(snapshot.now))}</time
        >
        ${message.pinned ? html`<span class="pin-mark">${pinIcon} ${words.pinned}</span>` : nothing}
      </header>
      ${stateView(view, name, parts, scene)}
      ${
        ephemeral
          ? html`<p class="only-you">
              <svg viewBox="0 0 24 24" aria-hidden="true">
                <path d="M2 12s4-6.5 10-6.5S22 12 22 12s-4 6.5-10 6.5S2 12 2 12Z" />
                <circle cx="12" cy="12" r="2.8" />
              </svg>
              ${words.onlyYou} ·
              <button type="button" class="as-link" @click=${() => dismiss(message.id, scene)}>${words.dismiss}</button>
            </p>`
          : nothing
      }
    </div>
    ${state === 'sent' ? parts.menu.view(view, scene) : nothing}
  </article>`;
}

/** The button goes with its message: whoever pressed it goes on among the messages. */
async function dismiss(messageId: string, scene: Scene): Promise<void> {
  document.querySelector<HTMLElement>('#messages')?.focus();
  await scene.act({ do: 'dismiss', messageId });
}

function stateView(view: MessageView, name: string, { menus }: MessageParts, scene: Scene): TemplateResult {
  const { message, state } = view;
  const { words } = scene;
  if (state === 'thinking') {
    return html`<p class="thinking">
      <span class="dots" aria-hidden="true"><i></i><i></i><i></i></span> ${name} ${words.thinking}
    </p>`;
  }
  if (state === 'failed') return html`<p class="failed">${words.failed}</p>`;
  const edited = message.edited_timestamp === null ? nothing : html`<span class="edited">${words.edited}</span>`;
  return html`${message.content ? html`<div class="content">${markdownView(message.content, scene)}${edited}</div>` : nothing}
  ${attachmentsView(message.attachments, scene)} ${message.embeds.map((embed) => embedView(embed, scene))}
  ${rowsView(message, menus, scene)} ${reactionsView(view, scene)} ${threadView(view, scene)}`;
}

function reactionsView({ message, mine }: MessageView, scene: Scene): TemplateResult | typeof nothing {
  const reactions = message.reactions ?? [];
  if (reactions.length === 0) return nothing;
  return html`<div class="reactions" role="group" aria-label=${scene.words.reactions}>
    ${reactions.map(({ emoji, count }) => {
      const name = emoji.name ?? '';
      const pressed = mine.includes(name);
      return html`<button
        type="button"
        class="reaction"
        aria-pressed=${pressed ? 'true' : 'false'}
        aria-label=${scene.words.react(name, count)}
        @click=${() => scene.act({ do: pressed ? 'unreact' : 'react', messageId: message.id, emoji: name })}
      >
        <span>${name}</span> <b>${count}</b>
      </button>`;
    })}
  </div>`;
}

/** The way into the thread that hangs under a message. */
function threadView({ message }: MessageView, { snapshot, words, go }: Scene): TemplateResult | typeof nothing {
  const thread = snapshot.channels.find(({ id, kind }) => kind === 'thread' && id === message.thread?.id);
  if (!thread) return nothing;
  return html`<button type="button" class="thread" @click=${() => go(thread)}>
    <svg viewBox="0 0 24 24" aria-hidden="true"><path d="M6 4v9a3 3 0 0 0 3 3h9m-4-4 4 4-4 4" /></svg>
    ${words.thread(thread.name)}
  </button>`;
}
