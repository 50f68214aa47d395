import { z } from 'zod';

/** The languages that kinoklub speaks. A text for readers exists in all of them. */
export type Language = 'en' | 'ru';

/** 1-40 of a-z, 0-9 and hyphen: short enough that three of them and a verb fit into a custom_id. */
export const Id = z.string().regex(/^[a-z0-9-]{1,40}$/, 'expected 1-40 of a-z, 0-9 and hyphen');

/**
 * What readers see: no space at the ends, at least one sign that is seen, at most three marks on a letter, and nothing that
 * takes no room, turns the direction of writing or belongs to no text, by which one name can pass for another. Persian
 * joins its words with U+200C, so behind an Arabic letter it stays.
 */
const seen = (lineBreaks: string) =>
  new RegExp(
    String.raw`^(?!\s)(?![\s\S]*\p{M}{4})(?=[\s\S]*[\p{L}\p{N}\p{P}\p{S}])` +
      String.raw`(?:[^\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\u2800]` +
      String.raw`|(?<=\p{Script=Arabic})\u200c${lineBreaks})+(?<!\s)$`,
    'u',
  );

const written = (max: number, pattern: RegExp, expected: string) => z.string().min(1).max(max).regex(pattern, expected);

/** A title, a name, a sentence: one line that is seen as it is, never empty. */
export const Line = (max: number) =>
  written(max, seen(''), 'expected one line without space at its ends, nothing invisible, no heaped marks');

/** As a line, but it may have several. */
const Paragraphs = (max: number) =>
  written(max, seen(String.raw`|\n`), 'expected a text without space at its ends, nothing invisible, no heaped marks');

/** A name in every language of the club. */
export const Name = (max: number) => z.strictObject({ en: Line(max), ru: Line(max) });

/** A text in every language of the club. */
export const Text = (max: number) =>
  z.strictObject({ en: Paragraphs(max), ru: Paragraphs(max) }).refine(isTranslated, untranslated);

/** A text of one line. Other than a name it cannot be the same in two languages. */
export const Sentence = (max: number) => Name(max).refine(isTranslated, untranslated);

const isTranslated = ({ en, ru }: Text): boolean => en !== ru || !/\p{L}/u.test(en);
const untranslated = { path: ['ru'], error: 'expected a translation of the English text' };
export type Text = Readonly<Record<Language, string>>;
