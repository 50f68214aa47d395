import { html, nothing } from '/vendor/lit-html/lit-html.js';
import type { TemplateResult } from '/vendor/lit-html/lit-html.js';
import { keyed } from '/vendor/lit-html/directives/keyed.js';
import type { MessageView } from '../protocol.ts';
import { leadTo } from './lead-to.ts';
import { inlineView } from './markdown-view.ts';
import type { Scene } from './scene.ts';

/** A pin, as it stands beside what is pinned. */
export const pinIcon = html`<svg class="pin" viewBox="0 0 24 24" aria-hidden="true">
  <path d="M9 3h6l-1 6 4 4v2H6v-2l4-4-1-6ZM12 15v6" />
</svg>`;

/** The pinned messages of a channel, folded away: each leads to its message. */
export function pinsView(scene: Scene): TemplateResult | typeof nothing {
  const { snapshot, channel, words } = scene;
  const pinned = (snapshot.messages[channel.id] ?? []).filter(({ message }) => message.pinned);
  if (pinned.length === 0) return nothing;
  return html`${keyed(
    channel.id,
    html`<details class="pins">
      <summary>${pinIcon} ${words.pins(pinned.length)}</summary>
      <ul>
        ${pinned.map(
          (view) =>
            html`<li>
              <button type="button" @click=${(event: Event) => show(view, event)}>${nameOf(view, scene)}</button>
            </li>`,
        )}
      </ul>
    </details>`,
  )}`;
}

/** What it is about: its first title, else its words. */
function nameOf({ message: { content, embeds } }: MessageView, scene: Scene): unknown {
  return inlineView(embeds[0]?.title ?? content, scene);
}

function show({ message }: MessageView, { currentTarget }: Event): void {
  (currentTarget as HTMLElement).closest('details')?.removeAttribute('open');
  leadTo(message.id);
}
