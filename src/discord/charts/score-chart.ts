import { scores } from '../../domain/rating.ts';
import type { Tally } from '../../domain/rating.ts';
import { numberSvg, numberWidth } from './digits.ts';

/** A film's row: its place in the ranking, and what it was given. */
type Row = Readonly<{ place: number; tally: Tally }>;

/** From red for 1 to blue for 5, which those who tell no red from green tell apart too. */
const colors = ['#d6604d', '#f4a582', '#d9d9d9', '#92c5de', '#4393c3'] as const;
/** The ground comes with the chart, so that it is read on Discord's light ground as on its dark one. */
const [ground, ink, onBar] = ['#1e1f22', '#e3e5e8', '#1a1b1e'] as const;

/** Pixels. A phone shows the picture at half its width: the figures are still as large as its text. */
const [width, rowHeight, barHeight, edge] = [720, 52, 38, 24] as const;
const [barLeft, barRight] = [88, 614] as const;

/**
 * How often each score was given, as SVG: a bar for each film, in parts from 1 to 5, with its place before and its average
 * behind. `decimal` writes an average (`4.6`, `4,6`).
 */
export function scoreChart(rows: readonly Row[], decimal: (average: number) => string): string {
  const legendY = edge + rows.length * rowHeight + 34;
  const height = legendY + 14 + edge;
  const lines = rows.map((row, at) => rowSvg(row, edge + (at + 0.5) * rowHeight, decimal));
  const legend = scores.map((score, at) => {
    const x = barLeft + at * 108;
    return (
      box({ x, y: legendY, width: 30, height: 30, color: colors[at] ?? ink }) +
      numberSvg(String(score), { x: x + 42, y: legendY, height: 25, color: ink, anchor: 'start' })
    );
  });
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">`,
    `<rect width="${width}" height="${height}" rx="14" fill="${ground}"/>`,
    ...[...lines, ...legend, '</svg>'],
  ].join('');
}

function rowSvg({ place, tally }: Row, y: number, decimal: (average: number) => string): string {
  const { count, perScore, average } = tally;
  let x: number = barLeft;
  const parts = perScore.map((given, at) => {
    const part = { x, width: ((barRight - barLeft) * given) / count };
    x += part.width;
    if (given === 0) return '';
    const label = String(given);
    const fits = part.width > numberWidth(label, 21) + 10;
    const middle = { x: part.x + part.width / 2, y, height: 21, color: onBar, anchor: 'middle' } as const;
    const gap = Math.min(1, part.width / 4);
    return (
      box({ x: part.x + gap, y, width: part.width - 2 * gap, height: barHeight, color: colors[at] ?? ink }) +
      (fits ? numberSvg(label, middle) : '')
    );
  });
  const figures = { y, height: 27, color: ink, anchor: 'end' } as const;
  return [
    numberSvg(String(place), { ...figures, x: barLeft - 20 }),
    ...parts,
    numberSvg(decimal(average), { ...figures, x: width - edge }),
  ].join('');
}

/** A rounded box, its middle line at `y`. */
const box = (at: { x: number; y: number; width: number; height: number; color: string }): string =>
  `<rect x="${at.x}" y="${at.y - at.height / 2}" width="${at.width}" height="${at.height}" rx="5" fill="${at.color}"/>`;
