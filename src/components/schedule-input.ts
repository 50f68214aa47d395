import { ChannelType } from 'discord-api-types/v10';
import { z } from 'zod';
import { quoted } from '../discord/embeds/lines.ts';
import { channelKinds } from '../discord/guild-look.ts';
import { UserError } from '../errors.ts';
import type { Services } from '../services/services.ts';

/** The kinds of channels that take a weekly post. */
export const postChannels = [ChannelType.GuildText, ChannelType.GuildAnnouncement, ChannelType.GuildForum] as const;

/** Where a schedule posts: a channel that takes posts, and what the bot may do there. */
export const PickedPostChannel = z
  .object({
    id: z.string().regex(/^\d{1,20}$/),
    type: z.literal([...postChannels]),
    app_permissions: z.string().regex(/^\d+$/).optional().catch(undefined),
  })
  .transform(({ id, type, app_permissions: bits }) => ({
    ...{ id, kind: channelKinds[type], botMay: bits === undefined ? undefined : BigInt(bits) },
  }));

/** `20:00` for `20:00`, `8:05`, `20.00`. Refuses (`schedule.bad-time`) what is no time. */
export function timeOf(typed: string): string {
  const [, hour = '', minute = ''] = /^(\d{1,2})[:.](\d{2})$/.exec(typed.trim()) ?? [];
  if (hour === '' || Number(hour) > 23 || Number(minute) > 59) throw new UserError('schedule.bad-time');
  return `${hour.padStart(2, '0')}:${minute}`;
}

/** The zone of a place, or of its own name. Refuses (`schedule.bad-zone`) what is none. */
export function zoneOf(typed: string, { zones }: Services): string {
  const place = zones.resolve(typed);
  if (!place) throw new UserError('schedule.bad-zone', { zone: quoted(typed) });
  return place.zone;
}

/** A whole number of these. Refuses (`schedule.bad-number`) anything else. */
export function numberOf(typed: string, least: number, most: number): number {
  const number = /^\d{1,3}$/.test(typed.trim()) ? Number(typed) : NaN;
  if (!(number >= least && number <= most))
    throw new UserError('schedule.bad-number', { typed: quoted(typed), least, most });
  return number;
}
