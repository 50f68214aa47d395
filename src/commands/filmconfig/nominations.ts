import { ApplicationCommandOptionType } from 'discord-api-types/v10';
import { z } from 'zod';
import { defineOption } from '../../discord/command.ts';
import { defineSetting, given } from './setting.ts';

const open = defineOption({
  key: 'open',
  type: ApplicationCommandOptionType.Boolean,
  schema: z.boolean().optional(),
});

const perMember = defineOption({
  key: 'per_member',
  type: ApplicationCommandOptionType.Integer,
  minValue: 1,
  maxValue: 25,
  schema: z.int().min(1).max(25).optional(),
});

/** `/filmconfig nominations`: whether members may nominate films, and how many at a time. */
export const nominations = defineSetting('nominations', { open, per_member: perMember }, ({ options }) =>
  given({ nominationsOpen: options.open, nominationsPerMember: options.per_member }),
);
