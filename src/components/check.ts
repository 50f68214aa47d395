import { ButtonStyle, ComponentType } from 'discord-api-types/v10';
import type { APIEmbedField } from 'discord-api-types/v10';
import { accent } from '../discord/embeds/colors.ts';
import { buttonRow } from '../discord/embeds/rows.ts';
import type { MessageReply } from '../discord/reply.ts';
import type { Request } from '../discord/request.ts';
import { mentionedRole } from '../domain/club-schedule.ts';
import { bits, lacksIn, neededBits, neededInThread, neededRights } from '../domain/permissions.ts';
import type { Lack, Right, Standing } from '../domain/permissions.ts';
import { StoreUnavailable } from '../errors.ts';
import type { Translate } from '../locales/translate.ts';
import type { GuildLook } from '../services/guilds.ts';
import type { Services } from '../services/services.ts';
import { guildIn } from './guild-in.ts';
import { postWarnings } from './post-warnings.ts';

const forLog = ['view', 'send', 'embed'] as const satisfies readonly Right[];

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
  const inThread = isThread(channelId, request);
  const invite = services.guilds.invitation(guildId, inThread ? neededBits | bits.threadSend : neededBits);
  if (!look) return noteReply(t('check.outside', { url: invite }), t, inviteRow(invite, t));
  const { standing, channels } = look;
  const posts =
    inThread && !channels.has(channelId ?? '')
      ? { lines: [`❌ ${t('check.hidden-thread')}`], lacks: [] }
      : linesOf(channelId, channels, standing, inThread ? neededInThread : neededRights, t);
  const isServerWide = posts.lacks.some(({ by }) => by === 'server');
  const fields = [
    { name: t('check.posts'), value: [channelId === undefined ? '' : `<#${channelId}>`, ...posts.lines].join('\n') },
    ...(await weekFields(channelId, look, request, services)),
    { name: t('check.log'), value: (await logLines(guildId, channels, standing, t, services)).join('\n') },
    { name: t('check.invite'), value: t(isServerWide ? 'check.invite-anew' : 'check.invite-fine', { url: invite }) },
  ];
  return {
    embeds: [{ title: t('check.title'), color: accent, fields }],
    components: isServerWide ? inviteRow(invite, t) : [],
  };
}

const noteReply = (description: string, t: Translate, components: MessageReply['components'] = []): MessageReply => ({
  embeds: [{ title: t('check.title'), color: accent, description }],
  components,
});

const inviteRow = (url: string, t: Translate) =>
  buttonRow({ type: ComponentType.Button, style: ButtonStyle.Link, label: t('check.invite'), url });

function linesOf(
  channelId: string | undefined,
  channels: GuildLook['channels'],
  standing: Standing,
  needed: readonly Right[],
  t: Translate,
): { lines: readonly string[]; lacks: readonly Lack[] } {
  const channel = channels.get(channelId ?? '');
  if (!channel) return { lines: [`❌ ${t('check.no-channel')}`], lacks: [] };
  const lacks = lacksIn(standing, channel.overwrites, needed);
  const lines = lacks.map(
    (lack) => `❌ **${t(`right.${lack.right}`)}** — ${fixOf(lack, t)} ${t(`check.cost.${lack.right}`)}`,
  );
  return { lines: lines.length > 0 ? lines : [`✅ ${t('check.fine')}`], lacks };
}

/** Where the right is missing, and so what mends it. */
const fixOf = ({ by, id }: Lack, t: Translate): string =>
  t(`check.lack.${by}`, { role: by === 'role' ? `<@&${id}>` : '' });

/**
 * What keeps schedules from posting, wherever they do, and what goes wrong with those of the channel. A store that is not there is
 * told beside the log.
 */
async function weekFields(
  channelId: string | undefined,
  look: GuildLook,
  { club, guildId = '', t }: Request,
  { schedules }: Services,
): Promise<APIEmbedField[]> {
  try {
    const parked = [...(await schedules.parked(guildId))].map(([schedule, obstacle]) =>
      t('check.parked', { schedule, why: t(`reason.${obstacle}`) }),
    );
    const here = (await schedules.list(guildId)).filter(({ settings }) => settings.channelId === channelId);
    const roles = [club.pingRole, ...here.map(({ settings }) => mentionedRole(settings, club))];
    const lines = [...parked, ...postWarnings(channelId ?? '', roles, look, t)];
    return lines.length > 0 ? [{ name: t('check.weeks'), value: lines.join('\n') }] : [];
  } catch (error) {
    if (error instanceof StoreUnavailable) return [];
    throw error;
  }
}

/** The log channel, as far as it goes; asking for it shows whether the store is there. */
async function logLines(
  guildId: string,
  channels: GuildLook['channels'],
  standing: Standing,
  t: Translate,
  { settings }: Services,
): Promise<readonly string[]> {
  try {
    const unlogged = await settings.unlogged(guildId);
    const { logChannel } = await settings.of(guildId);
    if (logChannel === undefined) return [t('check.no-log')];
    const failed = unlogged > 0 ? [`❌ ${t('check.unlogged', { count: unlogged })}`] : [];
    return [`<#${logChannel}>`, ...linesOf(logChannel, channels, standing, forLog, t).lines, ...failed];
  } catch (error) {
    if (error instanceof StoreUnavailable) return [`❌ ${t('error.store')}`];
    throw error;
  }
}
