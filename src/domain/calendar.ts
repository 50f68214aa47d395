/** One entry of a calendar. `uid`: by which a calendar that reads it again knows it as the same. */
export type CalendarEvent = Readonly<{
  uid: string;
  at: Temporal.Instant;
  minutes: number;
  summary: string;
  description?: string | undefined;
  url?: string | undefined;
}>;

/**
 * Events as an iCalendar file (https://www.rfc-editor.org/rfc/rfc5545), with all times in UTC: each reader’s calendar shows
 * them by its own clock, and no zone has to be described.
 */
export function calendarOf(events: readonly CalendarEvent[], now: Temporal.Instant): string {
  const lines = [
    ...['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//kinoklub//film of the week//EN', 'CALSCALE:GREGORIAN'],
    'METHOD:PUBLISH',
    ...events.flatMap(({ uid, at, minutes, summary, description, url }) => [
      ...['BEGIN:VEVENT', `UID:${escaped(uid)}`, `DTSTAMP:${utc(now)}`, `DTSTART:${utc(at)}`, `DURATION:PT${minutes}M`],
      `SUMMARY:${escaped(summary)}`,
      ...(description === undefined ? [] : [`DESCRIPTION:${escaped(description)}`]),
      ...(url === undefined ? [] : [`URL:${url}`]),
      'END:VEVENT',
    ]),
    'END:VCALENDAR',
  ];
  return lines.map((line) => `${folded(line)}\r\n`).join('');
}

/** `20261127T170000Z` */
const utc = (at: Temporal.Instant): string =>
  at.round('second').toString({ smallestUnit: 'second' }).replaceAll(/[-:]/g, '');

const escaped = (text: string): string =>
  text
    .replaceAll(/[\\;,]/g, String.raw`\$&`)
    .replaceAll(/\r\n|[\r\n]/g, String.raw`\n`)
    .replaceAll(/\p{Cc}/gu, ' ');

/** A line has 75 octets at most; longer ones go on behind a space, and no sign is cut in two. */
function folded(line: string): string {
  const lines: string[] = [];
  let [part, size] = ['', 0];
  for (const sign of line) {
    const octets = new TextEncoder().encode(sign).length;
    if (size + octets > 75) {
      lines.push(part);
      [part, size] = [' ', 1];
    }
    part += sign;
    size += octets;
  }
  return [...lines, part].join('\r\n');
}
