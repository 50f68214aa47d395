import { ApplicationCommandOptionType } from 'discord-api-types/v10';
import { defineOption } from '../../discord/command.ts';
import { quoted } from '../../discord/embeds/lines.ts';
import { clockIn } from '../../discord/embeds/settings-lines.ts';
import { UserError } from '../../errors.ts';
import { Typed } from '../film/options.ts';
import { defineSetting } from './setting.ts';

/** A city in either language; completes with the time there. */
const zone = defineOption({
  key: 'zone',
  type: ApplicationCommandOptionType.String,
  schema: Typed.optional(),
  autocomplete: ({ typed, t, now }, { zones }) =>
    zones.suggest(typed).map((place) => ({
      name: `${t.text(place.name)} · ${clockIn(place.zone, t, now)} · ${place.zone}`,
      value: place.zone,
    })),
});

/** `/filmconfig timezone`: by whose clocks the club lives. */
export const timezone = defineSetting('timezone', { zone }, ({ options }, { zones }) => {
  const typed = options.zone ?? '';
  const place = zones.resolve(typed);
  if (!place) throw new UserError('config.unknown-zone', { typed: quoted(typed) });
  return { timezone: place.zone };
});
