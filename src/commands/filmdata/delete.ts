import { ApplicationCommandOptionType } from 'discord-api-types/v10';
import { z } from 'zod';
import { deletionReply, scopes } from '../../components/member-data.ts';
import { defineOption, defineSubcommand } from '../../discord/command.ts';

const scope = defineOption({
  key: 'scope',
  type: ApplicationCommandOptionType.String,
  required: true,
  choices: scopes,
  schema: z.enum(scopes),
});

/** `/filmdata delete`: asks, and deletes on a press. */
export const remove = defineSubcommand({
  name: 'delete',
  options: { scope },
  visibility: 'ephemeral',
  execute: (request) => deletionReply(request.options.scope, request),
});
