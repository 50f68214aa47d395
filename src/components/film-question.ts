import type { Film } from '../domain/film.ts';
import { quoted } from '../discord/embeds/lines.ts';
import { filmOptions, selectRow } from '../discord/embeds/rows.ts';
import type { MessageReply } from '../discord/reply.ts';
import type { Translate } from '../locales/translate.ts';

/** Several films that fit what was typed; or none does and these are nearest. */
export type Unsure = Readonly<{ kind: 'several'; items: readonly Film[] } | { kind: 'none'; nearest: readonly Film[] }>;

/** Asks which film was meant, in a menu that goes on with what is picked. */
export function askForFilm(found: Unsure, typed: string, customId: string, t: Translate): MessageReply {
  const films = found.kind === 'several' ? found.items : found.nearest;
  return {
    content: t(found.kind === 'several' ? 'choose.film' : 'choose.film-nearest', { typed: quoted(typed) }),
    components: selectRow(customId, t('select.film'), filmOptions(films, t)),
  };
}
