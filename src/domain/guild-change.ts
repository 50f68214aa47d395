import { z } from 'zod';
import { GuildSettings } from './guild-settings.ts';

/** Some of a guild’s settings, as they were or as they became. A setting that is absent stands as undefined. */
export type SomeSettings = Partial<GuildSettings>;

/** What somebody changed in a guild’s settings: the settings that are different, before and after. */
export type GuildChange = Readonly<{
  /** Counts a guild’s changes, from 1. */
  position: number;
  /** Absent once the person has had their data deleted. */
  userId: string | undefined;
  before: SomeSettings;
  after: SomeSettings;
  at: Temporal.Instant;
  /** The change that this one took back. */
  undoes: number | undefined;
}>;

/** What came of taking a change back. `overtaken`: somebody has changed the same since, by `since`. */
export type UndoVerdict =
  | Readonly<{ kind: 'allowed'; change: GuildChange }>
  | Readonly<{ kind: 'gone' | 'late' }>
  | Readonly<{ kind: 'overtaken'; since: GuildChange }>;

/** For how long a change can be taken back. */
const undoableMs = 15 * 60_000;

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

/** Whether a change may still be taken back; `later` are the changes of the guild that came after it, oldest first. */
export function judgeUndo(
  change: GuildChange | undefined,
  later: readonly GuildChange[],
  now: Temporal.Instant,
): UndoVerdict {
  if (!change) return { kind: 'gone' };
  const touched = Object.keys(change.after);
  const since = later.findLast(({ after }) => Object.keys(after).some((key) => touched.includes(key)));
  if (since) return { kind: 'overtaken', since };
  const ageMs = now.epochMilliseconds - change.at.epochMilliseconds;
  return ageMs > undoableMs ? { kind: 'late' } : { kind: 'allowed', change };
}
