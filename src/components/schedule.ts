import { z } from 'zod';
import type { Programme, Schedule, ScheduleSettings } from '../domain/club-schedule.ts';
import { Handle, handleOf } from '../domain/handle.ts';
import { mentionedRole, ScheduleName } from '../domain/club-schedule.ts';
import { scheduleDifference } from '../domain/schedule-change.ts';
import type { GuildSettings } from '../domain/guild-settings.ts';
import { missingOf, rightsForSchedule } from '../domain/permissions.ts';
import type { Right } from '../domain/permissions.ts';
import type { Planned } from '../domain/pick.ts';
import { defineComponent } from '../discord/component.ts';
import { accent } from '../discord/embeds/colors.ts';
import { momentIn } from '../discord/embeds/lines.ts';
import { button, buttonRow } from '../discord/embeds/rows.ts';
import { scheduleChangeLines, summaryIn } from '../discord/embeds/schedule-change-lines.ts';
import type { MessageReply, Reply } from '../discord/reply.ts';
import type { ComponentRequest, Request } from '../discord/request.ts';
import { UserError } from '../errors.ts';
import type { Translate } from '../locales/translate.ts';
import type { Services } from '../services/services.ts';
import { askFor, unclearOf } from './filter-question.ts';
import { guildIn } from './guild-in.ts';
import { postWarnings } from './post-warnings.ts';
import { changedReply, linesOf } from './schedule-change.ts';
import { picksOfRest, picksOfWhen, restFormOf, whenFormOf, wordsOfRest, wordsOfWhen } from './schedule-form.ts';
import { datesIn, mentionIn } from './schedule-lines.ts';
import { weeklyPost } from './weekly-post.ts';

/** Keeps a schedule as it was shown. */
export const confirmSchedule = defineComponent({
  route: 'confirm-schedule',
  args: z.tuple([z.string()]),
  placement: 'update',
  acts: true,
  needs: 'moderator',
  execute: async (request, [draftId], services) => {
    const { t } = request;
    const changed = await services.schedules.confirm(guildIn(request), draftId, request);
    const { name, settings } = changed.schedule;
    const lines = changed.before ? linesOf(changed, request, services) : [summaryIn(settings, t)];
    const kept = changed.schedule.pending ? 'schedule.kept' : 'schedule.paused';
    return changedReply([t(kept, { name }), ...lines], changed, request, services);
  },
});

/** Leaves everything as it is. */
export const cancelSchedule = defineComponent({
  route: 'cancel-schedule',
  args: z.tuple([]),
  placement: 'update',
  execute: ({ t }) => ({ content: t('schedule.cancelled') }),
});

/** Removes a schedule and its queue, if they are as they were when that was asked; else asks anew. */
export const removeSchedule = defineComponent({
  route: 'remove-schedule',
  args: z.tuple([ScheduleName, Handle]), // schedule, how it was
  placement: 'update',
  acts: true,
  needs: 'moderator',
  execute: async (request, [name, asked], services) => {
    const { t } = request;
    const programme = await services.schedules.get({ guildId: guildIn(request), name });
    if (markOf(programme) !== asked) return askedAnew(removalReply(programme, t), t);
    const removed = await services.schedules.remove({ guildId: guildIn(request), name }, request);
    return changedReply([t('schedule.removed', { name })], removed, request, services);
  },
});

/** The first form’s answer: shows the schedule as it would be, to be confirmed or gone on with. */
export const whenForm = defineComponent({
  route: 'week-when',
  args: z.tuple([z.string()]), // schedule
  placement: 'update',
  acts: true,
  needs: 'moderator',
  execute: async (request, [name], services): Promise<Reply> => {
    const { schedule } = await services.schedules.get({ guildId: guildIn(request), name });
    const { settings: picked, botMay } = picksOfWhen(request);
    const settings = { ...schedule.settings, ...picked };
    const again = openAgain.customId(request.interactionId);
    return unlessUnclear({ name, settings, again }, request, services, () => {
      const all = { ...settings, ...wordsOfWhen(request, settings, services) };
      return draftReply(name, all, botMay, request, services);
    });
  },
});

/** Opens the first form once more, as it was filled in. */
export const openAgain = defineComponent({
  route: 'week-again',
  args: z.tuple([z.string()]), // draft
  placement: 'update',
  needs: 'moderator',
  execute: async (request, [draftId], { schedules }): Promise<Reply> => {
    const { settings, name, typed } = await schedules.draftOf(guildIn(request), draftId, request.now);
    return whenFormOf(name, settings, whenForm.customId(name), request, typed);
  },
});

/** Opens the second form, with the settings of what is shown, or as it was filled in. */
export const moreSettings = defineComponent({
  route: 'week-more',
  args: z.tuple([z.string(), z.string()]), // draft, what the bot may do in the channel
  placement: 'update',
  needs: 'moderator',
  execute: async (request, [draftId, botMay], services): Promise<Reply> => {
    const { settings, name, typed } = await services.schedules.draftOf(guildIn(request), draftId, request.now);
    return restFormOf(name, settings, restForm.customId(draftId, botMay), request, services, typed);
  },
});

