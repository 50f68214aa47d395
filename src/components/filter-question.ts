import type { FilmIndex, Found } from '../data/film-index.ts';
import { quoted } from '../discord/embeds/lines.ts';
import { selectRow } from '../discord/embeds/rows.ts';
import { escapeMarkdown } from '../domain/markdown.ts';
import type { MessageReply } from '../discord/reply.ts';
import { UserError } from '../errors.ts';
import type { Translate } from '../locales/translate.ts';
import type { FilterName } from './filter-code.ts';

/** A name in a filter that fits several things, or none: then `items` are the nearest. */
export type Unclear = Readonly<{
  name: FilterName;
  typed: string;
  several: boolean;
  items: readonly Named[];
}>;

type Named = FilmIndex['themes' | 'collections' | 'people'][number];

/** What to ask about a name that was typed, as the library understood it. */
export function unclearOf(name: FilterName, typed: string, found: Exclude<Found<Named>, { kind: 'one' }>): Unclear {
  const several = found.kind === 'several';
  return { name, typed, several, items: several ? found.items : found.nearest };
}

/**
 * Asks which one was meant, in a menu that goes on with what is picked. A menu picks one thing: of several names each is told
 * with what it may have meant, to use the command again. Refuses (`unknown.*`) when there is nothing to offer.
 */
export function askFor(
  unclear: readonly Unclear[],
  customId: (name: FilterName) => string,
  t: Translate,
): MessageReply {
  const [only, ...others] = unclear;
  if (only && others.length === 0) {
    const { name, items } = only;
    const options = items.map((item) => ({ label: t.text(item.name), value: item.id }));
    return { content: question(only, t), components: selectRow(customId(name), t(`select.${name}`), options) };
  }
  const named = unclear.map((each) => `${question(each, t)} ${namesOf(each, t)}`);
  return { content: [...named, t('choose.again')].join('\n') };
}

function question({ name, typed, several, items }: Unclear, t: Translate): string {
  if (items.length === 0) throw new UserError(`unknown.${name}`, { typed: quoted(typed) });
  return t(several ? `choose.${name}` : `choose.${name}-nearest`, { typed: quoted(typed) });
}

/** As many as a line holds. */
const mostNamed = 5;

/** What an unclear name may have meant, in one line. */
const namesOf = ({ items }: Unclear, t: Translate): string =>
  [
    ...items.slice(0, mostNamed).map((item) => t('choose.name', { name: escapeMarkdown(t.text(item.name)) })),
    ...(items.length > mostNamed ? ['…'] : []),
  ].join(', ');
