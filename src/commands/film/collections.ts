import { catalogueReply } from '../../components/catalogue.ts';
import { defineSubcommand } from '../../discord/command.ts';
import { hidden } from './options.ts';
import { publicUnlessPrivate } from './visibility.ts';

/** `/film collections`: all of them with counts. */
export const collections = defineSubcommand({
  name: 'collections',
  options: { private: hidden },
  visibility: publicUnlessPrivate,
  execute: ({ t }, { films }) => catalogueReply('collections', 1, films, t),
});
