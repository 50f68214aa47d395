import { z } from 'zod';
import type { Film } from '../domain/film.ts';
import { noteOf } from '../domain/nomination.ts';
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

/**
 * A question with the note for what is picked. A note is too long for a custom_id: it stands in the question, which Discord
 * shows with each press, so that it outlives a restart.
 */
export const withNote = (question: MessageReply, note: string, t: Translate): MessageReply =>
  note === '' ? question : { ...question, embeds: [{ title: t('choose.your-note'), description: note }] };

const Question = z.object({
  content: z.string().catch(''),
  embeds: z.array(z.object({ description: z.string() })).catch([]),
});

/** The note that stands in a question: in its embed or, where the club has text instead, behind the question and a heading. */
export function noteIn(question: unknown): string {
  const { content = '', embeds = [] } = Question.safeParse(question).data ?? {};
  return noteOf(embeds[0]?.description ?? content.split('\n\n').slice(2).join('\n\n'));
}
