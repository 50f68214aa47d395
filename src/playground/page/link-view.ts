import { html, nothing } from '/vendor/lit-html/lit-html.js';
import type { TemplateResult } from '/vendor/lit-html/lit-html.js';
import type { ChannelView } from '../protocol.ts';
import { channelLabel } from './scene.ts';
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
  return wayTo(channel, messageId, words, scene, look);
}

/** The name of a channel of the club, which leads there; of one that is gone, or hidden from this person, the id. */
export function channelMention(channelId: string, scene: Scene): TemplateResult {
  const channel = scene.snapshot.channels.find(({ id }) => id === channelId);
  return wayTo(channel, undefined, channel ? channelLabel(channel) : `#${channelId}`, scene, 'mention');
}

/** A link within the page. A channel that is gone, or hidden from this person, leads nowhere. */
function wayTo(
  channel: ChannelView | undefined,
  messageId: string | undefined,
  words: unknown,
  scene: Scene,
  look: string | undefined,
): TemplateResult {
  const follow = (event: Event): void => {
    event.preventDefault();
    if (channel) scene.go(channel, messageId);
  };
  const here = channel ? `#${messageId === undefined ? 'messages' : `message-${messageId}`}` : nothing;
  return html`<a class=${look ?? nothing} href=${here} @click=${follow}>${words}</a>`;
}
