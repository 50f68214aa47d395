import { chooseTheme, themeReply } from '../../components/theme.ts';
import { defineSubcommand } from '../../discord/command.ts';
import { hidden, sort, theme as themeOption } from './options.ts';
import { publicUnlessPrivate } from './visibility.ts';

/** `/film theme`: a theme, its films, and how each of them relates to it. */
export const theme = defineSubcommand({
  name: 'theme',
  options: { theme: themeOption, sort, private: hidden },
  visibility: publicUnlessPrivate,
  execute: (request, services) => {
    const { options, interactionId, t } = request;
    const found = services.films.resolve('theme', options.theme);
    const order = { sort: options.sort ?? 'usual', seed: interactionId.slice(-8) } as const;
    if (found.kind !== 'one') return chooseTheme(found, options.theme, order, t);
    return themeReply(found.item, order, 1, request, services);
  },
});
