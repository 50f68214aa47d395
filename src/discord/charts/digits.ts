/*
 * Figures as strokes in a box 20 units high. A chart needs no other letters: what is to be read stands beside it, in
 * every reader's own font and alphabet, and no font has to come along.
 */
const strokes: Readonly<Record<string, string>> = {
  0: 'M7 1C3.5 1 1.5 4.5 1.5 10s2 9 5.5 9 5.5-3.5 5.5-9S10.5 1 7 1Z',
  1: 'M3 5 8 1V19',
  2: 'M1.8 6C1.8 3 4 1 7 1s5.2 2 5.2 4.8C12.2 10 5 13 1.8 19H12.5',
  3: 'M2 4.5C2.8 2.3 4.6 1 7 1c3 0 5 1.8 5 4.4S9.9 9.6 6.5 9.6c3.7 0 6 1.7 6 4.6S10.2 19 7 19C4.2 19 2.2 17.5 1.5 15.2',
  4: 'M10 19V1L1.2 13.3H13',
  5: 'M11.8 1H3.3L2.5 9.2C3.6 8.2 5.1 7.6 6.8 7.6c3.3 0 5.7 2.3 5.7 5.6S10.1 19 6.8 19C4.3 19 2.3 17.7 1.5 15.5',
  6: 'M11.5 3.5C10.6 1.9 9.1 1 7.3 1 3.7 1 1.5 4.8 1.5 11c0 5 2 8 5.6 8 3.1 0 5.4-2.3 5.4-5.5S10.3 8 7.2 8C4 8 1.9 10.2 1.6 12.5',
  7: 'M1.5 1H12.5L5.5 19',
  8: 'M7 1C4.2 1 2.3 2.8 2.3 5.200S4.2 9.5 7 9.500s4.7-1.8 4.7-4.300S9.8 1 7 1ZM7 9.500c-3.2 0-5.5 2-5.5 4.800S3.8 19 7 19s5.5-1.9 5.5-4.700S10.2 9.5 7 9.500Z',
  9: 'M2.5 16.5C3.4 18.1 4.9 19 6.7 19 10.3 19 12.5 15.2 12.5 9c0-5-2-8-5.6-8C3.8 1 1.5 3.3 1.5 6.500S3.7 12 6.8 12c3.2 0 5.3-2.2 5.6-4.5',
  '.': 'M3 18.6v.1',
  ',': 'M3.2 18.4 2 21.5',
};

const gap = 4;
const widthOf = (figure: string): number => (/\d/.test(figure) ? 14 : 6);

/** How wide a number stands, in the units of `height`. */
export const numberWidth = (text: string, height: number): number =>
  (text.split('').reduce((sum, figure) => sum + widthOf(figure) + gap, -gap) * height) / 20;

/** A number as SVG, its middle line at `y`; `x` is its `anchor`. */
export function numberSvg(
  text: string,
  place: Readonly<{ x: number; y: number; height: number; color: string; anchor: 'start' | 'middle' | 'end' }>,
): string {
  const { x, y, height, color, anchor } = place;
  const shift = { start: 0, middle: 0.5, end: 1 }[anchor];
  let at = x - numberWidth(text, height) * shift;
  const figures = text.split('').map((figure) => {
    const path = `<path d="${strokes[figure] ?? ''}" transform="translate(${at} ${y - height / 2}) scale(${height / 20})"/>`;
    at += ((widthOf(figure) + gap) * height) / 20;
    return path;
  });
  const pen = `fill="none" stroke="${color}" stroke-width="2.6" stroke-linecap="round" stroke-linejoin="round"`;
  return `<g ${pen}>${figures.join('')}</g>`;
}
