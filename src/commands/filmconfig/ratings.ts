import { ApplicationCommandOptionType } from 'discord-api-types/v10';
import { z } from 'zod';
import { defineOption } from '../../discord/command.ts';
import { emojiSets, ratingModes } from '../../domain/guild-settings.ts';
import { defineSetting, given } from './setting.ts';

const mode = defineOption({
  key: 'mode',
  type: ApplicationCommandOptionType.String,
  choices: ratingModes,
  schema: z.enum(ratingModes).optional(),
});

const emojiSet = defineOption({
  key: 'emoji_set',
  type: ApplicationCommandOptionType.String,
  choices: emojiSets,
  schema: z.enum(emojiSets).optional(),
});

/** `/filmconfig ratings`: how members rate under the bot’s posts. */
export const ratings = defineSetting('ratings', { mode, emoji_set: emojiSet }, ({ options }) =>
  given({ ratingMode: options.mode, emojiSet: options.emoji_set }),
);
