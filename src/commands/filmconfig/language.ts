import { ApplicationCommandOptionType } from 'discord-api-types/v10';
import { z } from 'zod';
import { defineOption } from '../../discord/command.ts';
import { defineSetting } from './setting.ts';

/** `server`: as Discord says that the guild speaks. */
const languages = ['en-US', 'ru', 'server'] as const;

const posts = defineOption({
  key: 'posts',
  type: ApplicationCommandOptionType.String,
  choices: languages,
  schema: z.enum(languages).optional(),
});

/** `/filmconfig language`: the language of what all see. */
export const language = defineSetting('language', { posts }, ({ options }) => ({
  language: options.posts === 'server' ? undefined : options.posts,
}));
