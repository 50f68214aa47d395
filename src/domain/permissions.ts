import type { ScheduleSettings } from './club-schedule.ts';
import type { GuildSettings } from './guild-settings.ts';

/** Discord's bits. https://discord.com/developers/docs/topics/permissions#permissions-bitwise-permission-flags */
export const bits = {
  administrator: 1n << 3n,
  react: 1n << 6n,
  view: 1n << 10n,
  send: 1n << 11n,
  embed: 1n << 14n,
  history: 1n << 16n,
  mention: 1n << 17n,
  thread: 1n << 35n,
  threadSend: 1n << 38n,
  pin: 1n << 51n,
} as const;

/** A right that the bot may need. It asks for no right to mention everyone: roles can be made for that. */
export type Right = Exclude<keyof typeof bits, 'administrator' | 'mention'>;

/** What the club has chosen that decides about rights. */
type Chosen = Pick<GuildSettings, 'ratingMode' | 'plainText'>;

/** What a post for rating takes of its channel, or of the thread where it is: to be sent, and reactions to press and to count. */
export const rightsForRating = ({ ratingMode, plainText }: Chosen, inThread = false): readonly Right[] => [
  ...(['view', inThread ? 'threadSend' : 'send'] as const),
  ...(plainText ? [] : (['embed'] as const)),
  ...(ratingMode === 'reactions' || ratingMode === 'both' ? (['react', 'history'] as const) : []),
];

/** What the posts of a schedule take: also to be found again after an outage, a thread, the pin. Those in forums are threads. */
export const rightsForSchedule = (
  { thread, pin, channelKind }: Pick<ScheduleSettings, 'thread' | 'pin' | 'channelKind'>,
  club: Chosen,
): readonly Right[] => [
  ...new Set<Right>([...rightsForRating(club), 'history']),
  ...(thread && channelKind !== 'forum' ? (['thread'] as const) : []),
  ...(pin && channelKind !== 'forum' ? (['pin'] as const) : []),
];

/** What the log of changes takes of its channel: its entries are embeds in any case. */
export const rightsForLog = ['view', 'send', 'embed'] as const satisfies readonly Right[];

/** Rights together, as Discord counts them, for an invitation. */
export const bitsOf = (rights: readonly Right[]): bigint => rights.reduce((sum, right) => sum | bits[right], 0n);

/** Those of these rights that are not among what somebody has been given. */
export const missingOf = (rights: readonly Right[], given: bigint): readonly Right[] =>
  rights.filter((right) => (given & bits[right]) === 0n);

/** What a channel allows or denies to somebody, beside what the guild does. */
export type Overwrite = Readonly<{ id: string; kind: 'role' | 'member'; allow: bigint; deny: bigint }>;

/** The bot in a guild, as far as its rights go. The role of everybody has the guild's id. */
export type Standing = Readonly<{
  guildId: string;
  botId: string;
  /** The bot's own roles, that of everybody among them. */
  roles: readonly Readonly<{ id: string; permissions: bigint }>[];
  isTimedOut: boolean;
}>;

/** Where a right is missing: in the whole guild, or by what a channel says of everybody, of a role, or of the bot. */
export type Lack<R = Right> = Readonly<{
  right: R;
  by: 'server' | 'timeout' | 'everyone' | 'role' | 'member';
  id?: string;
}>;

/** In a time-out only these are left. */
const leftInTimeout: readonly string[] = ['view', 'history'];

/**
 * The rights that the bot lacks in a channel, and where. Each comes by roles, then by what the channel says of everybody, of
 * roles and of the bot, the later the stronger; of roles one that allows is stronger than those that deny.
 * https://discord.com/developers/docs/topics/permissions#permission-overwrites
 */
export function lacksIn<R extends Right | 'mention'>(
  { guildId, botId, roles, isTimedOut }: Standing,
  overwrites: readonly Overwrite[],
  needed: readonly R[],
): readonly Lack<R>[] {
  const own = roles.reduce((sum, { permissions }) => sum | permissions, 0n);
  if ((own & bits.administrator) !== 0n) return [];
  const roleIds = new Set(roles.map(({ id }) => id).filter((id) => id !== guildId));
  const steps = [
    { by: 'everyone', list: overwrites.filter(({ id }) => id === guildId) },
    { by: 'role', list: overwrites.filter(({ id, kind }) => kind === 'role' && roleIds.has(id)) },
    { by: 'member', list: overwrites.filter(({ id, kind }) => kind === 'member' && id === botId) },
  ] as const;
  return needed.flatMap((right): Lack<R>[] => {
    if (isTimedOut && !leftInTimeout.includes(right)) return [{ right, by: 'timeout' }];
    let lack: Lack<R> | undefined = (own & bits[right]) === 0n ? { right, by: 'server' } : undefined;
    for (const { by, list } of steps) {
      const denier = list.find(({ deny }) => (deny & bits[right]) !== 0n);
      if (denier) lack = { right, by, id: denier.id };
      if (list.some(({ allow }) => (allow & bits[right]) !== 0n)) lack = undefined;
    }
    return lack ? [lack] : [];
  });
}
