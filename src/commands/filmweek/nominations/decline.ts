import { ApplicationCommandOptionType } from 'discord-api-types/v10';
import { z } from 'zod';
import { declineReply } from '../../../components/nomination.ts';
import { defineOption, defineSubcommand } from '../../../discord/command.ts';
import { noteLength, noteOf } from '../../../domain/nomination.ts';
import { idOf, nominationIn } from './option.ts';

const reason = defineOption({
  key: 'reason',
  type: ApplicationCommandOptionType.String,
  maxLength: noteLength,
  schema: z.string().transform(noteOf).optional(),
});

const undecided = ['open', 'accepted'] as const;

/** `/filmweek nominations decline`: declines a nomination that is open or was accepted, and tells why. */
export const decline = defineSubcommand({
  name: 'nominations decline',
  options: { nomination: nominationIn(undecided), reason },
  visibility: 'ephemeral',
  execute: async (request, services) => {
    const { nomination, reason: why = '' } = request.options;
    return declineReply(await idOf(nomination, undecided, request, services), why, request, services);
  },
});
