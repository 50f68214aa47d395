import { mentionedRole } from '../domain/club-schedule.ts';
import type { Schedule } from '../domain/club-schedule.ts';
import type { GuildSettings } from '../domain/guild-settings.ts';
import { lacksIn, rightsForSchedule } from '../domain/permissions.ts';
import type { Lack, Right } from '../domain/permissions.ts';
import type { MessageKey, Translate } from '../locales/translate.ts';
import type { GuildLook } from '../services/guilds.ts';
import { postWarnings } from './post-warnings.ts';

/** What the check says under one heading; without lines it says nothing. */
export type Section = Readonly<{ name: string; lines: readonly string[]; lacks: readonly Lack[] }>;

/** A channel that posts come to, and what they take of it. */
type Place = Readonly<{
  channelId: string | undefined;
  rights: readonly Right[];
  /** Names of the schedules that post there. */
  schedules: readonly string[];
  /** Whom posts there may mention. */
  roles: readonly (string | undefined)[];
  /** What is said where the channel is not there. */
  gone: MessageKey;
}>;

/** The channel that is checked comes first, then the others that schedules post in. */
export function placesOf(
  here: Pick<Place, 'channelId' | 'rights' | 'gone'>,
  schedules: readonly Schedule[],
  club: GuildSettings,
): readonly Place[] {
  const byChannel = Map.groupBy(schedules, ({ settings }) => settings.channelId);
  const withSchedules = (place: typeof here, some: readonly Schedule[]): Place => ({
    ...place,
    rights: [...new Set([...place.rights, ...some.flatMap(({ settings }) => rightsForSchedule(settings, club))])],
    schedules: some.map(({ name }) => name),
    roles: [club.pingRole, ...some.map(({ settings }) => mentionedRole(settings, club))],
  });
  const others = [...byChannel].filter(([channelId]) => channelId !== here.channelId);
  return [
    withSchedules(here, byChannel.get(here.channelId ?? '') ?? []),
    ...others.map(([channelId, some]) => withSchedules({ channelId, rights: [], gone: 'reason.channel-gone' }, some)),
  ];
}

/** What goes wrong in each place, once each; of the first also that nothing does. */
export function placeSections(
  places: readonly Place[],
  look: GuildLook,
  club: GuildSettings,
  t: Translate,
): readonly Section[] {
  const told = new Set<string>();
  return places.map((place, at) => {
    const { channelId, rights, schedules, roles, gone } = place;
    const channel = look.channels.get(channelId ?? '');
    const lacks = channel ? lacksIn(look.standing, channel.overwrites, rights) : [];
    const untold = lacks.filter(({ by, right }) => !told.has(`${by} ${right}`));
    for (const { by, right } of lacks) if (by === 'server' || by === 'timeout') told.add(`${by} ${right}`);
    const fine = at === 0 && lacks.length === 0 ? [`✅ ${t('check.fine')}`] : [];
    const lines = channel
      ? [
          ...fine,
          ...lackLines(untold, (right) => t(`check.cost.${right}`), t),
          ...postWarnings(channelId ?? '', roles, look, club, t),
        ]
      : [`❌ ${t(gone)}`];
    const head = [...(channelId === undefined ? [] : [`<#${channelId}>`]), ...schedules.map((name) => `**${name}**`)];
    return {
      name: t(at === 0 ? 'check.posts' : 'check.weeks'),
      lines: lines.length > 0 ? [head.join(' · '), ...lines] : [],
      lacks,
    };
  });
}

/** Each right that is missing and what that costs, with what mends those before it. */
export const lackLines = <R extends Right>(
  lacks: readonly Lack<R>[],
  costOf: (right: R) => string,
  t: Translate,
): readonly string[] =>
  [...Map.groupBy(lacks, (lack) => fixOf(lack, t))].flatMap(([fix, some]) => [
    ...some.map(({ right }) => `❌ **${t(`right.${right}`)}** — ${costOf(right)}`),
    `↳ ${fix}`,
  ]);

/** Where the right is missing, and so what mends it. */
const fixOf = ({ by, id }: Lack, t: Translate): string =>
  t(`check.lack.${by}`, { role: by === 'role' ? `<@&${id}>` : '' });
