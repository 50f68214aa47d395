import { z } from 'zod';
import type { Found } from '../data/film-index.ts';
import type { Theme } from '../domain/library.ts';
import { clamp } from '../discord/clamp.ts';
import { defineComponent } from '../discord/component.ts';
import { quoted } from '../discord/embeds/lines.ts';
import { themeEmbed } from '../discord/embeds/theme-embed.ts';
import { pageOf } from '../discord/embeds/paging.ts';
import { pagerRow, selectRow } from '../discord/embeds/rows.ts';
import { limits } from '../discord/limits.ts';
import type { MessageReply } from '../discord/reply.ts';
import type { Request } from '../discord/request.ts';
import { UserError } from '../errors.ts';
import type { Translate } from '../locales/translate.ts';
import type { Services } from '../services/services.ts';
import { filmMenu } from './film.ts';
import { orderArgs, orderedFilms } from './order.ts';
import type { Order } from './order.ts';

/** Another page of a theme's films, in place of the one shown. */
export const themePage = defineComponent({
  route: 'theme-page',
  args: z.tuple([z.string(), ...orderArgs, z.coerce.number()]),
  placement: 'update',
  execute: (request, [id, sort, seed, page], services) =>
    themeReply(themeOrGone(id, services.films), { sort, seed }, page, request, services),
});

/** The menu of themes: opens the one picked, for the picker alone. */
export const themeSelect = defineComponent({
  route: 'theme',
  args: z.tuple([]),
  placement: 'ephemeral',
  execute: (request, _, services) =>
    themeReply(themeOrGone(request.values[0], services.films), { sort: 'usual', seed: '' }, 1, request, services),
});

/** The menu under the question which theme was meant: the theme takes the place of the question. */
export const themeChoice = defineComponent({
  route: 'theme-choice',
  args: z.tuple([...orderArgs]),
  placement: 'update',
  execute: (request, [sort, seed], services) =>
    themeReply(themeOrGone(request.values[0], services.films), { sort, seed }, 1, request, services),
});

/** A theme, its films on one page, and how each relates to it. */
export async function themeReply(
  theme: Theme,
  order: Order,
  number: number,
  request: Request,
  services: Services,
): Promise<MessageReply> {
  const { sort, seed } = order;
  const { t } = request;
  const { films, tallies } = await orderedFilms({ theme: theme.id }, order, request, services);
  const page = pageOf(films, number);
  return {
    embeds: [themeEmbed({ theme, page, tallies, films: services.films, t })],
    components: [
      ...filmMenu(page.items, t),
      ...pagerRow(page, t, (to) => themePage.customId(theme.id, sort, seed, to)),
    ],
  };
}

/** Asks which theme was meant: several fit, or none did and these are nearest. */
export function chooseTheme(
  found: Exclude<Found<Theme>, { kind: 'one' }>,
  typed: string,
  { sort, seed }: Order,
  t: Translate,
): MessageReply {
  const themes = found.kind === 'several' ? found.items : found.nearest;
  return {
    content: t(found.kind === 'several' ? 'choose.theme' : 'choose.theme-nearest', { typed: quoted(typed) }),
    components: selectRow(themeChoice.customId(sort, seed), t('select.theme'), themeOptions(themes, t)),
  };
}

/** A menu of themes. */
export const themeMenu = (themes: readonly Theme[], t: Translate) =>
  selectRow(themeSelect.customId(), t('select.theme'), themeOptions(themes, t));

const themeOptions = (themes: readonly Theme[], t: Translate) =>
  themes.map(({ id, name, definition }) => ({
    label: t.text(name),
    value: id,
    description: clamp(t.text(definition), limits.optionLabel),
  }));

function themeOrGone(id: string | undefined, films: Services['films']): Theme {
  const theme = films.theme(id ?? '');
  if (!theme) throw new UserError('gone.theme');
  return theme;
}
