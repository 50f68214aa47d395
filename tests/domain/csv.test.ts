import fc from 'fast-check';
import { expect, test } from 'vitest';
import { csvOf } from '../../src/domain/csv.ts';

/** What a reader of RFC 4180 makes of a file. */
function rowsOf(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let rest = text.slice(1);
  while (rest !== '') {
    const quoted = /^"((?:[^"]|"")*)"/.exec(rest);
    const cell = quoted?.[0] ?? /^[^",\r\n]*/.exec(rest)?.[0] ?? '';
    row.push(quoted?.[1]?.replaceAll('""', '"') ?? cell);
    rest = rest.slice(cell.length);
    const end = rest.startsWith(',') ? ',' : '\r\n';
    if (!rest.startsWith(end)) throw new Error(`neither a comma nor the end of a line: ${rest}`);
    rest = rest.slice(end.length);
    if (end === ',') continue;
    rows.push(row);
    row = [];
  }
  return rows;
}

test('a file is read as it was written, whatever the cells hold', () => {
  expect(
    csvOf([
      ['Date', 'Film'],
      ['2026-11-27', 'Ivan, "Vanya"\nand more'],
      ['', 4.5],
    ]),
  ).toBe('\u{feff}Date,Film\r\n2026-11-27,"Ivan, ""Vanya""\nand more"\r\n,4.5\r\n');
  const cell = fc.string({ unit: 'grapheme' }).filter((text) => !/^[=+\-@\t\r]/.test(text));
  fc.assert(
    fc.property(fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { maxLength: 5 }), (rows) => {
      expect(rowsOf(csvOf(rows))).toEqual(rows);
    }),
  );
});

test('nothing is a formula in a spreadsheet', () => {
  for (const start of ['=', '+', '-', '@', '\t', '\r'])
    expect(rowsOf(csvOf([[`${start}cmd|' /C calc'!A0`, 'x']]))[0]?.[0]).toBe(`'${start}cmd|' /C calc'!A0`);
});
