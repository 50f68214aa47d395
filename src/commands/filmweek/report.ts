import { ApplicationCommandOptionType } from 'discord-api-types/v10';
import { z } from 'zod';
import { formats, reportReply } from '../../components/report.ts';
import { periods } from '../../components/top.ts';
import { defineOption, defineSubcommand } from '../../discord/command.ts';

const { String: Text } = ApplicationCommandOptionType;

const period = defineOption({
  key: 'period',
  type: Text,
  choices: periods,
  schema: z.enum(periods).default('all'),
});
const format = defineOption({
  key: 'report_format',
  type: Text,
  choices: formats,
  schema: z.enum(formats).default('message'),
});

/** `/filmweek report`: what the club was shown, as a message or a file. */
export const report = defineSubcommand({
  name: 'report',
  options: { period, format },
  visibility: 'ephemeral',
  execute: (request, services) => reportReply(request.options.period, request.options.format, request, services),
});
