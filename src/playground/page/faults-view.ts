import { html, nothing } from '/vendor/lit-html/lit-html.js';
import type { TemplateResult } from '/vendor/lit-html/lit-html.js';
import type { PageFault } from '../protocol.ts';
import type { Scene } from './scene.ts';

const usual: readonly PageFault[] = [
  'cut',
  'reconnect',
  'silence',
  'endSession',
  'double',
  'errors',
  'lose',
  'limit',
  'outage',
  'slow',
];

/** What may go wrong with Discord, folded away: a button for each, and what lasts at the moment with a way to end it. */
export function faultsView({ words, snapshot: { faults, bot }, act }: Scene): TemplateResult {
  const offered = [...usual, bot.isMember ? ('kick' as const) : ('invite' as const)];
  return html`<details class="faults">
    <summary>${words.faults.title}</summary>
    <p>${words.faults.note}</p>
    <ul>
      ${offered.map(
        (fault) =>
          html`<li>
            <button type="button" class="button secondary small" @click=${() => act({ do: 'fault', fault })}>
              ${words.faults[fault]}
            </button>
          </li>`,
      )}
    </ul>
    <p role="status">${faults.map((fault) => words.faults.lasting[fault]).join(' ')}</p>
    ${
      faults.length > 0
        ? html`<button type="button" class="button primary small" @click=${() => act({ do: 'fault', fault: 'none' })}>
            ${words.faults.none}
          </button>`
        : nothing
    }
  </details>`;
}
