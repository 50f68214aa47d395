import type { PageLocale } from '../protocol.ts';

/** https://discord.com/developers/docs/reference#message-formatting-timestamp-styles */
const styles: Readonly<Record<string, Intl.DateTimeFormatOptions>> = {
  t: { timeStyle: 'short' },
  T: { timeStyle: 'medium' },
  d: { dateStyle: 'short' },
  D: { dateStyle: 'long' },
  f: { dateStyle: 'long', timeStyle: 'short' },
  F: { dateStyle: 'full', timeStyle: 'short' },
  s: { dateStyle: 'short', timeStyle: 'short' },
  S: { dateStyle: 'short', timeStyle: 'medium' },
};

const units = [
  ['year', 365 * 86_400],
  ['month', 30 * 86_400],
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
  ['second', 1],
] as const;

/** A moment in one of Discord's styles, `R` counted from `now`, in the reader's own time zone. */
export function formatTime(at: Date, style: string, locale: PageLocale, now: Date): string {
  if (style !== 'R') return new Intl.DateTimeFormat(locale, styles[style] ?? styles['f']).format(at);
  const seconds = Math.round((at.getTime() - now.getTime()) / 1000);
  const [unit, size] = units.find(([, length]) => Math.abs(seconds) >= length) ?? ['second', 1];
  return new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }).format(Math.trunc(seconds / size), unit);
}

/** When a message was sent: the time today, else the day too. */
export function messageTime(at: Date, locale: PageLocale, now: Date): string {
  const today = at.toDateString() === now.toDateString();
  return formatTime(at, today ? 't' : 's', locale, now);
}
