import { ComponentType, SelectMenuDefaultValueType } from 'discord-api-types/v10';
import type { APIComponentInLabel, APISelectMenuOption } from 'discord-api-types/v10';
import { z } from 'zod';
import { modes } from '../domain/club-schedule.ts';
import type { ScheduleSettings } from '../domain/club-schedule.ts';
import { weekdays } from '../domain/schedule.ts';
import { labelled, textInput } from '../discord/embeds/form-fields.ts';
import { limits } from '../discord/limits.ts';
import { PickedRole } from '../discord/picked.ts';
import type { Reply } from '../discord/reply.ts';
import type { ComponentRequest, Request } from '../discord/request.ts';
import { UserError } from '../errors.ts';
import type { Translate } from '../locales/translate.ts';
import type { Services } from '../services/services.ts';
import { numberOf, PickedPostChannel, postChannels, timeOf, zoneOf } from './schedule-input.ts';

/* A form of Discord has five fields, and a schedule more settings: the first form asks when and where, the second the rest. */

/** What is done with a post besides, as one choice. */
const extras = ['none', 'thread', 'pin', 'both'] as const;

/** The first form, filled in with how the schedule is now, or as somebody filled it in before. */
export function whenFormOf(
  name: string,
  settings: ScheduleSettings,
  customId: string,
  { t }: Request,
  typed: ComponentRequest['fields'] = {},
): Reply {
  const { channelId, weekday, time, timeZone, everyWeeks, mode } = settings;
  const numbers = Array.from({ length: 12 }, (_, at) => String(at + 1));
  return {
    modal: {
      custom_id: customId,
      title: titleOf(name, t),
      components: [
        labelled(t('week.setting.channelId'), {
          ...{ type: ComponentType.ChannelSelect, custom_id: 'channel', channel_types: [...postChannels] },
          default_values: [{ id: channelId, type: SelectMenuDefaultValueType.Channel }],
        }),
        labelled(
          t('week.setting.weekday'),
          select(
            'weekday',
            weekday,
            weekdays.map((value) => ({ label: t(`choice.weekday.${value}`), value })),
          ),
        ),
        labelled(
          t('week.setting.time'),
          textInput('time', { value: typed['time'] ?? `${time} ${timeZone}`, max: 60 }),
          t('week.form.time-hint'),
        ),
        labelled(
          t('week.setting.everyWeeks'),
          select(
            'every',
            String(everyWeeks),
            numbers.map((value) => ({ label: value, value })),
          ),
        ),
        labelled(
          t('week.setting.mode'),
          select(
            'mode',
            mode,
            modes.map((value) => ({ label: t(`choice.pick_mode.${value}`), value })),
          ),
        ),
      ],
    },
  };
}

/** The second form, filled in likewise. */
export function restFormOf(
  name: string,
  settings: ScheduleSettings,
  customId: string,
  { t }: Request,
  { films }: Services,
  typed: ComponentRequest['fields'] = {},
): Reply {
  const { roleId, thread, pin, graceHours, closeRatingDays } = settings;
  const theme = films.theme(settings.theme ?? '');
  const extra = thread && pin ? 'both' : thread ? 'thread' : pin ? 'pin' : 'none';
  return {
    modal: {
      custom_id: customId,
      title: titleOf(name, t),
      components: [
        labelled(
          t('week.setting.theme'),
          textInput('theme', { value: typed['theme'] ?? (theme ? t.text(theme.name) : ''), max: 100, required: false }),
          t('week.form.theme-hint'),
        ),
        labelled(t('week.setting.roleId'), {
          ...{ type: ComponentType.RoleSelect, custom_id: 'role', required: false, min_values: 0 },
          ...(roleId !== undefined && { default_values: [{ id: roleId, type: SelectMenuDefaultValueType.Role }] }),
        }),
        labelled(
          t('week.setting.extras'),
          select(
            'extras',
            extra,
            extras.map((value) => ({ label: t(`week.form.extras.${value}`), value })),
          ),
        ),
        labelled(
          t('week.setting.graceHours'),
          textInput('grace', { value: typed['grace'] ?? String(graceHours), max: 3 }),
          t('week.form.grace-hint'),
        ),
        labelled(
          t('week.setting.closeRatingDays'),
          textInput('close', { value: typed['close'] ?? String(closeRatingDays), max: 3 }),
          t('week.form.close-hint'),
        ),
      ],
    },
  };
}

/** What was picked in the first form, which is always understood; and what the bot may do in the channel. */
export function picksOfWhen(request: ComponentRequest) {
  const channel = PickedPostChannel.safeParse(request.picks['channel']?.[0]);
  if (!channel.success) throw new UserError('error.old-component');
  const { id: channelId, kind: channelKind, botMay } = channel.data;
  const settings = {
    ...{ channelId, channelKind, weekday: pickOf(z.enum(weekdays), 'weekday', request) },
    everyWeeks: pickOf(z.coerce.number().int().min(1).max(12), 'every', request),
    mode: pickOf(z.enum(modes), 'mode', request),
  };
  return { settings, botMay };
}

/** What was typed into the first form: the time, and the zone unless it stays. */
export function wordsOfWhen({ fields }: ComponentRequest, { timeZone }: ScheduleSettings, services: Services) {
  const [, time = '', zone = ''] = /^(\S+)\s*(.*)$/s.exec((fields['time'] ?? '').trim()) ?? [];
  return { time: timeOf(time), timeZone: zone === '' ? timeZone : zoneOf(zone, services) };
}

/** What was picked in the second form. */
export function picksOfRest(request: ComponentRequest) {
  const role = PickedRole.safeParse(request.picks['role']?.[0]);
  const extra = pickOf(z.enum(extras), 'extras', request);
  return {
    ...(role.success && { roleId: role.data.id }),
    ...{ thread: extra === 'thread' || extra === 'both', pin: extra === 'pin' || extra === 'both' },
  };
}

/** What was typed into the second form; the theme in the words of who typed it. */
export function wordsOfRest({ fields }: ComponentRequest) {
  const theme = (fields['theme'] ?? '').trim();
  return {
    theme: theme === '' ? undefined : theme,
    graceHours: numberOf(fields['grace'] ?? '', 0, 144),
    closeRatingDays: numberOf(fields['close'] ?? '', 0, 365),
  };
}

const Pick = z.object({ id: z.string() });

/** What was picked in a menu of our own options. */
function pickOf<T>(schema: z.ZodType<T>, key: string, { picks }: ComponentRequest): T {
  const picked = schema.safeParse(Pick.safeParse(picks[key]?.[0]).data?.id);
  if (!picked.success) throw new UserError('error.old-component');
  return picked.data;
}

const titleOf = (name: string, t: Translate): string => t('schedule.title', { name }).slice(0, limits.modalTitle);

const select = (key: string, value: string, options: readonly APISelectMenuOption[]): APIComponentInLabel => ({
  ...{ type: ComponentType.StringSelect, custom_id: key },
  options: options.map((option) => ({ ...option, ...(option.value === value && { default: true }) })),
});
