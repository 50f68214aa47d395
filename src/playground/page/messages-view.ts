import { html, nothing } from '/vendor/lit-html/lit-html.js';
import type { TemplateResult } from '/vendor/lit-html/lit-html.js';
import { repeat } from '/vendor/lit-html/directives/repeat.js';
import { readCommandLine } from './command-line.ts';
import { messageView } from './message-view.ts';
import type { MessageParts } from './message-view.ts';
import { channelLabel } from './scene.ts';
import type { Scene } from './scene.ts';
import { slashCommands } from './commands.ts';

/** All messages of a channel, oldest first, after some words on where one is. `write` puts a line into the composer. */
export function messagesView(parts: MessageParts, scene: Scene, write: (line: string) => void): TemplateResult {
  const { words, channel, snapshot } = scene;
  const label = channelLabel(channel);
  return html`<div
    id="messages"
    class="messages"
    role="log"
    aria-live="polite"
    aria-label=${words.messages(label)}
    tabindex="0"
  >
    ${welcomeView(label, scene, write)}
    ${repeat(
      snapshot.messages[channel.id] ?? [],
      ({ message }) => message.id,
      (view) => messageView(view, parts, scene),
    )}
  </div>`;
}

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
            ${examples.map((line) => html`<button type="button" @click=${() => write(line)}>${line}</button>`)}
          </p>`
    }
  </section>`;
}
