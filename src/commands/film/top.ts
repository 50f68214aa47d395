import { ApplicationCommandOptionType } from 'discord-api-types/v10';
import { z } from 'zod';
import { askFor } from '../../components/filter-question.ts';
import { writeFilter } from '../../components/filter-code.ts';
import { guildIn } from '../../components/guild-in.ts';
import { periods, topPage, topReply } from '../../components/top.ts';
import { defineOption, defineSubcommand } from '../../discord/command.ts';
import { rankings } from '../../domain/ranking.ts';
import { resolveFilter } from './filter.ts';
import { hidden, maybeTheme } from './options.ts';
import { publicUnlessPrivate } from './visibility.ts';

const period = defineOption({
  key: 'period',
  type: ApplicationCommandOptionType.String,
  choices: periods,
  schema: z.enum(periods).default('all'),
});

const kind = defineOption({
  key: 'kind',
  type: ApplicationCommandOptionType.String,
  choices: rankings,
  schema: z.enum(rankings).default('best'),
});

const minVotes = defineOption({
  key: 'min_votes',
  type: ApplicationCommandOptionType.Integer,
  minValue: 1,
  maxValue: 100,
  schema: z.int().min(1).max(100).default(3),
});

/** `/film top`: the club's ranking, page by page. */
export const top = defineSubcommand({
  name: 'top',
  options: { period, theme: maybeTheme, kind, min_votes: minVotes, private: hidden },
  visibility: publicUnlessPrivate,
  execute: (request, services) => {
    const { options, t } = request;
    guildIn(request, 'rating.guild-only');
    const { filter, unclear } = resolveFilter({ theme: options.theme }, services.films);
    const question = { filter, kind: options.kind, period: options.period, minVotes: options.min_votes };
    if (unclear.length === 0) return topReply(question, 1, request, services);
    const { kind: wanted, period: since, minVotes: least } = question;
    return askFor(unclear, (name) => topPage.customId(writeFilter(filter, name), wanted, since, least, 1), t);
  },
});