/** The second form’s answer: shows the schedule with these settings, too. */
export const restForm = defineComponent({
  route: 'week-rest',
  args: z.tuple([z.string().max(20), z.string().max(20)]), // draft, what the bot may do in the channel
  placement: 'update',
  acts: true,
  needs: 'moderator',
  execute: async (request, [draftId, botMay], services): Promise<Reply> => {
    const { settings: before, name } = await services.schedules.draftOf(guildIn(request), draftId, request.now);
    const { roleId: _role, ...others } = before;
    const settings = { ...others, ...picksOfRest(request) };
    const again = moreSettings.customId(request.interactionId, botMay);
    return unlessUnclear({ name, settings, again }, request, services, () => {
      const { theme: _theme, ...rest } = settings;
      const { theme, ...numbers } = wordsOfRest(request);
      const form = { typed: request.fields, again };
      const asked = { name, settings: { ...rest, ...numbers }, theme, botMay: givenIn(botMay), form };
      return themedDraft(asked, request, services);
    });
  },
});

/** The menu under the question which theme a schedule is to have: goes on with what was asked. */
export const scheduleTheme = defineComponent({
  route: 'week-theme',
  args: z.tuple([z.string().max(20), z.string().max(20)]), // draft, what the bot may do in the channel
  placement: 'update',
  acts: true,
  needs: 'moderator',
  execute: async (request, [draftId, botMay], services) => {
    const { settings, name } = await services.schedules.draftOf(guildIn(request), draftId, request.now);
    const theme = services.films.theme(request.values[0] ?? '');
    if (!theme) throw new UserError('gone.theme');
    return draftReply(name, { ...settings, theme: theme.id }, givenIn(botMay), request, services);
  },
});

/** What the bot may do, as a custom_id has it: nothing where Discord did not say. */
const givenIn = (botMay: string): bigint | undefined => (botMay === '' ? undefined : BigInt(botMay));

type Asked = Readonly<{
  name: string;
  /** All but the theme. */
  settings: ScheduleSettings;
  theme: string | undefined;
  botMay: bigint | undefined;
  /** The form that it was typed into, and the button that opens it again. */
  form?: Readonly<{ typed: ComponentRequest['fields']; again: string }>;
}>;

/** Shows what a schedule with the theme that was typed would be, or asks which theme is meant. */
export async function themedDraft(
  { name, settings, theme: typed, botMay, form }: Asked,
  request: Request,
  services: Services,
): Promise<MessageReply> {
  if (typed === undefined) return draftReply(name, settings, botMay, request, services);
  const found = services.films.resolve('theme', typed);
  if (found.kind === 'one') return draftReply(name, { ...settings, theme: found.item.id }, botMay, request, services);
  const { t, interactionId: id, now } = request;
  const menu = scheduleTheme.customId(id, String(botMay ?? ''));
  const { components = [], ...question } = askFor([unclearOf('theme', typed, found)], () => menu, t);
  const key = { guildId: guildIn(request), name };
  await services.schedules.keepForm(key, { settings, typed: form?.typed ?? {} }, { id, now });
  return { ...question, components: [...components, ...(form ? againOrCancel(form.again, t) : [])] };
}

const againOrCancel = (again: string, t: Translate) =>
  buttonRow(button(t('schedule.form-again'), again), button(t('schedule.cancel'), cancelSchedule.customId()));

/** What a form comes to; where something in it cannot be understood, why, and a button that opens it as it was filled in. */
async function unlessUnclear(
  { name, settings, again }: Readonly<{ name: string; settings: ScheduleSettings; again: string }>,
  request: ComponentRequest,
  { schedules }: Services,
  answer: () => Promise<MessageReply>,
): Promise<MessageReply> {
  try {
    return await answer();
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    const { t, fields: typed, interactionId: id, now } = request;
    await schedules.keepForm({ guildId: guildIn(request), name }, { settings, typed }, { id, now });
    return {
      content: t(error.key, error.params),
      components: againOrCancel(again, t),
    };
  }
}

