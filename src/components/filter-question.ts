import type { FilmIndex } from '../data/film-index.ts';
import { quoted } from '../discord/embeds/lines.ts';
import { selectRow } from '../discord/embeds/rows.ts';
import type { MessageReply } from '../discord/reply.ts';
import { UserError } from '../errors.ts';
import type { Translate } from '../locales/translate.ts';
import type { FilterName } from './filter-code.ts';

/** A name in a filter that fits several things, or none: then `items` are the nearest. */
export type Unclear = Readonly<{
  name: FilterName;
  typed: string;
  several: boolean;
  items: readonly FilmIndex['themes' | 'collections' | 'people'][number][];
}>;

/** Asks which one was meant, in a menu that goes on with what is picked. Refuses (`unknown.*`) when there is none to offer. */
export function askFor({ name, typed, several, items }: Unclear, customId: string, t: Translate): MessageReply {
  if (items.length === 0) throw new UserError(`unknown.${name}`, { typed: quoted(typed) });
  return {
    content: t(several ? `choose.${name}` : `choose.${name}-nearest`, { typed: quoted(typed) }),
    components: selectRow(
      customId,
      t(`select.${name}`),
      items.map((item) => ({ label: t.text(item.name), value: item.id })),
    ),
  };
}
