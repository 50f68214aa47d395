import { currentReply } from '../../components/film-of-the-week.ts';
import { defineSubcommand } from '../../discord/command.ts';
import { hidden } from './options.ts';
import { publicUnlessPrivate } from './visibility.ts';

/** `/film week`: the current film of the week, its post, and when the next one comes. */
export const week = defineSubcommand({
  name: 'week',
  options: { private: hidden },
  visibility: publicUnlessPrivate,
  execute: currentReply,
});
