import { z } from 'zod';
import { Film } from '../domain/film.ts';
import { Collection, People, Themes } from '../domain/library.ts';

/** The JSON Schemas of the library's files by file name, generated from the same rules that the loader holds them against. */
export function librarySchemas(): Readonly<Record<string, string>> {
  const schemas = { film: Film, collection: Collection, themes: Themes, people: People };
  return Object.fromEntries(
    Object.entries(schemas).map(([name, schema]) => [
      `${name}.schema.json`,
      `${JSON.stringify(z.toJSONSchema(schema, { io: 'input', target: 'draft-7' }), null, 2)}\n`,
    ]),
  );
}
