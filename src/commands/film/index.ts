import type { SlashCommand } from '../../discord/command.ts';
import { collections } from './collections.ts';
import { fact } from './fact.ts';
import { help } from './help.ts';
import { history } from './history.ts';
import { info } from './info.ts';
import { list } from './list.ts';
import { nominate } from './nominate.ts';
import {
  seenAdd,
  seenRemove,
  seenShow,
  watchlistAdd,
  watchlistClear,
  watchlistRemove,
  watchlistShow,
} from './own-lists.ts';
import { random } from './random.ts';
import { rate } from './rate.ts';
import { search } from './search.ts';
import { similar } from './similar.ts';
import { theme } from './theme.ts';
import { themes } from './themes.ts';
import { top } from './top.ts';
import { unrate } from './unrate.ts';
import { week } from './week.ts';

/** `/film`, for everyone, in guilds and direct messages. */
export const film: SlashCommand = {
  kind: 'slash',
  name: 'film',
  inDirectMessages: true,
  subcommands: [
    ...[random, theme, info, search, list, themes, collections, fact, similar, week, history, top, rate, unrate],
    ...[watchlistAdd, watchlistRemove, watchlistShow, watchlistClear, seenAdd, seenRemove, seenShow, nominate, help],
  ],
};
