import type { FilmIndex } from '../../data/film-index.ts';
import type { TimeZones } from '../../data/time-zones.ts';
import type { SettingKey, SomeSettings } from '../../domain/guild-change.ts';
import { defaultSettings } from '../../domain/guild-settings.ts';
import type { GuildSettings } from '../../domain/guild-settings.ts';
import type { MessageKey, Translate } from '../../locales/translate.ts';
import { escapeMarkdown } from '../../domain/markdown.ts';

/** The settings by the subcommand of `/filmconfig` that changes them. */
export const sections = {
  language: ['language'],
  timezone: ['timezone'],
  ratings: ['ratingMode', 'emojiSet'],
  content: ['spoilers', 'warnings', 'plainText', 'color'],
  nominations: ['nominationsOpen', 'nominationsPerMember'],
  roles: ['moderatorRole', 'pingRole'],
  log: ['logChannel'],
  collection: ['disabledCollections'],
} as const satisfies Record<string, readonly SettingKey[]>;

export type Section = keyof typeof sections;
/** A setting that has words: one that a guild chooses. */
export type Spoken = (typeof sections)[Section][number];

const spoken: readonly string[] = Object.values(sections).flat();
const isSpoken = (key: string): key is Spoken => spoken.includes(key);

/** What settings are told with: the names of collections and places, and the time for the clocks there. */
export type Telling = Readonly<{ t: Translate; films: FilmIndex; zones: TimeZones; now: Temporal.Instant }>;

/** `**Language of posts**: Russian`, for each setting of a section. */
export const stateLines = (section: Section, settings: GuildSettings, telling: Telling): readonly string[] =>
  sections[section].map((key) => stateLine(key, settings, telling));

/** `**Language of posts**: Russian`, for one setting. */
export const stateLine = (key: Spoken, settings: GuildSettings, telling: Telling): string =>
  `**${telling.t(`setting.${key}`)}**: ${valueIn(key, settings, telling)}`;

/** `**Language of posts**: English → Russian`, for each setting that differs. */
export const changeLines = (before: SomeSettings, after: SomeSettings, telling: Telling): readonly string[] =>
  labelled(after).map((key) => {
    const [was, is] = [before, after].map((some) => valueIn(key, { ...defaultSettings, ...some }, telling));
    return `**${telling.t(`setting.${key}`)}**: ${was} → ${is}`;
  });

/** Who changed something, as far as that is known still. */
export const whoIn = (userId: string | undefined, t: Translate): string =>
  userId === undefined ? t('config.somebody') : `<@${userId}>`;

/** The names of settings, for a sentence. */
export const labelsIn = (some: SomeSettings, t: Translate): string =>
  labelled(some)
    .map((key) => t(`setting.${key}`))
    .join(', ');

const labelled = (some: SomeSettings): readonly Spoken[] => Object.keys(some).filter(isSpoken);

/** A setting in words; markdown, and never empty. */
function valueIn(key: Spoken, settings: GuildSettings, { t, films, zones, now }: Telling): string {
  switch (key) {
    case 'language':
      return t(`choice.posts.${settings.language ?? 'server'}`);
    case 'timezone':
      return `${escapeMarkdown(t.text(zones.at(settings.timezone).name))} (${escapeMarkdown(settings.timezone)}, ${clockIn(settings.timezone, t, now)})`;
    case 'ratingMode':
      return t(`choice.mode.${settings.ratingMode}`);
    case 'emojiSet':
      return t(`choice.emoji_set.${settings.emojiSet}`);
    case 'color':
      return settings.color === undefined ? t('value.own-color') : `#${hex(settings.color)}`;
    case 'nominationsPerMember':
      return String(settings.nominationsPerMember);
    case 'moderatorRole':
      return settings.moderatorRole === undefined ? t('value.no-role') : `<@&${settings.moderatorRole}>`;
    case 'pingRole':
      return settings.pingRole === undefined ? t('value.nobody') : `<@&${settings.pingRole}>`;
    case 'logChannel':
      return settings.logChannel === undefined ? t('value.nowhere') : `<#${settings.logChannel}>`;
    case 'disabledCollections': {
      const names = settings.disabledCollections.map((id) => {
        const known = films.whole.collection(id);
        return escapeMarkdown(known ? t.text(known.name) : id);
      });
      return names.length === 0 ? t('value.none') : names.join(', ');
    }
    default:
      return t(settings[key] ? 'value.yes' : 'value.no');
  }
}

const hex = (color: number): string => color.toString(16).padStart(6, '0');

/** What the clocks of a zone show now; nothing for a zone that the platform does not know (any more). */
export function clockIn(zone: string, t: Translate, now: Temporal.Instant): string {
  try {
    const options = { timeZone: zone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;
    return new Intl.DateTimeFormat(t.locale, options).format(now.epochMilliseconds);
  } catch {
    return '?';
  }
}

/** The command that changes a section, with one of these options, as it is typed: `/filmconfig language posts: …`. */
export function commandWith(section: Section, optionKeys: readonly string[], t: Translate): string {
  const options = optionKeys.map((key) => `${t(`option.${key}.name` as MessageKey)}: …`);
  return `${commandOf(section, t)} ${new Intl.ListFormat(t.locale, { type: 'disjunction' }).format(options)}`;
}

/** The command that changes a section, as it is typed. */
export const commandOf = (section: Section, t: Translate): string => {
  const name = (key: string): string => t(key as MessageKey);
  const words = section === 'collection' ? ['collection', 'collection.disable'] : [section];
  return [
    '/',
    [name('command.filmconfig.name'), ...words.map((word) => name(`command.filmconfig.${word}.name`))].join(' '),
  ].join('');
};
