import { z } from 'zod';
import { Id, Name, Sentence, Text } from './text.ts';
import type { Film } from './film.ts';

/** A named, ordered set of films that a club would screen together. */
export const Collection = z.strictObject({
  $schema: z.string().optional(),
  id: Id.describe('The file is named by it'),
  name: Name(100),
  introduction: Text(2000),
  films: z.array(Id).min(1).max(200).describe('Ids of films, in screening order'),
});
export type Collection = Readonly<z.infer<typeof Collection>>;

const themeText = z.strictObject({ name: Name(60), definition: Sentence(300) });

/** themes.json: theme id → name and definition. */
export const Themes = z.object({ $schema: z.string().optional() }).catchall(themeText);

/** people.json: person id → name. Directors, writers and authors alike. */
export const People = z.object({ $schema: z.string().optional() }).catchall(Name(100));

/** What films have in common. */
export type Theme = Readonly<{ id: string } & z.infer<typeof themeText>>;
export type Person = Readonly<{ id: string; name: Text }>;

/** Everything we ship and review in git, validated and frozen; every reference resolves. */
export type Library = Readonly<{
  films: readonly Film[];
  collections: readonly Collection[];
  themes: readonly Theme[];
  people: readonly Person[];
}>;
