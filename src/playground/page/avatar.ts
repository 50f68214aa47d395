import { html } from '/vendor/lit-html/lit-html.js';
import type { TemplateResult } from '/vendor/lit-html/lit-html.js';

const tones = 6;

/** A round picture made of a name: initials on one of a few tones; the bot wears a film reel. */
export function avatarView(name: string, id: string, isBot: boolean): TemplateResult {
  if (isBot) return html`<img class="avatar" src="/page/icon.svg" alt="" />`;
  const initials = name
    .split(/\s+/)
    .slice(0, 2)
    .map((word) => Array.from(word)[0] ?? '')
    .join('');
  // Ids count up: the sum of digits tells neighbours apart.
  const tone = Array.from(id).reduce((sum, digit) => sum + Number(digit), 0) % tones;
  return html`<span class="avatar" data-tone=${tone} aria-hidden="true">${initials.toUpperCase()}</span>`;
}
