import { html, nothing } from '/vendor/lit-html/lit-html.js';
import type { TemplateResult } from '/vendor/lit-html/lit-html.js';
import type { ChannelView, PageLocale } from '../protocol.ts';
import { avatarView } from './avatar.ts';
import { faultsView } from './faults-view.ts';
import type { Appearance } from './preferences.ts';
import { channelLabel } from './scene.ts';
import type { Scene } from './scene.ts';
import { formatTime } from './time.ts';

const locales = [
  ['en-US', 'English'],
  ['ru', 'Русский'],
] as const;

const languages: ReadonlyMap<PageLocale, string> = new Map(locales);

/** What the sidebar changes of the page itself. */
export type SidebarDeeds = Readonly<{
  appearance: Appearance;
  dress: (appearance: Appearance) => void;
  become: (personId: string) => void;
  /** Where the sidebar is a drawer. */
  close: () => void;
}>;

/** Channels, and below them who one is, the languages, the appearance and the bot's switch. */
export function sidebarView(scene: Scene, deeds: SidebarDeeds): TemplateResult {
  const { words, snapshot } = scene;
  const shown = (kind: 'dm' | 'club') => snapshot.channels.filter((known) => (known.kind === 'dm') === (kind === 'dm'));
  return html`<header class="club">
      <img src="/page/icon.svg" alt="" />
      <p class="club-name">${snapshot.guild.name}<small>${words.title}</small></p>
      <button type="button" class="drawer-close" aria-label=${words.close} title=${words.close} @click=${deeds.close}>
        <svg viewBox="0 0 24 24" aria-hidden="true"><path d="m6 6 12 12M18 6 6 18" /></svg>
      </button>
    </header>
    <nav aria-label=${words.channels}>
      ${channelsView(words.channels, shown('club'), scene)} ${channelsView(words.directMessages, shown('dm'), scene)}
    </nav>
    <section class="settings" aria-label=${words.settings}>
      ${botView(scene)} ${clockView(scene)} ${personView(scene, deeds)}
      <div class="setting">
        <span id="your-language">${words.yourLanguage}</span>
        ${segments('your-language', locales, scene.person.locale, (locale) => scene.act({ do: 'locale', locale }))}
      </div>
      <div class="setting">
        <span id="club-language">${words.clubLanguage}</span>
        ${segments('club-language', locales, snapshot.guild.locale, (locale: PageLocale) => scene.act({ do: 'guildLocale', locale }))}
      </div>
      <div class="setting">
        <span id="appearance">${words.appearance}</span>
        ${segments(
          'appearance',
          (['auto', 'light', 'dark'] as const).map((one) => [one, words.theme[one]] as const),
          deeds.appearance,
          deeds.dress,
        )}
      </div>
      ${faultsView(scene)}
    </section>`;
}

function channelsView(title: string, channels: readonly ChannelView[], scene: Scene): unknown {
  if (channels.length === 0) return nothing;
  return html`<h2>${title}</h2>
    <ul>
      ${channels.map(
        (channel) =>
          html`<li>
            <button
              type="button"
              class="channel"
              aria-current=${channel.id === scene.channel.id ? 'page' : nothing}
              @click=${() => scene.go(channel)}
            >
              <span class="channel-mark">${channelLabel(channel).slice(0, 1)}</span>${channel.name}
            </button>
          </li>`,
      )}
    </ul>`;
}

function personView({ words, snapshot, person }: Scene, { become }: SidebarDeeds): TemplateResult {
  return html`<div class="setting">
    <label for="person">${words.you}</label>
    <select id="person" @change=${(event: Event) => become((event.target as HTMLSelectElement).value)}>
      ${snapshot.people.map(
        ({ id, name, role, locale }) =>
          html`<option value=${id} .selected=${id === person.id}>
            ${name} · ${words.role[role]}${locale === person.locale ? '' : ` · ${languages.get(locale)}`}
          </option>`,
      )}
    </select>
  </div>`;
}

function botView({ words, snapshot: { bot }, act }: Scene): TemplateResult {
  const runs = bot.state !== 'offline';
  return html`<div class="bot" data-state=${bot.state}>
    <span class="bot-picture">${avatarView(bot.name, bot.id, true)}<i aria-hidden="true"></i></span>
    <span><strong>${bot.name}</strong> <small>${words.bot[bot.state]}</small></span>
    ${
      bot.canStop
        ? html`<button
            type="button"
            class="button secondary small"
            ?disabled=${bot.state === 'starting'}
            @click=${() => act({ do: 'bot', run: !runs })}
          >
            ${runs ? words.stopBot : words.startBot}
          </button>`
        : nothing
    }
  </div>`;
}

/** What day it is here, and the way to the day of the next post. */
function clockView({ words, snapshot: { now, canMoveClock }, person, act }: Scene): unknown {
  if (!canMoveClock) return nothing;
  const at = new Date(now);
  return html`<div class="clock">
    <span>${words.clock.title} <time datetime=${now}>${formatTime(at, 'D', person.locale, at)}</time></span>
    <button type="button" class="button secondary small" @click=${() => act({ do: 'nextPost' })}>
      ${words.clock.next}
    </button>
  </div>`;
}

/** A few exclusive choices side by side, as radio buttons. */
function segments<Value extends string>(
  name: string,
  choices: readonly (readonly [Value, string])[],
  current: Value,
  choose: (value: Value) => unknown,
): TemplateResult {
  return html`<div class="segments" role="radiogroup" aria-labelledby=${name}>
    ${choices.map(
      ([value, label]) =>
        html`<label lang=${value === 'ru' ? 'ru' : value === 'en-US' ? 'en' : nothing}>
          <input
            type="radio"
            name=${name}
            value=${value}
            .checked=${value === current}
            @change=${() => choose(value)}
          />
          <span>${label}</span>
        </label>`,
    )}
  </div>`;
}
