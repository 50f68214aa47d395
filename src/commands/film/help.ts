import { ApplicationCommandOptionType } from 'discord-api-types/v10';
import { z } from 'zod';
import { helpReply, helpTopics } from '../../components/help.ts';
import { defineOption, defineSubcommand } from '../../discord/command.ts';

const topic = defineOption({
  key: 'topic',
  type: ApplicationCommandOptionType.String,
  choices: helpTopics,
  schema: z.enum(helpTopics).optional(),
});

/** `/film help`: short help, for the asker alone. */
export const help = defineSubcommand({
  name: 'help',
  options: { topic },
  visibility: 'ephemeral',
  execute: ({ options, t }) => helpReply(options.topic ?? 'films', t),
});
