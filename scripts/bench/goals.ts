import { median } from './median.ts';
import type { Table } from './report.ts';

/** A bound for something. */
export type Bound = Readonly<{ atMost?: number; atLeast?: number }>;

/** Something to be held against a bound, with what each round found. */
type Goal = Bound & Readonly<{ what: string; values: readonly number[] }>;

/** Each goal with the median of its rounds. Met when that is within the bound, and so are four rounds of five. */
export const goalsTable = (title: string, goals: readonly Goal[]): Table => ({
  title,
  columns: ['', 'bound', 'median', 'range', ''],
  rows: goals.map(({ what, values, atMost = Infinity, atLeast = -Infinity }) => {
    const within = (value: number): boolean => value <= atMost && value >= atLeast;
    const middle = median(values);
    const met = within(middle) && values.filter(within).length >= values.length * 0.8;
    const bound = atMost === Infinity ? `≥ ${atLeast}` : `≤ ${atMost}`;
    const range = `${Math.min(...values).toPrecision(3)}–${Math.max(...values).toPrecision(3)}`;
    return [what, bound, middle.toPrecision(3), range, met ? 'met' : 'not met'];
  }),
});
