import { Ajv2020 } from 'ajv/dist/2020.js';
import type { ErrorObject, Options, ValidateFunction } from 'ajv/dist/2020.js';
import type { Description, Schema } from './description.ts';

const formats = {
  'date-time': (text: string) => /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/.test(text),
  uri: (text: string) => URL.canParse(text),
  int32: { type: 'number', validate: (value: number) => Number.isInteger(value) && Math.abs(value) < 2 ** 31 },
  // What these say stands beside them as a pattern, a length or a range, too.
  ...{ int64: true, double: true, snowflake: true, nonce: true },
} as const satisfies NonNullable<Options['formats']>;

/** Holds values against the schemas of a description. Each is compiled once, when first asked for. */
export class SchemaCheck {
  readonly #ajv: Ajv2020;
  readonly #fields = new Map<string, ValidateFunction>();

  /** `texts`: numbers and truth values come as text, as in a path, a query or a header. */
  constructor(description: Description, { texts = false } = {}) {
    const options = { strict: false, allErrors: true, validateSchema: false, verbose: true };
    this.#ajv = new Ajv2020({ ...options, formats, coerceTypes: texts });
    this.#ajv.addSchema(description, 'discord');
  }

  /** What does not fit the schema at this pointer into the description. */
  faults(pointer: string, value: unknown): readonly string[] {
    const validate = this.#ajv.getSchema(`discord#${pointer}`);
    if (!validate) throw new Error(`there is no schema at ${pointer}`);
    return validate(value) === true ? [] : read(validate.errors ?? []);
  }

  /** What does not fit an object whose fields have the schemas at these pointers, and which has no others. */
  fieldFaults(pointers: Readonly<Record<string, string>>, value: Readonly<Record<string, unknown>>): readonly string[] {
    return Object.entries(value).flatMap(([name, field]) => {
      const pointer = pointers[name];
      if (pointer === undefined) return [`${name} is unknown`];
      const validate = this.#field(pointer);
      return validate({ field }) === true ? [] : read(validate.errors ?? []).map((fault) => `${name}: ${fault}`);
    });
  }

  /** A number that came as text is put back where it stood, so it must stand in something. */
  #field(pointer: string): ValidateFunction {
    const schema: Schema = { properties: { field: { $ref: `discord#${pointer}` } } };
    const validate = this.#fields.get(pointer) ?? this.#ajv.compile(schema);
    this.#fields.set(pointer, validate);
    return validate;
  }
}

/** Where, what, and of which value; that one of a union fits says nothing where there is a fault within. */
function read(errors: readonly ErrorObject[]): readonly string[] {
  const vague = (error: ErrorObject): boolean =>
    ['oneOf', 'anyOf', 'if'].includes(error.keyword) || (error.keyword === 'type' && error.schema === 'null');
  const telling = errors.filter((error) => !vague(error));
  return [...new Set((telling.length > 0 ? telling : errors).map(sentence))];
}

function sentence({ instancePath, message = '', params, data }: ErrorObject): string {
  const { unevaluatedProperty, additionalProperty, allowedValues } = params as Record<string, unknown>;
  const detail = unevaluatedProperty ?? additionalProperty ?? allowedValues;
  const seen = typeof data === 'object' && data !== null ? '' : ` (it is ${JSON.stringify(data)?.slice(0, 100)})`;
  return `${instancePath} ${message}${detail === undefined ? '' : `: ${JSON.stringify(detail)}`}${seen}`.trim();
}
