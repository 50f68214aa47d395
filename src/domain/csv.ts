/**
 * Rows as a CSV file (https://www.rfc-editor.org/rfc/rfc4180) in UTF-8, marked as such, as spreadsheets need it to read more
 * than Latin. What a spreadsheet would take for a formula is text there, too.
 */
export const csvOf = (rows: readonly (readonly (string | number)[])[]): string =>
  `\u{feff}${rows.map((row) => `${row.map(cellOf).join(',')}\r\n`).join('')}`;

function cellOf(value: string | number): string {
  if (typeof value === 'number') return String(value);
  const text = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
