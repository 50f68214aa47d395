import { ApplicationCommandOptionType } from 'discord-api-types/v10';
import { z } from 'zod';
import { decisionReply } from '../../../components/nomination.ts';
import { defineOption, defineSubcommand } from '../../../discord/command.ts';
import { noteLength, noteOf } from '../../../domain/nomination.ts';
import { nominationTo } from './option.ts';

const reason = defineOption({
  key: 'reason',
  type: ApplicationCommandOptionType.String,
  maxLength: noteLength,
  schema: z.string().transform(noteOf).optional(),
});

/** `/filmweek nominations decline`: declines a nomination that is open or was accepted, and tells why. */
export const decline = defineSubcommand({
  name: 'nominations decline',
  options: { nomination: nominationTo('decline'), reason },
  visibility: 'ephemeral',
  execute: (request, services) => {
    const { nomination, reason: why = '' } = request.options;
    return decisionReply('decline', nomination, why, request, services);
  },
});
