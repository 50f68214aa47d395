import type { FilmFilter, FilmIndex } from '../../data/film-index.ts';
import type { FilterName } from '../../components/filter-code.ts';
import type { Unclear } from '../../components/filter-question.ts';
import { quoted } from '../../discord/embeds/lines.ts';
import { UserError } from '../../errors.ts';

const names: readonly FilterName[] = ['theme', 'collection', 'person'];

/**
 * A filter with ids for what was typed or picked; the other conditions pass as they are. One name that is not clear is left
 * out and handed back, to ask about: a filter that meant something else would answer a question nobody asked. Refuses
 * (`unknown.*`) when there are two.
 */
export function resolveFilter(
  typed: FilmFilter,
  films: FilmIndex,
): Readonly<{ filter: FilmFilter; unclear: Unclear | undefined }> {
  const found = names.map((name) => ({ name, ...readName(name, typed[name], films) }));
  const [unclear, second] = found.flatMap((part) => part.unclear ?? []);
  if (second) throw new UserError(`unknown.${second.name}`, { typed: quoted(second.typed) });
  return { filter: { ...typed, ...Object.fromEntries(found.map(({ name, id }) => [name, id])) }, unclear };
}

function readName(name: FilterName, typed: string | undefined, films: FilmIndex): { id?: string; unclear?: Unclear } {
  if (typed === undefined) return {};
  const found = films.resolve(name, typed);
  if (found.kind === 'one') return { id: found.item.id };
  const several = found.kind === 'several';
  return { unclear: { name, typed, several, items: several ? found.items : found.nearest } };
}
