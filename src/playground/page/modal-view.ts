import type { APITextInputComponent } from 'discord.js';
import { html, nothing } from '/vendor/lit-html/lit-html.js';
import type { TemplateResult } from '/vendor/lit-html/lit-html.js';
import { keyed } from '/vendor/lit-html/directives/keyed.js';
import type { ModalView } from '../protocol.ts';
import { componentType, menuOf } from './components-view.ts';
import type { Scene } from './scene.ts';
import type { Menu } from './select-menu.ts';

type Labelled = Readonly<{ label: string; description: string | undefined }>;
type Input = Labelled &
  (Readonly<{ input: APITextInputComponent }> | Readonly<{ menu: Menu & { required?: boolean } }>);

/** The form that the bot opened, as a dialog over the page. What is typed lives in its inputs until it is sent. */
export function modalView(modal: ModalView | undefined, scene: Scene): unknown {
  if (!modal) return nothing;
  const { interactionId } = modal;
  const { title } = modal.modal;
  const send = (event: Event): void => {
    event.preventDefault();
    const data = new FormData(event.target as HTMLFormElement);
    const fields = Object.fromEntries([...data].map(([name, value]) => [name, typeof value === 'string' ? value : '']));
    void scene.act({ do: 'modal', interactionId, fields });
  };
  const close = (event?: Event): void => {
    event?.preventDefault();
    void scene.act({ do: 'closeModal' });
  };
  return keyed(
    interactionId,
    html`<dialog class="modal" aria-labelledby="modal-title" @cancel=${close}>
      <form @submit=${send}>
        <h2 id="modal-title">${title}</h2>
        ${inputsOf(modal, scene).map((input) => ('menu' in input ? menuView(input) : inputView(input)))}
        <footer>
          <button type="button" class="button secondary" @click=${() => close()}>${scene.words.cancel}</button>
          <button type="submit" class="button primary">${scene.words.submit}</button>
        </footer>
      </form>
    </dialog>`,
  );
}

/** Opens the dialog that was drawn; a dialog is modal only when shown by a call. */
export function showModal(): void {
  document.querySelector<HTMLDialogElement>('dialog.modal:not([open])')?.showModal();
}

function inputsOf({ modal }: ModalView, scene: Scene): readonly Input[] {
  return modal.components.flatMap((part): readonly Input[] => {
    if (part.type === componentType.row) {
      return part.components.map((input) => ({ input, label: input.label ?? '', description: undefined }));
    }
    if (part.type !== componentType.label) return [];
    const { component, label } = part;
    const description = part.description ?? undefined;
    if (component.type === componentType.textInput) return [{ input: component, label, description }];
    const menu = menuOf(component, scene);
    return menu ? [{ menu, label, description }] : [];
  });
}

/** A menu of a form sends nothing before the form does, so a native one will do. */
function menuView({ menu, label, description }: Extract<Input, { menu: unknown }>): TemplateResult {
  const id = `modal-${menu.custom_id}`;
  const required = menu.required ?? true;
  const preset = menu.options.some((option) => option.default);
  return html`${labelView(id, label, required)} ${descriptionView(id, description)}<select
      id=${id}
      name=${menu.custom_id}
      ?required=${required}
    >
      ${required && preset ? nothing : html`<option value=""></option>`}
      ${menu.options.map(
        (option) => html`<option value=${option.value} ?selected=${option.default ?? false}>${option.label}</option>`,
      )}
    </select>`;
}

const labelView = (id: string, label: string, required: boolean): TemplateResult =>
  html`<label for=${id}
    >${label}${required ? html` <span class="required" aria-hidden="true">*</span>` : nothing}</label
  >`;

const descriptionView = (id: string, description: string | undefined): unknown =>
  description ? html`<p class="modal-description" id=${`${id}-description`}>${description}</p>` : nothing;

function inputView({ input, label, description }: Extract<Input, { input: unknown }>): TemplateResult {
  const id = `modal-${input.custom_id}`;
  const paragraph = Number(input.style) === 2;
  const required = input.required ?? true;
  const shared = { min: input.min_length ?? nothing, max: input.max_length ?? 4000 };
  return html`${labelView(id, label, required)} ${descriptionView(id, description)}
  ${
    paragraph
      ? html`<textarea
          id=${id}
          name=${input.custom_id}
          rows="4"
          ?required=${required}
          minlength=${shared.min}
          maxlength=${shared.max}
          placeholder=${input.placeholder ?? ''}
          .defaultValue=${input.value ?? ''}
        ></textarea>`
      : html`<input
          id=${id}
          name=${input.custom_id}
          type="text"
          autocomplete="off"
          ?required=${required}
          minlength=${shared.min}
          maxlength=${shared.max}
          placeholder=${input.placeholder ?? ''}
          value=${input.value ?? ''}
        />`
  }`;
}
