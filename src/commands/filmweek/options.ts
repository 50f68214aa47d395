import { ApplicationCommandOptionType } from 'discord-api-types/v10';
import { z } from 'zod';
import { guildIn } from '../../components/guild-in.ts';
import { PickedPostChannel, postChannels } from '../../components/schedule-input.ts';
import { defineOption } from '../../discord/command.ts';
import type { Option } from '../../discord/command.ts';
import type { CommandRequest } from '../../discord/request.ts';
import { ScheduleName, usualName } from '../../domain/club-schedule.ts';
import { UserError } from '../../errors.ts';
import type { Services } from '../../services/services.ts';
import { filmAmong } from '../film/options.ts';

const { String: Text, Integer, Boolean, Channel } = ApplicationCommandOptionType;

/** A schedule of the guild: completes by name. */
export const name = defineOption({
  key: 'name',
  type: Text,
  maxLength: 32,
  schema: z.string().max(100).optional(),
  autocomplete: async ({ typed, guildId }, { schedules }) =>
    (guildId === undefined ? [] : await schedules.list(guildId))
      .filter((schedule) => schedule.name.includes(typed.trim().toLowerCase()))
      .slice(0, 25)
      .map((schedule) => ({ name: schedule.name, value: schedule.name })),
});

/** A film that waits in one of the guild's queues. */
export const queuedFilm = filmAmong(async ({ guildId }, { schedules }) => {
  const all = guildId === undefined ? [] : await schedules.withQueues(guildId);
  return all.flatMap(({ queue }) => queue.map(({ filmId }) => filmId));
});

/** The name of a schedule as it was given, or the usual one. Refuses (`schedule.bad-name`) what is none. */
export function nameOf(given: string | undefined): string {
  const read = ScheduleName.safeParse((given ?? usualName).trim().toLowerCase());
  if (!read.success) throw new UserError('schedule.bad-name');
  return read.data;
}

/** The schedule that a command is about. */
export const keyOf = (request: CommandRequest<Readonly<{ name?: string | undefined }>>) => ({
  guildId: guildIn(request),
  name: nameOf(request.options.name),
});

/** Where a schedule posts. */
export const channel = defineOption({
  key: 'channel',
  type: Channel,
  required: true,
  channelTypes: postChannels,
  schema: PickedPostChannel,
});

const text = (key: string, maxLength: number): Option<string | undefined> =>
  defineOption({ key, type: Text, maxLength, schema: z.string().max(maxLength).optional() });

export const reason = text('week_reason', 200);
export const note = text('week_note', 200);
export const until = text('until', 10);
export const date = text('date', 10);

/** A date as it was given, YYYY-MM-DD. Refuses (`schedule.bad-date`) what is none. */
export function givenDate(given: string | undefined): string | undefined {
  if (given === undefined) return undefined;
  const typed = given.trim();
  try {
    if (/^\d{4}-\d{2}-\d{2}$/.test(typed)) return Temporal.PlainDate.from(typed, { overflow: 'reject' }).toString();
  } catch {
    // No such day.
  }
  throw new UserError('schedule.bad-date');
}

export const count = (key: string, minValue: number, maxValue: number): Option<number | undefined> =>
  defineOption({ key, type: Integer, minValue, maxValue, schema: z.int().min(minValue).max(maxValue).optional() });

export const flag = (key: string): Option<boolean | undefined> =>
  defineOption({ key, type: Boolean, schema: z.boolean().optional() });

/** Tells whether a film may be meant by what is typed; while that is nothing, any may. */
export function meantBy(typed: string, films: Services['films']): (filmId: string) => boolean {
  if (typed.trim() === '') return () => true;
  const meant = new Set(films.suggest('film', typed, films.films.length).map(({ id }) => id));
  return (filmId) => meant.has(filmId);
}
