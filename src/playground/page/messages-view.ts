import { html, nothing } from '/vendor/lit-html/lit-html.js';
import type { TemplateResult } from '/vendor/lit-html/lit-html.js';
import { repeat } from '/vendor/lit-html/directives/repeat.js';
import { readCommandLine } from './command-line.ts';
import { messageView } from './message-view.ts';
import type { MessageParts } from './message-view.ts';
import { channelLabel } from './scene.ts';
import type { Scene } from './scene.ts';
import { slashWords } from './slash-words.ts';
import { slashCommands } from './commands.ts';
import type { Words } from './words.ts';

/** What happens among the messages beside acts: an example goes into the composer, the reader scrolls. */
type Deeds = Readonly<{ write: (line: string) => void; scrolled: () => void }>;

/** All messages of a channel, oldest first, after some words on where one is. */
export function messagesView(parts: MessageParts, scene: Scene, { write, scrolled }: Deeds): TemplateResult {
  const { words, channel, snapshot } = scene;
  const label = channelLabel(channel);
  return html`<div
    id="messages"
    class="messages"
    role="log"
    aria-live="polite"
    aria-label=${words.messages(label)}
    tabindex="0"
    @scroll=${scrolled}
  >
    ${welcomeView(label, scene, write)}
    ${repeat(
      snapshot.messages[channel.id] ?? [],
      ({ message }) => message.id,
      (view) => messageView(view, parts, scene),
    )}
  </div>`;
}

/** Tells whoever reads further up how many messages wait below, and leads there. */
export const waitingView = (count: number, words: Words, jump: () => void): TemplateResult =>
  html`<div class="waiting-below">
    ${
      count === 0
        ? nothing
        : html`<button type="button" @click=${jump}>
            ${words.waiting(count)}
            <svg viewBox="0 0 24 24" aria-hidden="true"><path d="M12 5v14m-6-6 6 6 6-6" /></svg>
          </button>`
    }
  </div>`;

/** How a channel begins: what it is, and a few commands to try. */
function welcomeView(label: string, scene: Scene, write: (line: string) => void): TemplateResult {
  const { words, channel, snapshot, person } = scene;
  const known = slashCommands(snapshot.commands, { person, channel });
  const examples = words.examples.filter((line) => readCommandLine(known, line));
  return html`<section class="welcome" aria-label=${words.welcome(label)}>
    <img src="/page/icon.svg" alt="" />
    <p class="welcome-title">${words.welcome(label)}</p>
    <p>${channel.kind === 'dm' ? words.directMessageNote : words.beginning}</p>
    ${
      examples.length === 0
        ? nothing
        : html`<p class="examples">
            <span>${words.tryThis}</span>
            ${examples.map((line) => html`<button type="button" @click=${() => write(line)}>${slashWords(line)}</button>`)}
          </p>`
    }
  </section>`;
}
