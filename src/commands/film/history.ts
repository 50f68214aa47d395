import { ApplicationCommandOptionType } from 'discord-api-types/v10';
import { z } from 'zod';
import { writeFilter } from '../../components/filter-code.ts';
import { askFor } from '../../components/filter-question.ts';
import { historyReply, pageId } from '../../components/history.ts';
import { defineOption, defineSubcommand } from '../../discord/command.ts';
import { resolveFilter } from './filter.ts';
import { hidden, maybeTheme } from './options.ts';
import { publicUnlessPrivate } from './visibility.ts';

/** A year in which the club was shown films: completes with those that there are. */
const year = defineOption({
  key: 'year',
  type: ApplicationCommandOptionType.Integer,
  minValue: 2000,
  maxValue: 2100,
  schema: z.int().min(2000).max(2100).optional(),
  autocomplete: async ({ typed, guildId }, { settings, showings }) => {
    if (guildId === undefined) return [];
    const { timezone } = await settings.of(guildId);
    const years = await showings.years(guildId, timezone);
    return years
      .filter((one) => String(one).startsWith(typed.trim()))
      .slice(0, 25)
      .map((one) => ({ name: String(one), value: one }));
  },
});

/** `/film history`: what the club has been shown, page by page. */
export const history = defineSubcommand({
  name: 'history',
  options: { year, theme: maybeTheme, private: hidden },
  visibility: publicUnlessPrivate,
  execute: (request, services) => {
    const { options, t } = request;
    const { filter, unclear } = resolveFilter({ theme: options.theme }, services.films);
    if (unclear.length === 0) return historyReply({ filter, year: options.year }, 1, request, services);
    return askFor(unclear, (name) => pageId(writeFilter(filter, name), options.year, 1), t);
  },
});
