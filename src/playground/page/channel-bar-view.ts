import { html, nothing } from '/vendor/lit-html/lit-html.js';
import type { TemplateResult } from '/vendor/lit-html/lit-html.js';
import type { Drawer } from './drawer.ts';
import { pinsView } from './pins-view.ts';
import { channelLabel } from './scene.ts';
import type { Scene } from './scene.ts';

/** Where one is, above the messages; on a phone with the button that opens the sidebar. */
export function channelBarView(scene: Scene, drawer: Drawer): TemplateResult {
  const { channel, words } = scene;
  return html`<header class="channel-bar">
    <button
      type="button"
      class="drawer-button"
      aria-label=${words.openChannels}
      aria-expanded=${drawer.open ? 'true' : 'false'}
      aria-controls="sidebar"
      @click=${() => drawer.show()}
    >
      <svg viewBox="0 0 24 24" aria-hidden="true"><path d="M4 7h16M4 12h16M4 17h16" /></svg>
    </button>
    <h1>${channelLabel(channel)}</h1>
    ${channel.kind === 'dm' ? html`<p>${words.directMessageNote}</p>` : nothing} ${pinsView(scene)}
  </header>`;
}
