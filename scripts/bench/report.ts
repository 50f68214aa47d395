/** What one run was told: how often everything is measured, and whether a short look will do. */
export type BenchOptions = Readonly<{
  rounds: number;
  /** Few answers and few guilds: shows that the bench works, says little about the bot. */
  quick: boolean;
  /** Tells whoever waits what is being measured. */
  say: (line: string) => void;
}>;

/** A benchmark: measures in interleaved rounds and reports. Asserts nothing; rejects when it could not measure. */
export type Bench = (options: BenchOptions) => Promise<Report>;

/** What a benchmark found: for people as tables, for programs as `figures` (anything JSON holds, every round in it). */
export type Report = Readonly<{ name: string; tables: readonly Table[]; figures: unknown }>;

/** Cells as they are to be read. The first column is words, the others are numbers. */
export type Table = Readonly<{ title: string; columns: readonly string[]; rows: readonly (readonly string[])[] }>;

/** The tables in Markdown, their columns aligned; those of a quick look say so. */
export const printedAll = (tables: readonly Table[], { quick }: { quick: boolean }): string =>
  tables
    .map((table) => printed(quick ? { ...table, title: `${table.title} [quick look, no figures]` } : table))
    .join('\n\n');

function printed({ title, columns, rows }: Table): string {
  const widths = columns.map((column, at) =>
    Math.max(...[column, ...rows.map((row) => row[at] ?? '')].map(({ length }) => length)),
  );
  const line = (cells: readonly string[]): string => {
    const padded = widths.map((width, at) => {
      const cell = cells[at] ?? '';
      return at === 0 ? cell.padEnd(width) : cell.padStart(width);
    });
    return `| ${padded.join(' | ')} |`;
  };
  const rule = widths.map((width, at) => (at === 0 ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`));
  return [`## ${title}`, '', line(columns), line(rule), ...rows.map(line)].join('\n');
}
