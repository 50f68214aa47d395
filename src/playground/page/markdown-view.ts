import { html, nothing } from '/vendor/lit-html/lit-html.js';
import type { TemplateResult } from '/vendor/lit-html/lit-html.js';
import { keyed } from '/vendor/lit-html/directives/keyed.js';
import { channelMention, linkView } from './link-view.ts';
import { parseInline, parseMarkdown } from './markdown.ts';
import type { Block, Inline } from './markdown.ts';
import { formatTime } from './time.ts';
import { roleLabel } from './scene.ts';
import type { Scene } from './scene.ts';
import { slashWords } from './slash-words.ts';

/**
 * Discord's markdown as a template; lit escapes every text in it. Other words get other elements, so that no spoiler is
 * open because the one in its place was.
 */
export const markdownView = (source: string, scene: Scene): unknown =>
  keyed(source, html`<div class="markdown">${parseMarkdown(source).map((block) => blockView(block, scene))}</div>`);

/** For titles and names of fields, which know no blocks. */
export const inlineView = (source: string, scene: Scene): readonly unknown[] => inlines(parseInline(source), scene);

const inlines = (parts: readonly Inline[], scene: Scene): readonly unknown[] =>
  parts.map((part) => partView(part, scene));

function blockView(block: Block, scene: Scene): TemplateResult {
  switch (block.kind) {
    case 'text':
      return html`<p>${inlines(block.children, scene)}</p>`;
    case 'subtext':
      return html`<p class="subtext">${inlines(block.children, scene)}</p>`;
    case 'heading':
      // A message's heading is not one of the page's: the outline stays channel, then messages.
      return html`<p class="heading heading-${block.level}" role="heading" aria-level=${block.level + 2}>
        ${inlines(block.children, scene)}
      </p>`;
    case 'quote':
      return html`<blockquote>${block.blocks.map((inner) => blockView(inner, scene))}</blockquote>`;
    case 'code':
      return html`<pre tabindex="0"><code>${block.text}</code></pre>`;
    case 'list': {
      const items = block.items.map(
        (item) => html`<li>${inlines(item.children, scene)}${item.nested.map((inner) => blockView(inner, scene))}</li>`,
      );
      return block.start === undefined
        ? html`<ul>
            ${items}
          </ul>`
        : html`<ol start=${block.start}>
            ${items}
          </ol>`;
    }
  }
}

function partView(part: Inline, scene: Scene): unknown {
  switch (part.kind) {
    case 'text':
      return slashWords(part.text);
    case 'code':
      return html`<code>${slashWords(part.text)}</code>`;
    case 'strong':
      return html`<strong>${inlines(part.children, scene)}</strong>`;
    case 'em':
      return html`<em>${inlines(part.children, scene)}</em>`;
    case 'underline':
      return html`<u>${inlines(part.children, scene)}</u>`;
    case 'strike':
      return html`<s>${inlines(part.children, scene)}</s>`;
    case 'spoiler':
      return spoilerView(part.children, scene);
    case 'link':
      return linkView(part.href, inlines(part.children, scene), scene);
    case 'time':
      return timeView(part.unix, part.style, scene);
    case 'user':
      return mention(`@${nameOf(part.id, scene)}`);
    case 'channel':
      return channelMention(part.id, scene);
    case 'role':
      return mention(roleLabel(scene.snapshot.roles.find(({ id }) => id === part.id)?.name ?? part.id));
    case 'command':
      return mention(`/${part.name}`);
  }
}

const mention = (text: string): TemplateResult => html`<span class="mention">${slashWords(text)}</span>`;

const nameOf = (id: string, { snapshot }: Scene): string =>
  (snapshot.bot.id === id ? snapshot.bot.name : snapshot.people.find((person) => person.id === id)?.name) ?? id;

function timeView(unix: number, style: string, scene: Scene): unknown {
  const at = new Date(unix * 1000);
  if (Number.isNaN(at.getTime())) return nothing;
  const words = formatTime(at, style, scene.person.locale, new Date(scene.snapshot.now));
  return html`<time datetime=${at.toISOString()} title=${formatTime(at, 'F', scene.person.locale, at)}>${words}</time>`;
}

/** Hidden until asked for. What is revealed stays so: the element itself remembers it, and drawing anew keeps the element. */
function spoilerView(children: readonly Inline[], scene: Scene): TemplateResult {
  const reveal = (event: Event): void => {
    const mask = event.currentTarget as HTMLElement;
    if (event instanceof KeyboardEvent && event.key !== 'Enter' && event.key !== ' ') return;
    if (mask.classList.contains('revealed')) return;
    event.preventDefault();
    mask.classList.add('revealed');
    mask.removeAttribute('role');
    mask.removeAttribute('aria-label');
    mask.setAttribute('tabindex', '-1');
    mask.firstElementChild?.removeAttribute('inert');
  };
  return html`<span
    class="spoiler"
    role="button"
    tabindex="0"
    aria-label=${scene.words.spoiler}
    @click=${reveal}
    @keydown=${reveal}
    ><span inert>${inlines(children, scene)}</span></span
  >`;
}
