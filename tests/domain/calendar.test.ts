import fc from 'fast-check';
import { expect, test } from 'vitest';
import { calendarOf } from '../../src/domain/calendar.ts';

const at = Temporal.Instant.from('2026-11-27T17:00:00.123Z');
const event = { uid: '1-main-2026-11-23@kinoklub', at, minutes: 85, summary: 'Wings (1966)' };
const octets = (line: string): number => new TextEncoder().encode(line).length;

/** The lines as a reader puts them together again, by their names. */
const read = (text: string): string[] => text.replaceAll('\r\n ', '').split('\r\n');

test('a calendar has an event for each film, in UTC', () => {
  expect(calendarOf([{ ...event, description: '4.5 of 5', url: 'https://discord.com/channels/1/2/3' }], at)).toBe(
    [
      ...['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//kinoklub//film of the week//EN', 'CALSCALE:GREGORIAN'],
      ...['METHOD:PUBLISH', 'BEGIN:VEVENT', 'UID:1-main-2026-11-23@kinoklub', 'DTSTAMP:20261127T170000Z'],
      ...['DTSTART:20261127T170000Z', 'DURATION:PT85M', 'SUMMARY:Wings (1966)', 'DESCRIPTION:4.5 of 5'],
      ...['URL:https://discord.com/channels/1/2/3', 'END:VEVENT', 'END:VCALENDAR', ''],
    ].join('\r\n'),
  );
});

test('whatever a film is called, no line is longer than 75 octets, no sign is cut, and the title comes back', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 300 }), (summary) => {
      const text = calendarOf([{ ...event, summary }], at);
      for (const line of text.split('\r\n')) expect(octets(line)).toBeLessThanOrEqual(75);
      expect(text.isWellFormed()).toBe(summary.isWellFormed());
      const line = read(text).find((one) => one.startsWith('SUMMARY:')) ?? '';
      const back = line.slice(8).replaceAll(/\\(.)/g, (_, sign: string) => (sign === 'n' ? '\n' : sign));
      expect(back).toBe(summary.replaceAll(/\r\n|\r/g, '\n').replaceAll(/(?!\n)\p{Cc}/gu, ' '));
    }),
  );
});
