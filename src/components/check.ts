import { ButtonStyle, ComponentType } from 'discord-api-types/v10';
import type { APIEmbedField } from 'discord-api-types/v10';
import { accent } from '../discord/embeds/colors.ts';
import { buttonRow } from '../discord/embeds/rows.ts';
import { limits } from '../discord/limits.ts';
import type { MessageReply } from '../discord/reply.ts';
import type { Request } from '../discord/request.ts';
import { bitOf } from '../domain/authority.ts';
import type { Schedule } from '../domain/club-schedule.ts';
import type { GuildSettings } from '../domain/guild-settings.ts';
import { bits, lacksIn, rightsForLog, rightsForRating } from '../domain/permissions.ts';
import type { Obstacle } from '../domain/posting.ts';
import { StoreUnavailable } from '../errors.ts';
import type { Translate } from '../locales/translate.ts';
import type { GuildLook } from '../services/guilds.ts';
import type { Services } from '../services/services.ts';
import { lackLines, placeSections, placesOf } from './check-places.ts';
import type { Section } from './check-places.ts';
import { guildIn } from './guild-in.ts';

/** What works in a channel of the guild and what does not, each with what it costs and how to mend it. Rejects with an outage. */
export const checkReply = async (
  channelId: string | undefined,
  request: Request,
  services: Services,
): Promise<MessageReply> => replyOf(await lookOf(channelId, request, services), channelId, request, services);

/** The same below what is to be told in any case: while Discord does not say how the bot stands, that is all there is. */
export async function checkIfSaid(
  channelId: string | undefined,
  request: Request,
  services: Services,
): Promise<MessageReply> {
  const { t } = request;
  const look = await lookOf(channelId, request, services).catch(() => 'unsaid' as const);
  return look === 'unsaid' ? noteReply(t('check.unsaid'), t) : replyOf(look, channelId, request, services);
}

const lookOf = (channelId: string | undefined, request: Request, { guilds }: Services) =>
  guilds.look(guildIn(request), request.now, isThread(channelId, request) ? channelId : undefined);

/** The channel is the one where this was asked, and a thread. */
const isThread = (channelId: string | undefined, { channelId: here, inThread }: Request): boolean =>
  inThread && channelId === here;

async function replyOf(
  look: GuildLook | undefined,
  channelId: string | undefined,
  request: Request,
  services: Services,
): Promise<MessageReply> {
  const { t } = request;
  const guildId = guildIn(request);
  const known = await knownOf(guildId, services);
  const { club, schedules } = known ?? { club: request.club, schedules: [] };
  const inThread = isThread(channelId, request);
  const gone = inThread ? 'check.hidden-thread' : 'check.no-channel';
  const places = placesOf({ channelId, rights: rightsForRating(club, inThread), gone }, schedules, club);
  const forAll = [...places.flatMap(({ rights }) => rights), ...(club.logChannel === undefined ? [] : rightsForLog)];
  const invite = services.guilds.invitation(guildId, forAll);
  if (!look) return noteReply(t('check.outside', { url: invite }), t, inviteRow(invite, t));
  const parked = [...(known?.parked ?? [])].map(([schedule, obstacle]) =>
    t('check.parked', { schedule, why: t(`reason.${obstacle}`) }),
  );
  const sections = [
    ...placeSections(places, look, club, t),
    { name: t('check.weeks'), lines: parked, lacks: [] },
    logSection(known, look, t),
    moderatorsSection(club, look, t),
  ];
  const isServerWide = sections.some(({ lacks }) => lacks.some(({ by }) => by === 'server'));
  const fields = [
    ...sections.flatMap(fieldsOf),
    { name: t('check.invite'), value: t(isServerWide ? 'check.invite-anew' : 'check.invite-fine', { url: invite }) },
  ];
  return {
    embeds: [{ title: t('check.title'), color: accent, fields }],
    components: isServerWide ? inviteRow(invite, t) : [],
  };
}

/** A section as fields of an embed: what is too long for one goes on in another. */
function fieldsOf({ name, lines }: Section): readonly APIEmbedField[] {
  const fields: APIEmbedField[] = [];
  for (const line of lines) {
    const last = fields.at(-1);
    if (last && last.value.length + 1 + line.length <= limits.fieldValue) last.value += `\n${line}`;
    else fields.push({ name, value: line });
  }
  return fields;
}

const noteReply = (description: string, t: Translate, components: MessageReply['components'] = []): MessageReply => ({
  embeds: [{ title: t('check.title'), color: accent, description }],
  components,
});

const inviteRow = (url: string, t: Translate) =>
  buttonRow({ type: ComponentType.Button, style: ButtonStyle.Link, label: t('check.invite'), url });

type Known = Readonly<{
  club: GuildSettings;
  schedules: readonly Schedule[];
  parked: ReadonlyMap<string, Obstacle>;
  /** How many changes could not be told in the log. */
  unlogged: number;
}>;

/** What the store says of a guild; nothing while it is not there. */
async function knownOf(guildId: string, { settings, schedules }: Services): Promise<Known | undefined> {
  try {
    const unlogged = await settings.unlogged(guildId);
    const club = await settings.of(guildId);
    return { club, unlogged, schedules: await schedules.list(guildId), parked: await schedules.parked(guildId) };
  } catch (error) {
    if (error instanceof StoreUnavailable) return undefined;
    throw error;
  }
}

/** The log channel, as far as it goes. A store that is not there is told here. */
function logSection(known: Known | undefined, { standing, channels }: GuildLook, t: Translate): Section {
  const name = t('check.log');
  if (!known) return { name, lines: [`❌ ${t('error.store')}`], lacks: [] };
  const { club, unlogged } = known;
  const { logChannel } = club;
  if (logChannel === undefined) return { name, lines: [t('check.no-log')], lacks: [] };
  const failed = unlogged > 0 ? [`❌ ${t('check.unlogged', { count: unlogged })}`] : [];
  const channel = channels.get(logChannel);
  if (!channel) return { name, lines: [`❌ ${t('check.log-gone')}`, ...failed], lacks: [] };
  const lacks = lacksIn(standing, channel.overwrites, rightsForLog);
  const told =
    lacks.length > 0 ? lackLines(lacks, (right) => t(`check.log-cost.${right}`), t) : [`✅ ${t('check.fine')}`];
  return { name, lines: [`<#${logChannel}>`, ...told, ...failed], lacks };
}

/** The role that moderates, where it is gone or does not see the commands. */
function moderatorsSection({ moderatorRole }: GuildSettings, { roles }: GuildLook, t: Translate): Section {
  const name = t('check.moderators');
  if (moderatorRole === undefined) return { name, lines: [], lacks: [] };
  const role = roles.get(moderatorRole);
  if (!role) return { name, lines: [`❌ ${t('check.moderators-gone')}`], lacks: [] };
  const seesAll = (role.permissions & (bitOf.moderator | bits.administrator)) !== 0n;
  return { name, lines: seesAll ? [] : [`<@&${moderatorRole}>`, t('check.moderators-commands')], lacks: [] };
}
