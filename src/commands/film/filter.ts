import type { FilmFilter, FilmIndex } from '../../data/film-index.ts';
import type { FilterName } from '../../components/filter-code.ts';
import { unclearOf } from '../../components/filter-question.ts';
import type { Unclear } from '../../components/filter-question.ts';

const names: readonly FilterName[] = ['theme', 'collection', 'person'];

/**
 * A filter with ids for what was typed or picked; the other conditions pass as they are. Names that are not clear are left
 * out and handed back, to ask about: a filter that meant something else would answer a question nobody asked.
 */
export function resolveFilter(
  typed: FilmFilter,
  films: FilmIndex,
): Readonly<{ filter: FilmFilter; unclear: readonly Unclear[] }> {
  if (names.every((name) => typed[name] === undefined)) return { filter: typed, unclear: [] };
  const found = names.map((name) => ({ name, ...readName(name, typed[name], films) }));
  return {
    filter: { ...typed, ...Object.fromEntries(found.map(({ name, id }) => [name, id])) },
    unclear: found.flatMap((part) => part.unclear ?? []),
  };
}

function readName(name: FilterName, typed: string | undefined, films: FilmIndex): { id?: string; unclear?: Unclear } {
  if (typed === undefined) return {};
  const found = films.resolve(name, typed);
  if (found.kind === 'one') return { id: found.item.id };
  return { unclear: unclearOf(name, typed, found) };
}
