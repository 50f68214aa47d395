import { html, nothing } from '/vendor/lit-html/lit-html.js';
import type { TemplateResult } from '/vendor/lit-html/lit-html.js';
import type { Scene } from './scene.ts';

/**
 * What stands in the way of an answer: `problem`, or a bot that does not run. The boxes are always there: a screen reader
 * listens to what comes into them.
 */
export function bannersView(problem: string, scene: Scene): TemplateResult {
  return html`<div role="alert">${problem === '' ? nothing : html`<p class="banner">${problem}</p>`}</div>
    <div role="status">${asleepView(scene)}</div>`;
}

function asleepView({ words, snapshot: { bot }, act }: Scene): TemplateResult | typeof nothing {
  if (bot.state === 'online') return nothing;
  const canStart = bot.canStop && bot.state === 'offline';
  return html`<p class="banner quiet">
    ${words.asleep[bot.state](bot.name)}
    ${
      canStart
        ? html`<button type="button" class="button primary small" @click=${() => act({ do: 'bot', run: true })}>
            ${words.startBot}
          </button>`
        : nothing
    }
  </p>`;
}
