import { ApplicationCommandOptionType } from 'discord-api-types/v10';
import { z } from 'zod';
import { defineOption } from '../../discord/command.ts';
import { quoted } from '../../discord/embeds/lines.ts';
import { UserError } from '../../errors.ts';
import { Typed } from '../film/options.ts';
import { defineSetting, given } from './setting.ts';

const flag = (key: string) =>
  defineOption({ key, type: ApplicationCommandOptionType.Boolean, schema: z.boolean().optional() });

/** `#bd6e28`, with or without the sign, or `none`, in either language. */
const color = defineOption({
  key: 'color',
  type: ApplicationCommandOptionType.String,
  maxLength: 20,
  schema: Typed.optional(),
});

const options = {
  spoilers: flag('card_spoilers'),
  warnings: flag('warnings'),
  plain_text: flag('plain_text'),
  color,
};

/** `/filmconfig content`: what cards show, and how. */
export const content = defineSetting(
  'content',
  options,
  ({ options: { spoilers, warnings, plain_text, color: typed } }) => ({
    ...given({ spoilers, warnings, plainText: plain_text }),
    ...(typed !== undefined && { color: colorOf(typed) }),
  }),
);

/** The number of a colour; undefined for none. Refuses what is neither. */
function colorOf(typed: string): number | undefined {
  if (/^(?:none|нет|-|—)$/i.test(typed)) return undefined;
  const [, digits = ''] = /^#?([0-9a-f]{6}|[0-9a-f]{3})$/i.exec(typed) ?? [];
  if (digits === '') throw new UserError('config.no-color', { typed: quoted(typed) });
  return Number.parseInt(digits.length === 3 ? digits.replace(/./g, '$&$&') : digits, 16);
}
