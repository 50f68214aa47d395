import { catalogueReply } from '../../components/catalogue.ts';
import { defineSubcommand } from '../../discord/command.ts';
import { hidden } from './options.ts';
import { publicUnlessPrivate } from './visibility.ts';

/** `/film themes`: all of them with counts. */
export const themes = defineSubcommand({
  name: 'themes',
  options: { private: hidden },
  visibility: publicUnlessPrivate,
  execute: ({ t }, { films }) => catalogueReply('themes', 1, films, t),
});
