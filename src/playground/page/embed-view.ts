import type { APIEmbed, APIEmbedField } from 'discord.js';
import { html, nothing } from '/vendor/lit-html/lit-html.js';
import type { TemplateResult } from '/vendor/lit-html/lit-html.js';
import { linkView } from './link-view.ts';
import { inlineView, markdownView } from './markdown-view.ts';
import type { Scene } from './scene.ts';
import { slashWords } from './slash-words.ts';
import { messageTime } from './time.ts';

/** The framed part of a message. */
export function embedView(embed: APIEmbed, scene: Scene): TemplateResult {
  const color = embed.color === undefined ? '' : `#${embed.color.toString(16).padStart(6, '0')}`;
  return html`<div class="embed" .style=${color === '' ? '' : `--embed-color: ${color}`}>
    <div class="embed-body">
      ${embed.author ? html`<p class="embed-author">${linked(embed.author.url, embed.author.name, scene)}</p>` : nothing}
      ${embed.title ? html`<p class="embed-title" role="heading" aria-level="3">${linked(embed.url, inlineView(embed.title, scene), scene)}</p>` : nothing}
      ${embed.description ? markdownView(embed.description, scene) : nothing} ${fieldsView(embed.fields ?? [], scene)}
      ${imageView(embed)} ${footerView(embed, scene)}
    </div>
    ${embed.thumbnail && isPicture(embed.thumbnail.url) ? html`<img class="embed-thumbnail" src=${embed.thumbnail.url} alt="" loading="lazy" />` : nothing}
  </div>`;
}

/** The picture; a file's own description tells what it shows. */
function imageView({ image, title = '' }: APIEmbed): TemplateResult | typeof nothing {
  if (!image || !isPicture(image.url)) return nothing;
  const described = (image as { description?: string }).description ?? title;
  return html`<img class="embed-image" src=${image.url} alt=${described} loading="lazy" />`;
}

/** The footer's words and the embed's moment. */
function footerView({ footer, timestamp }: APIEmbed, { person, snapshot }: Scene): TemplateResult | typeof nothing {
  const at = timestamp === undefined ? undefined : new Date(timestamp);
  if (!footer && !at) return nothing;
  const moment = at
    ? html`<time datetime=${at.toISOString()}>${messageTime(at, person.locale, new Date(snapshot.now))}</time>`
    : nothing;
  return html`<p class="embed-footer">
    ${footer ? slashWords(footer.text) : nothing}${footer && at ? ' • ' : nothing}${moment}
  </p>`;
}

function fieldsView(fields: readonly APIEmbedField[], scene: Scene): TemplateResult | typeof nothing {
  if (fields.length === 0) return nothing;
  return html`<dl class="embed-fields">
    ${fields.map(
      ({ name, value, inline }) =>
        html`<div class="embed-field" ?data-inline=${inline ?? false}>
          <dt>${inlineView(name, scene)}</dt>
          <dd>${markdownView(value, scene)}</dd>
        </div>`,
    )}
  </dl>`;
}

/** Only what a browser opens as a page: an address of another kind stays words. */
const linked = (url: string | undefined, words: unknown, scene: Scene): unknown =>
  url !== undefined && /^https?:\/\//.test(url) ? linkView(url, words, scene) : words;

/** On the web, or a file of the message itself, which the playground serves. */
const isPicture = (url: string): boolean =>
  /^(?:https:\/\/|data:image\/|http:\/\/127\.0\.0\.1:\d+\/attachments\/)/.test(url);