/** Shows what a schedule would be: its dates, what it lacks, and its next post; asks before it is kept. */
export async function draftReply(
  name: string,
  settings: ScheduleSettings,
  botMay: bigint | undefined,
  request: Request,
  services: Services,
): Promise<MessageReply> {
  const { t, interactionId: id, now, club } = request;
  const key = { guildId: guildIn(request), name };
  const [{ before, schedule, plan }, look] = await Promise.all([
    services.schedules.draft(key, settings, { id, now }),
    // What Discord does not say just now keeps nobody from a schedule.
    services.guilds.look(key.guildId, now).catch(() => 'unsaid' as const),
  ]);
  const outside = look ? undefined : services.guilds.invitation(key.guildId, rightsForSchedule(settings, club));
  const mentioned = [mentionedRole(settings, club)];
  const warnings = look && look !== 'unsaid' ? postWarnings(settings.channelId, mentioned, look, club, t) : [];
  const missing = missingIn(settings, club, botMay).map((right) => t(`right.${right}`));
  const channel = `<#${settings.channelId}>`;
  const rights =
    missing.length === 0 ? t('schedule.may-all') : t('schedule.may-not', { channel, missing: missing.join(', ') });
  const mayPost = missing.length === 0 && outside === undefined;
  const lines = [
    summaryIn(settings, t),
    ...(before ? [...changesIn(before, settings, request, services), t('schedule.draft.another')] : []),
    ...mentionIn(settings, club, t),
    ...(settings.channelKind === 'forum' && (settings.thread || settings.pin) ? [t('schedule.in-forum')] : []),
    datesIn(schedule, services.schedules, t),
    outside === undefined ? rights : t('check.outside', { url: outside }),
    ...warnings,
    // The dates say already that nothing comes while it is paused.
    ...(plan[0] && !plan[0].pick ? [t('schedule.no-film')] : []),
    ...(plan[0]?.pick ? [t(mayPost ? 'schedule.preview' : 'schedule.preview-only')] : []),
  ];
  const title = before ? t('schedule.draft.change', { name }) : t('schedule.draft.new');
  const post = await previewOf(schedule, plan[0], request, services);
  // Where posts are text it has no embeds.
  const preview = post ? (post.embeds ?? [{ description: post.content ?? '' }]) : [];
  const confirm = mayPost ? [button(t('schedule.confirm'), confirmSchedule.customId(id))] : [];
  return {
    embeds: [{ title, color: accent, description: lines.join('\n\n') }, ...preview],
    components: buttonRow(
      ...confirm,
      button(t('schedule.more'), moreSettings.customId(id, String(botMay ?? ''))),
      button(t('schedule.cancel'), cancelSchedule.customId()),
    ),
  };
}

/** What other settings make of a schedule, one a line. */
function changesIn(
  before: Programme,
  settings: ScheduleSettings,
  { t }: Request,
  { films }: Services,
): readonly string[] {
  const difference = scheduleDifference(before, { ...before, schedule: { ...before.schedule, settings } });
  return difference ? [scheduleChangeLines(difference.before, difference.after, { t, films }).join('\n')] : [];
}

/** The post of an occurrence as it will come; nothing where it has no film. */
async function previewOf(
  { guildId, name, settings }: Schedule,
  planned: Planned | undefined,
  { club, guildLocale = settings.locale }: Pick<Request, 'club' | 'guildLocale'>,
  services: Services,
): Promise<MessageReply | undefined> {
  const film = services.films.film(planned?.pick?.filmId ?? '');
  if (!planned || !film) return undefined;
  const { occurrence, pick } = planned;
  const record = {
    guildId,
    schedule: name,
    key: occurrence.week,
    late: false,
    dueAt: occurrence.at,
    item: pick?.item,
    settings: { ...settings, locale: guildLocale },
  };
  return (await weeklyPost({ record, film, club }, services)).reply;
}

/** The exact post, under the line that says when it comes. */
export async function previewReply(
  schedule: Schedule,
  planned: Planned | undefined,
  request: Request,
  services: Services,
): Promise<MessageReply> {
  const { t } = request;
  if (!planned) return { content: t('schedule.nothing-next') };
  const post = await previewOf(schedule, planned, request, services);
  const when = momentIn(planned.occurrence.at);
  if (!post) return { content: `${when}\n${t('schedule.no-film')}` };
  return { ...post, content: [`-# ${when}`, post.content ?? ''].join('\n') };
}

/** Asks once more before a schedule goes. */
export const removalReply = (programme: Programme, t: Translate): MessageReply => ({
  content: t('schedule.ask-remove', { name: programme.schedule.name }),
  components: buttonRow(
    button(t('schedule.remove'), removeSchedule.customId(programme.schedule.name, markOf(programme))),
    button(t('schedule.cancel'), cancelSchedule.customId()),
  ),
});

/** The question once more, since what it was about has changed. */
export const askedAnew = ({ content = '', ...question }: MessageReply, t: Translate): MessageReply => ({
  ...question,
  content: [t('schedule.changed-since'), content].join('\n'),
});

/** Tells what moderators have chosen about a schedule from what they chose before or later. */
const markOf = ({ schedule: { settings }, queue }: Programme): string => handleOf(JSON.stringify([settings, queue]));

/** What the bot may not do in the channel and would have to; nothing where Discord did not say what it may. */
function missingIn(settings: ScheduleSettings, club: GuildSettings, botMay: bigint | undefined): readonly Right[] {
  return botMay === undefined ? [] : missingOf(rightsForSchedule(settings, club), botMay);
}
