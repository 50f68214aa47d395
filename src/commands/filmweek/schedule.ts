import { ApplicationCommandOptionType } from 'discord-api-types/v10';
import { z } from 'zod';
import { themedDraft } from '../../components/schedule.ts';
import { timeOf, zoneOf } from '../../components/schedule-input.ts';
import { defineOption, defineSubcommand } from '../../discord/command.ts';
import { PickedRole } from '../../discord/picked.ts';
import { modes } from '../../domain/club-schedule.ts';
import { weekdays } from '../../domain/schedule.ts';
import { maybeTheme } from '../film/options.ts';
import { channel, count, flag, name, nameOf } from './options.ts';

const { String: Text, Role } = ApplicationCommandOptionType;

const weekday = defineOption({
  key: 'weekday',
  type: Text,
  required: true,
  choices: weekdays,
  schema: z.enum(weekdays),
});
const time = defineOption({ key: 'time', type: Text, required: true, maxLength: 5, schema: z.string().max(20) });
const timezone = defineOption({
  key: 'timezone',
  type: Text,
  schema: z.string().max(100).optional(),
  autocomplete: ({ typed, t }, { zones }) =>
    zones.suggest(typed).map(({ zone, name: place }) => ({ name: `${t.text(place)} (${zone})`, value: zone })),
});
const mode = defineOption({ key: 'pick_mode', type: Text, choices: modes, schema: z.enum(modes).optional() });
const role = defineOption({ key: 'role', type: Role, schema: PickedRole.optional() });

/** `/filmweek schedule`: a new schedule, or another one in the place of that name; shown first, kept when it is confirmed. */
export const schedule = defineSubcommand({
  name: 'schedule',
  options: {
    ...{ channel, weekday, time, timezone, mode, theme: maybeTheme, name, role },
    ...{ every_weeks: count('every_weeks', 1, 12), thread: flag('thread'), pin: flag('pin') },
    ...{ grace_hours: count('grace_hours', 0, 144), close_rating_days: count('close_rating_days', 0, 365) },
  },
  visibility: 'ephemeral',
  execute: (request, services) => {
    const { options, club, t } = request;
    const locale = request.guildLocale ?? t.locale;
    const { thread = false, pin = false, close_rating_days: closeRatingDays = 28 } = options;
    const settings = {
      ...{ channelId: options.channel.id, channelKind: options.channel.kind, weekday: options.weekday },
      ...{ time: timeOf(options.time), timeZone: zoneOf(options.timezone ?? club.timezone, services) },
      ...{ everyWeeks: options.every_weeks ?? 1, mode: options.mode ?? 'queue_then_random', locale, thread, pin },
      ...{ graceHours: options.grace_hours ?? 24, closeRatingDays },
      ...(options.role && { roleId: options.role.id }),
    };
    const asked = { name: nameOf(options.name), settings, theme: options.theme, botMay: options.channel.botMay };
    return themedDraft(asked, request, services);
  },
});
