import { ChannelType, ComponentType } from 'discord-api-types/v10';
import { z } from 'zod';
import { quoted } from '../discord/embeds/lines.ts';
import { button, buttonRow, selectRow } from '../discord/embeds/rows.ts';
import { clockIn } from '../discord/embeds/settings-lines.ts';
import type { Section, Spoken } from '../discord/embeds/settings-lines.ts';
import { PickedChannel } from '../discord/picked.ts';
import type { MessageReply } from '../discord/reply.ts';
import type { ComponentRequest, Request } from '../discord/request.ts';
import { ratingModes } from '../domain/guild-settings.ts';
import type { GuildSettings } from '../domain/guild-settings.ts';
import { UserError } from '../errors.ts';
import type { Services } from '../services/services.ts';
import { guildIn } from './guild-in.ts';
import { logChannelOf } from './log-channel.ts';

/** The questions of the setup, in their order; each is a section of the settings. */
export const steps = ['language', 'timezone', 'ratings', 'log', 'roles'] as const satisfies readonly Section[];
export type Step = (typeof steps)[number];
export const Step = z.enum(steps);

/** The setting that each question asks for. */
export const asked = {
  ...{ language: 'language', timezone: 'timezone', ratings: 'ratingMode', log: 'logChannel', roles: 'moderatorRole' },
} as const satisfies Record<Step, Spoken>;

type Rows = NonNullable<MessageReply['components']>;

/**
 * The answers that a question offers, as buttons or a menu. `customIdOf`: what an answer sends; that of a menu has no value yet.
 * `typed`: what somebody looks for, where the answers are many.
 */
export function answersTo(
  step: Step,
  customIdOf: (value: string) => string,
  { t, now }: Request,
  { zones }: Services,
  typed = '',
): Rows {
  const customId = customIdOf('');
  switch (step) {
    case 'language':
      return buttonRow(
        ...(['en-US', 'ru', 'server'] as const).map((value) => button(t(`choice.posts.${value}`), customIdOf(value))),
      );
    case 'timezone':
      return selectRow(
        customId,
        t('setup.pick.timezone'),
        // A menu takes a value but once, and cities share their zone.
        [...Map.groupBy(zones.suggest(typed), ({ zone }) => zone).values()]
          .flatMap(([place]) => place ?? [])
          .map(({ zone, name }) => ({
            label: `${t.text(name)} · ${clockIn(zone, t, now)}`,
            value: zone,
          })),
      );
    case 'ratings':
      return selectRow(
        customId,
        t('setup.pick.ratings'),
        ratingModes.map((mode) => ({ label: t(`choice.mode.${mode}`), value: mode })),
      );
    case 'log':
      return [
        {
          type: ComponentType.ActionRow,
          components: [
            {
              ...{ type: ComponentType.ChannelSelect, custom_id: customId, placeholder: t('setup.pick.log') },
              channel_types: [ChannelType.GuildText, ChannelType.GuildAnnouncement],
            },
          ],
        },
      ];
    case 'roles':
      return [
        {
          type: ComponentType.ActionRow,
          components: [{ type: ComponentType.RoleSelect, custom_id: customId, placeholder: t('setup.pick.roles') }],
        },
      ];
  }
}

/** What an answer changes. Refuses what the command for it would refuse, too. */
export function changesOf(
  step: Step,
  value: string,
  request: ComponentRequest,
  { zones }: Services,
): Partial<GuildSettings> {
  switch (step) {
    case 'language':
      return { language: value === 'en-US' || value === 'ru' ? value : undefined };
    case 'timezone': {
      const place = zones.resolve(value);
      if (!place) throw new UserError('config.unknown-zone', { typed: quoted(value) });
      return { timezone: place.zone };
    }
    case 'ratings':
      return { ratingMode: z.enum(ratingModes).catch('both').parse(value) };
    case 'log': {
      const picked = PickedChannel.safeParse(request.picked[0]);
      if (!picked.success) throw new UserError('error.old-component');
      return { logChannel: logChannelOf(picked.data, request.t) };
    }
    case 'roles':
      if (!/^\d{1,20}$/.test(value)) throw new UserError('error.old-component');
      if (value === guildIn(request)) throw new UserError('config.everyone-moderates');
      return { moderatorRole: value };
  }
}
