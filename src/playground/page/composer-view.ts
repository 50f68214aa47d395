import { html, nothing } from '/vendor/lit-html/lit-html.js';
import type { TemplateResult } from '/vendor/lit-html/lit-html.js';
import { live } from '/vendor/lit-html/directives/live.js';
import { repeat } from '/vendor/lit-html/directives/repeat.js';
import type { Composer } from './composer.ts';
import { pressKey } from './composer-keys.ts';
import { addable } from './draft.ts';
import type { Draft } from './draft.ts';
import type { Field } from './field.ts';
import { inputId } from './place.ts';
import type { Place } from './place.ts';
import { channelLabel } from './scene.ts';
import { slashWords } from './slash-words.ts';

const valueIn = (event: Event): string => (event.target as HTMLInputElement).value;

/** The message box, or the command that is being written; above it what could come next. */
export function composerView(composer: Composer): TemplateResult {
  const { scene, draft, problem, list } = composer;
  const { words } = scene;
  const leave = (event: FocusEvent): void => {
    const form = event.currentTarget as HTMLElement;
    if (!form.contains(event.relatedTarget as Node | null)) composer.blurred();
  };
  return html`<form
    id="composer"
    class="composer"
    @submit=${(event: Event) => {
      event.preventDefault();
      void composer.send();
    }}
    @focusout=${leave}
  >
    ${list.view(words)}
    <p class="composer-problem" id="composer-problem" role="alert" ?hidden=${problem === ''}>${problem}</p>
    <div class="composer-box">
      ${draft ? draftView(composer, draft) : textView(composer)}
      <button class="send" type="submit" aria-label=${words.send} title=${words.send}>
        <svg viewBox="0 0 24 24" aria-hidden="true"><path d="M3 20.5 21.5 12 3 3.5v6.6L14.5 12 3 13.9z" /></svg>
      </button>
    </div>
  </form>`;
}

/** Several lines cannot be a combobox, which alone may say that it is expanded; the list says so itself. */
function textView(composer: Composer): TemplateResult {
  const { scene, list } = composer;
  const label = scene.words.compose(channelLabel(scene.channel));
  return html`<textarea
    id="compose-text"
    class="compose-text"
    rows="1"
    maxlength="2000"
    autocomplete="off"
    aria-autocomplete="list"
    aria-haspopup="listbox"
    aria-controls="suggestions"
    aria-activedescendant=${list.active}
    aria-describedby="composer-problem"
    aria-label=${label}
    placeholder=${label}
    .value=${live(composer.text)}
    @input=${(event: Event) => composer.write(valueIn(event))}
    @keydown=${(event: KeyboardEvent) => pressKey(composer, event)}
    @focus=${() => composer.focused('text')}
  ></textarea>`;
}

function draftView(composer: Composer, draft: Draft): TemplateResult {
  const { words } = composer.scene;
  const name = `/${draft.command.labels.join(' ')}`;
  const more = addable(draft).length > 0;
  return html`<div class="draft" role="group" aria-label=${name}>
    <span class="draft-name">${slashWords(name)}</span>
    ${repeat(
      draft.fields,
      ({ option }) => option.name,
      (field) => fieldView(composer, field),
    )}
    <span class="draft-end">
      ${comboBox(composer, 'tail', {
        text: composer.tail,
        write: (typed) => composer.extend(typed),
        style: 'draft-tail',
        hidden: !more && draft.fields.length > 0 && composer.tail === '',
        label: more ? words.addOption : name,
        placeholder: more ? `+ ${words.addOption}` : '',
      })}
      <button
        type="button"
        class="draft-cancel"
        aria-label=${words.cancelCommand}
        title=${words.cancelCommand}
        @click=${() => composer.discard()}
      >
        ×
      </button>
    </span>
  </div>`;
}

function fieldView(composer: Composer, { option, text }: Field): TemplateResult {
  const { words } = composer.scene;
  const place: Place = { option: option.name };
  return html`<span class="pill" ?data-current=${isCurrent(composer, place)}>
    <label for=${inputId(place)}>${option.label}</label>
    ${comboBox(composer, place, {
      text,
      write: (typed) => composer.fill(option, typed),
      title: option.description,
      required: option.required,
    })}
    ${
      option.required
        ? nothing
        : html`<button
            type="button"
            class="pill-remove"
            aria-label=${words.removeOption(option.label)}
            @click=${() => composer.remove(option)}
          >
            ×
          </button>`
    }
  </span>`;
}

const isCurrent = (composer: Composer, place: Place): boolean => inputId(composer.place) === inputId(place);

/** One line to type into, which the list above completes. */
function comboBox(
  composer: Composer,
  place: Place,
  parts: Readonly<{
    text: string;
    write: (typed: string) => void;
    style?: string;
    hidden?: boolean;
    label?: string;
    placeholder?: string;
    title?: string;
    required?: boolean;
  }>,
): TemplateResult {
  const current = isCurrent(composer, place);
  const { text, write, style, hidden = false, label, placeholder, title, required = false } = parts;
  return html`<input
    id=${inputId(place)}
    class=${style ?? nothing}
    type="text"
    autocomplete="off"
    spellcheck="false"
    enterkeyhint="send"
    role="combobox"
    aria-autocomplete="list"
    aria-haspopup="listbox"
    aria-controls="suggestions"
    aria-expanded=${current && composer.list.visible ? 'true' : 'false'}
    aria-activedescendant=${current ? composer.list.active : nothing}
    aria-describedby="composer-problem"
    aria-required=${required ? 'true' : 'false'}
    aria-label=${label ?? nothing}
    title=${title ?? nothing}
    placeholder=${placeholder ?? nothing}
    ?hidden=${hidden}
    .value=${live(text)}
    @input=${(event: Event) => write(valueIn(event))}
    @keydown=${(event: KeyboardEvent) => pressKey(composer, event)}
    @focus=${() => composer.focused(place)}
  />`;
}
