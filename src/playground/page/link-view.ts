import { html, nothing } from '/vendor/lit-html/lit-html.js';
import type { TemplateResult } from '/vendor/lit-html/lit-html.js';
import type { Scene } from './scene.ts';

/** A link into the web; one to a channel or message of this playground, of which Discord has never heard, opens it here. */
export function linkView(href: string, words: unknown, scene: Scene, look?: string): TemplateResult {
  const { guild, channels } = scene.snapshot;
  const [, guildId, channelId, messageId] =
    /^https:\/\/discord\.com\/channels\/(\d+)\/(\d+)(?:\/(\d+))?\/?$/.exec(href) ?? [];
  if (guildId !== guild.id) {
    return html`<a class=${look ?? nothing} href=${href} target="_blank" rel="noopener noreferrer">${words}</a>`;
  }
  const channel = channels.find(({ id }) => id === channelId);
  const follow = (event: Event): void => {
    event.preventDefault();
    if (channel) scene.go(channel, messageId);
  };
  // A channel that is gone, or hidden from this person, leads nowhere.
  const here = channel ? `#${messageId === undefined ? 'messages' : `message-${messageId}`}` : nothing;
  return html`<a class=${look ?? nothing} href=${here} @click=${follow}>${words}</a>`;
}
