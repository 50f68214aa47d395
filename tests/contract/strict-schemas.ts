import { at } from './description.ts';
import type { Description, Schema } from './description.ts';

/**
 * The description made strict. It says what fields are, and lets any others pass; here every object takes its own fields
 * only, so that a field which Discord does not know has a name in the failure. Unions of parts that tell themselves apart
 * by `type` choose by it, so that a failure is about the part that was meant and not about all the others.
 */
export function strict<D extends Description>(description: D): D {
  const open = extended(description);
  const read = (value: unknown, path: string): unknown => {
    if (Array.isArray(value)) return value.map((item, index) => read(item, `${path}/${index}`));
    if (typeof value !== 'object' || value === null) return value;
    const schema = Object.fromEntries(
      Object.entries(value).map(([key, inner]) => [key, read(inner, `${path}/${key}`)]),
    );
    const isOpen = isExtension(path) || open.has(path);
    return choice(schema, description) ?? (isOpen ? schema : closed(schema));
  };
  return read(description, '#') as D;
}

/** An object of which others are extensions stays open: what they add is closed with them. Files beside a body are none. */
function extended({ components }: Description): ReadonlySet<string> {
  const found = new Set<string>();
  JSON.stringify(components, (key, value: unknown) => {
    if (key === 'allOf') for (const { $ref } of value as Schema[]) found.add(String($ref));
    return value;
  });
  return found;
}

const isExtension = (path: string): boolean => /\/allOf\/\d+$/.test(path);

function closed(schema: Schema): Schema {
  const { type, properties, additionalProperties, allOf } = schema;
  const isObject = type === 'object' || (Array.isArray(type) && type.includes('object'));
  if (!isObject || additionalProperties !== undefined || !(properties ?? allOf)) return schema;
  return { ...schema, unevaluatedProperties: false };
}

/** A union that can be decided; undefined for any other schema. */
function choice(schema: Schema, description: Description): Schema | undefined {
  const { oneOf, anyOf, ...rest } = schema;
  const union = oneOf ?? anyOf;
  if (!Array.isArray(union)) return undefined;
  const branches = union as readonly Schema[];
  if (branches.every((branch) => 'const' in branch))
    return { ...rest, enum: branches.map((branch) => branch['const']) };
  const types = branches.map((branch) => typesOf(branch, description));
  const all = types.flatMap((own) => own ?? []);
  if (types.includes(undefined) || new Set(all).size < all.length) return undefined;
  const isOf = (own: readonly unknown[] | undefined): Schema => ({ properties: { type: { enum: own } } });
  return {
    ...{ ...rest, type: 'object', required: ['type'], ...isOf(all) },
    allOf: branches.map((branch, index) => ({ if: { not: isOf(types[index]) }, else: branch })),
  };
}

/** The values of `type` by which one knows a branch of a union. */
function typesOf({ $ref }: Schema, description: Description): readonly unknown[] | undefined {
  if (typeof $ref !== 'string') return undefined;
  const { properties, required } = at(description, $ref.slice(1)) as {
    properties?: { type?: { enum?: readonly unknown[] } };
    required?: readonly string[];
  };
  return required?.includes('type') === true ? properties?.type?.enum : undefined;
}
