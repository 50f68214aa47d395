import type { Translate } from '../../locales/translate.ts';

/** How many films stand on a page: as many as a phone shows without losing the header. */
const pageSize = 10;

export type Page<T> = Readonly<{ items: readonly T[]; number: number; of: number; total: number; first: number }>;

/** The page of that number (from 1), or the nearest that exists: a button may be older than the list. */
export function pageOf<T>(all: readonly T[], number: number): Page<T> {
  const of = Math.max(1, Math.ceil(all.length / pageSize));
  const real = Math.min(Math.max(1, Math.trunc(number) || 1), of);
  const first = (real - 1) * pageSize;
  return { items: all.slice(first, first + pageSize), number: real, of, total: all.length, first };
}

/** The same by size: ten of them, or fewer where these would have more than `most` characters together. */
export function pageWithin<T>(
  all: readonly T[],
  number: number,
  { lengthOf, most }: { lengthOf: (item: T) => number; most: number },
): Page<T> {
  const firsts = [0];
  let length = 0;
  for (const [at, item] of all.entries()) {
    length += lengthOf(item);
    const first = firsts.at(-1) ?? 0;
    if (at === first || (at - first < pageSize && length <= most)) continue;
    firsts.push(at);
    length = lengthOf(item);
  }
  const of = firsts.length;
  const real = Math.min(Math.max(1, Math.trunc(number) || 1), of);
  const first = firsts[real - 1] ?? 0;
  return { items: all.slice(first, firsts[real]), number: real, of, total: all.length, first };
}

/** `Page 1 of 3 · 24 films`; just the count where there is one page. */
export function pageFooter({ number, of, total }: Page<unknown>, t: Translate): string {
  const films = t('count.films', { count: total });
  return of === 1 ? films : t('page.footer', { page: number, pages: of, films });
}
