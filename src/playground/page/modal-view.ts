import type { APITextInputComponent } from 'discord.js';
import { html, nothing } from '/vendor/lit-html/lit-html.js';
import type { TemplateResult } from '/vendor/lit-html/lit-html.js';
import { keyed } from '/vendor/lit-html/directives/keyed.js';
import type { ModalView } from '../protocol.ts';
import { componentType } from './components-view.ts';
import type { Scene } from './scene.ts';

type Input = Readonly<{ input: APITextInputComponent; label: string; description: string | undefined }>;

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
        ${inputsOf(modal).map(inputView)}
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

function inputsOf({ modal }: ModalView): readonly Input[] {
  return modal.components.flatMap((part): readonly Input[] => {
    if (part.type === componentType.row) {
      return part.components.map((input) => ({ input, label: input.label ?? '', description: undefined }));
    }
    if (part.type !== componentType.label || part.component.type !== componentType.textInput) return [];
    return [{ input: part.component, label: part.label, description: part.description ?? undefined }];
  });
}

function inputView({ input, label, description }: Input): TemplateResult {
  const id = `modal-${input.custom_id}`;
  const paragraph = Number(input.style) === 2;
  const required = input.required ?? true;
  const shared = { min: input.min_length ?? nothing, max: input.max_length ?? 4000 };
  return html`<label for=${id}
      >${label}${required ? html` <span class="required" aria-hidden="true">*</span>` : nothing}</label
    >
    ${description ? html`<p class="modal-description" id=${`${id}-description`}>${description}</p>` : nothing}
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
