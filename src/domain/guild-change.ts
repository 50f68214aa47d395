import { z } from 'zod';
import { GuildSettings } from './guild-settings.ts';
import type { SomeSchedule } from './schedule-change.ts';

/** Some of a guild’s settings, as they were or as they became. A setting that is absent stands as undefined. */
export type SomeSettings = Partial<GuildSettings>;

/** What is different in a guild’s settings, or in one of its schedules, which is named; before and after. */
export type Difference =
  | Readonly<{ schedule: undefined; before: SomeSettings; after: SomeSettings }>
  | Readonly<{ schedule: string; before: SomeSchedule; after: SomeSchedule }>;

/** When somebody changed something, who, and what they took back by it. */
export type Deed = Readonly<{
  /** Absent once the person has had their data deleted. */
  userId: string | undefined;
  at: Temporal.Instant;
  /** The change that this one took back. */
  undoes: number | undefined;
}>;

/** What somebody changed in a guild. `position` counts its changes, from 1. */
export type GuildChange = Readonly<{ position: number }> & Deed & Difference;
export type SettingsChange = Extract<GuildChange, { schedule: undefined }>;
export type ScheduleChange = Extract<GuildChange, { schedule: string }>;

/** What came of taking a change back. `overtaken`: somebody has changed the same since, by `since`. */
export type UndoVerdict<C = SettingsChange> =
  | Readonly<{ kind: 'allowed'; change: C }>
  | Readonly<{ kind: 'gone' | 'late' }>
  | Readonly<{ kind: 'overtaken'; since: C }>;

/** For how long a change can be taken back. */
const undoableMs = 15 * 60_000;

export const isSettingsChange = (change: GuildChange): change is SettingsChange => change.schedule === undefined;
export const isScheduleChange = (change: GuildChange): change is ScheduleChange => change.schedule !== undefined;

/** Too long ago to be taken back. */
export const isOver = ({ at }: Deed, now: Temporal.Instant): boolean =>
  now.epochMilliseconds - at.epochMilliseconds > undoableMs;

/** A setting that is no choice of the guild and of no interest to whoever reads its log. */
const unrecorded: readonly string[] = ['setupStep'];

export type SettingKey = keyof GuildSettings;

/** The settings that differ, as they were and as they are; nothing where none does. */
export function differenceOf(
  before: GuildSettings,
  after: GuildSettings,
): Readonly<{ before: SomeSettings; after: SomeSettings }> | undefined {
  const keys = (Object.keys(GuildSettings.shape) as SettingKey[]).filter(
    (key) => !unrecorded.includes(key) && JSON.stringify(before[key]) !== JSON.stringify(after[key]),
  );
  return keys.length === 0 ? undefined : { before: some(before, keys), after: some(after, keys) };
}

/** Some settings as JSON, in which a setting that is absent is null; `readSome` reads them. */
export const writeSome = (settings: SomeSettings): string =>
  JSON.stringify(settings, (_, value: unknown) => (value === undefined ? null : value));

/** Reads what `writeSome` wrote; what makes no sense any more is left out. */
export function readSome(text: string): SomeSettings {
  const raw = Some.parse(JSON.parse(text));
  const whole = GuildSettings.parse(Object.fromEntries(Object.entries(raw).filter(([, value]) => value !== null)));
  return some(
    whole,
    (Object.keys(GuildSettings.shape) as SettingKey[]).filter((key) => Object.hasOwn(raw, key)),
  );
}

const Some = z.record(z.string(), z.unknown()).catch({});

const some = (settings: GuildSettings, keys: readonly SettingKey[]): SomeSettings =>
  Object.fromEntries(keys.map((key) => [key, settings[key]]));

/** Whether a change of settings may still be taken back; `later` are the changes of the guild that came after it, oldest first. */
export function judgeUndo(
  change: GuildChange | undefined,
  later: readonly GuildChange[],
  now: Temporal.Instant,
): UndoVerdict {
  if (!change || !isSettingsChange(change)) return { kind: 'gone' };
  const touched = touchedBy(change);
  const since = later
    .filter(isSettingsChange)
    .findLast((other) => touchedBy(other).some((what) => touched.includes(what)));
  if (since) return { kind: 'overtaken', since };
  return isOver(change, now) ? { kind: 'late' } : { kind: 'allowed', change };
}

/** What the settings that stand now become when a change is taken back; collections that it did not switch stay as they are. */
export function withoutChange({ before, after }: SettingsChange, now: GuildSettings): SomeSettings {
  if (after.disabledCollections === undefined) return before;
  const switched = switchedIn(before, after);
  const others = now.disabledCollections.filter((id) => !switched.includes(id));
  const back = switched.filter((id) => before.disabledCollections?.includes(id));
  return { ...before, disabledCollections: [...others, ...back].toSorted() };
}

/** The settings that a change is about; of the collections those alone that it switched. */
const touchedBy = ({ before, after }: SettingsChange): readonly string[] =>
  Object.keys(after).flatMap((key) =>
    key === 'disabledCollections' ? switchedIn(before, after).map((id) => `${key}:${id}`) : key,
  );

/** The collections that a change switched on or off. */
const switchedIn = (before: SomeSettings, after: SomeSettings): readonly string[] => {
  const [was, is] = [new Set(before.disabledCollections), new Set(after.disabledCollections)];
  return [...was.symmetricDifference(is)];
};
