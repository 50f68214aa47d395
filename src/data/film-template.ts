import { z } from 'zod';
import { Film } from '../domain/film.ts';

type Schema = z.core.JSONSchema.BaseSchema;

const filmSchema = z.toJSONSchema(Film, { io: 'input', target: 'draft-7' });

/**
 * A film file with all that a film must have, each value empty: `library:check` names every place that is still to be filled
 * in, with what it expects there. `schemaPath` is where the JSON Schema lies, seen from the file.
 */
export function filmTemplate(id: string, schemaPath: string): string {
  const film = { $schema: schemaPath, ...(emptyFor(filmSchema) as object), id };
  return `${JSON.stringify(film, null, 2)}\n`;
}

/** The schema's hint for each field of a film, in the order of the schema. */
export function filmHints(): readonly Readonly<{ field: string; required: boolean; hint: string }>[] {
  return Object.entries(filmSchema.properties ?? {})
    .filter(([field]) => field !== '$schema')
    .map(([field, schema]) => ({
      field,
      required: filmSchema.required?.includes(field) ?? false,
      hint: (typeof schema === 'object' && schema.description) || '',
    }));
}

function emptyFor(schema: Schema): unknown {
  const { type, properties = {}, required = [], items, minItems = 0 } = schema;
  if (type === 'object') {
    const fields = Object.entries(properties).filter(([field]) => required.includes(field));
    return Object.fromEntries(
      fields.map(([field, inner]) => [field, typeof inner === 'object' ? emptyFor(inner) : null]),
    );
  }
  if (type === 'array')
    return minItems > 0 && typeof items === 'object' && !Array.isArray(items) ? [emptyFor(items)] : [];
  return type === 'string' ? '' : 0;
}
