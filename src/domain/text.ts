import { z } from 'zod';

/** The languages that kinoklub speaks. A text for readers exists in all of them. */
export const languages = ['en', 'ru'] as const;
export type Language = (typeof languages)[number];

/** 1-40 of a-z, 0-9 and hyphen: short enough that three of them and a verb fit into a custom_id. */
export const Id = z.string().regex(/^[a-z0-9-]{1,40}$/, 'expected 1-40 of a-z, 0-9 and hyphen');

/** One line or paragraph that a reader sees: never empty, no space at its ends, no control characters. */
export const Line = (max: number) =>
  z
    .string()
    .min(1)
    .max(max)
    .regex(/^(?!\s)(?:\P{Cc}|\n)+(?<!\s)$/u, 'expected no space at the ends and no control characters');

/** A text in every language of the club. */
export const Text = (max: number) => z.strictObject({ en: Line(max), ru: Line(max) });
export type Text = Readonly<Record<Language, string>>;
