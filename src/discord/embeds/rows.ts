import { ButtonStyle, ComponentType } from 'discord-api-types/v10';
import type {
  APIActionRowComponent,
  APIButtonComponent,
  APIButtonComponentWithCustomId,
  APIComponentInMessageActionRow,
  APISelectMenuOption,
} from 'discord-api-types/v10';
import type { Film } from '../../domain/film.ts';
import type { Translate } from '../../locales/translate.ts';
import { labelOf, otherTitleIn } from './lines.ts';
import type { Page } from './paging.ts';

type Row = APIActionRowComponent<APIComponentInMessageActionRow>;

/** One button: what it says, and what it sends back. */
export const button = (label: string, customId: string, disabled = false): APIButtonComponentWithCustomId => ({
  type: ComponentType.Button,
  style: ButtonStyle.Secondary,
  label,
  custom_id: customId,
  ...(disabled && { disabled: true }),
});

/** A row of buttons; no row without any. */
export const buttonRow = (...buttons: readonly APIButtonComponent[]): Row[] =>
  buttons.length === 0 ? [] : [{ type: ComponentType.ActionRow, components: [...buttons] }];

/** A menu; no row without options. */
export const selectRow = (customId: string, placeholder: string, options: readonly APISelectMenuOption[]): Row[] =>
  options.length === 0
    ? []
    : [
        {
          type: ComponentType.ActionRow,
          components: [
            { type: ComponentType.StringSelect, custom_id: customId, placeholder, options: options.slice(0, 25) },
          ],
        },
      ];

/** Films as the options of a menu; what they are told apart by stands beneath. */
export const filmOptions = (films: readonly Film[], t: Translate): APISelectMenuOption[] =>
  films.map((film) => {
    const description = otherTitleIn(film, t);
    return { label: labelOf(film, t), value: film.id, ...(description !== undefined && { description }) };
  });

/** Previous and next, dead at the ends; nothing where there is one page. */
export function pagerRow({ number, of }: Page<unknown>, t: Translate, customId: (page: number) => string): Row[] {
  if (of === 1) return [];
  return buttonRow(
    // Two buttons of one message may not share a custom_id, dead ones neither: 0 and of + 1 are told apart.
    button(t('page.previous'), customId(number - 1), number === 1),
    button(t('page.next'), customId(number + 1), number === of),
  );
}
