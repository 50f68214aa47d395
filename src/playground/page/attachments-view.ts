import type { APIAttachment } from 'discord.js';
import { html, nothing } from '/vendor/lit-html/lit-html.js';
import type { TemplateResult } from '/vendor/lit-html/lit-html.js';
import type { Scene } from './scene.ts';

/** The files of a message: pictures as they are, all else to be saved. */
export function attachmentsView(attachments: readonly APIAttachment[], scene: Scene): TemplateResult | typeof nothing {
  if (attachments.length === 0) return nothing;
  return html`<div class="attachments">
    ${attachments.map((file) => (file.content_type?.startsWith('image/') ? pictureView(file) : fileView(file, scene)))}
  </div>`;
}

const pictureView = ({ url, filename, description }: APIAttachment): TemplateResult =>
  html`<a href=${url} target="_blank" rel="noopener noreferrer"
    ><img class="attached-picture" src=${url} alt=${description ?? filename} loading="lazy"
  /></a>`;

function fileView({ url, filename, size, description }: APIAttachment, { words, person }: Scene): TemplateResult {
  return html`<a
    class="attached-file"
    href=${url}
    download=${filename}
    aria-label=${words.download(filename)}
    title=${description ?? nothing}
  >
    <svg viewBox="0 0 24 24" aria-hidden="true"><path d="M12 4v11m-5-5 5 5 5-5M5 19.5h14" /></svg>
    <span>${filename}</span> <small>${sizeIn(size, person.locale)}</small>
  </a>`;
}

/** `0.9 kB`, `1.2 MB`. */
function sizeIn(bytes: number, locale: string): string {
  const [unit, factor] = bytes < 1e6 ? (['kilobyte', 1e3] as const) : (['megabyte', 1e6] as const);
  return new Intl.NumberFormat(locale, { style: 'unit', unit, maximumFractionDigits: 1 }).format(bytes / factor);
}
