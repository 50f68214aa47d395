import type { APIButtonComponent, APIChannelSelectComponent, APIMessage, APIRoleSelectComponent } from 'discord.js';
import { html, nothing } from '/vendor/lit-html/lit-html.js';
import type { TemplateResult } from '/vendor/lit-html/lit-html.js';
import { linkView } from './link-view.ts';
import { channelLabel, channelsOf, roleLabel } from './scene.ts';
import type { Scene } from './scene.ts';
import type { Menu, SelectMenus } from './select-menu.ts';

/** https://discord.com/developers/docs/components/reference#component-object-component-types */
export const componentType = {
  row: 1,
  button: 2,
  stringSelect: 3,
  textInput: 4,
  roleSelect: 6,
  channelSelect: 8,
  label: 18,
} as const;
const styleNames = ['', 'primary', 'secondary', 'success', 'danger', 'link', 'primary'];

/** The rows of buttons and menus below a message. */
export function rowsView(message: APIMessage, menus: SelectMenus, scene: Scene): readonly TemplateResult[] {
  return (message.components ?? []).flatMap((row) => {
    if (row.type !== componentType.row) return [];
    const parts = row.components.map((part) => {
      if (part.type === componentType.button) return buttonView(part, message.id, scene);
      const menu = menuOf(part, scene);
      return menu ? menus.view(menu, message.id, scene) : nothing;
    });
    return [html`<div class="row">${parts}</div>`];
  });
}

type Preset = Readonly<{ default_values?: readonly Readonly<{ id: string }>[] | null }>;

/** A menu with what it offers: its own options, or the club's channels or roles; no menu of any other kind. */
export function menuOf(part: Readonly<{ type: number }>, { snapshot }: Scene): Menu | undefined {
  const isPreset = (id: string): boolean => (part as Preset).default_values?.some((one) => one.id === id) ?? false;
  switch (part.type) {
    case componentType.stringSelect:
      return part as Menu;
    case componentType.channelSelect: {
      const { channel_types: types } = part as APIChannelSelectComponent;
      const options = channelsOf(snapshot, types).map((known) => ({
        ...{ label: channelLabel(known), value: known.id, default: isPreset(known.id) },
      }));
      return { ...(part as APIChannelSelectComponent), options };
    }
    case componentType.roleSelect: {
      const options = snapshot.roles.map(({ id, name }) => ({
        ...{ label: roleLabel(name), value: id, default: isPreset(id) },
      }));
      return { ...(part as APIRoleSelectComponent), options };
    }
    default:
      return undefined;
  }
}

function buttonView(button: APIButtonComponent, messageId: string, scene: Scene): TemplateResult {
  const label = 'label' in button ? button.label : undefined;
  const emoji = 'emoji' in button ? button.emoji?.name : undefined;
  const words = html`${emoji ? html`<span aria-hidden=${label ? 'true' : nothing}>${emoji}</span>` : nothing}${label ?? ''}`;
  const style = `button ${styleNames[button.style] ?? 'secondary'}`;
  if ('url' in button) {
    const marked = html`${words}<svg viewBox="0 0 24 24" aria-hidden="true">
        <path d="M14 4h6v6M20 4l-9 9M18 14v5H5V6h5" />
      </svg>`;
    const isOff = button.disabled || !/^(?:https?|discord):/.test(button.url);
    return isOff ? html`<a class=${style}>${marked}</a>` : linkView(button.url, marked, scene, style);
  }
  // Not `disabled`: the last page switches its button off, and whoever pressed it would lose the focus.
  const off = button.disabled ?? false;
  const customId = 'custom_id' in button ? button.custom_id : '';
  return html`<button
    type="button"
    class=${style}
    aria-disabled=${off ? 'true' : nothing}
    @click=${() => off || scene.act({ do: 'component', messageId, customId, componentType: button.type })}
  >
    ${words}
  </button>`;
}
