import { z } from 'zod';

/** The languages that kinoklub speaks. A text for readers exists in all of them. */
export type Language = 'en' | 'ru';

/** 1-40 of a-z, 0-9 and hyphen: short enough that three of them and a verb fit into a custom_id. */
export const Id = z.string().regex(/^[a-z0-9-]{1,40}$/, 'expected 1-40 of a-z, 0-9 and hyphen');

/**
 * One line or paragraph that a reader sees: never empty, no space at its ends, no control characters, no half of a pair, and
 * nothing that turns the direction of writing or takes no room, by which a text can pass for another one.
 */
export const Line = (max: number) =>
  z
    .string()
    .min(1)
    .max(max)
    .regex(
      /^(?!\s)(?:[^\p{Cc}\p{Cs}\p{Bidi_Control}\u200b\u2060\ufeff]|\n)+(?<!\s)$/u,
      'expected no space at the ends, no control or invisible characters and no lone surrogates',
    );

/** A text in every language of the club. */
export const Text = (max: number) => z.strictObject({ en: Line(max), ru: Line(max) });
export type Text = Readonly<Record<Language, string>>;
