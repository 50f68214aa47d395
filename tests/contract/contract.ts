import { at, step } from './description.ts';
import type { Description, Operation } from './description.ts';
import { parametersIn, routeOf } from './routes.ts';
import { SchemaCheck } from './schema-check.ts';
import { strict } from './strict-schemas.ts';
import type { Call } from './wiretap.ts';

type Place = Readonly<{ name: string; route: string; pointer: string; operation: Operation }>;

/** What Discord's description says of requests, answers and objects. Each method names what differs; nothing, if nothing does. */
export class Contract {
  readonly #description: Description;
  readonly #json: SchemaCheck;
  readonly #texts: SchemaCheck;

  constructor(description: Description) {
    this.#description = strict(description);
    this.#json = new SchemaCheck(this.#description);
    this.#texts = new SchemaCheck(this.#description, { texts: true });
  }

  /** A request: its path, its query and its body, which may have no fields but those described. */
  request(call: Call): readonly string[] {
    const place = this.#placeOf(call);
    if (!place) return [`${call.method} ${call.path}: Discord has no such route`];
    const { name, route, pointer, operation } = place;
    const found = [
      ...this.#texts.fieldFaults(this.#parameters(place, 'path'), parametersIn(route, call.path)),
      ...this.#texts.fieldFaults(this.#parameters(place, 'query'), Object.fromEntries(call.query)),
    ];
    const body = `${pointer}/requestBody/content/application~1json/schema`;
    if (call.sent !== undefined && operation.requestBody) found.push(...this.#json.faults(body, call.sent));
    else if (call.sent !== undefined) found.push('takes no body');
    else if (operation.requestBody?.required === true) found.push('needs a body');
    // A form holds the JSON as one part, and beside it the files that the description numbers.
    const form = at(this.#description, `${pointer}/requestBody/content/multipart~1form-data`);
    for (const name of call.files)
      if (!JSON.stringify(form ?? {}).includes(`"${name}":`)) found.push(`takes no part ${name}`);
    return found.map((fault) => `${name}: ${fault}`);
  }

  /** An answer: its status, its headers as far as they are described, and its body. */
  answer(call: Call): readonly string[] {
    const place = this.#placeOf(call);
    if (!place && call.status === 404) return this.object('ErrorResponse', call.answered);
    if (!place) return [`${call.method} ${call.path}: Discord has no such route`];
    const { responses } = place.operation;
    const key = [String(call.status), `${Math.floor(call.status / 100)}XX`].find((known) => known in responses);
    if (key === undefined) return [`${place.name}: answers nothing with ${call.status}`];
    const reference = responses[key]?.['$ref'];
    const pointer = typeof reference === 'string' ? reference.slice(1) : `${place.pointer}/responses/${key}`;
    const { headers = {}, content } = at(this.#description, pointer) as { headers?: object; content?: object };
    const names = Object.keys(headers).filter((header) => header.toLowerCase() in call.headers);
    const schemas = Object.fromEntries(names.map((header) => [header, `/components/headers/${header}/schema`]));
    const values = Object.fromEntries(names.map((header) => [header, call.headers[header.toLowerCase()]]));
    const found = [...this.#texts.fieldFaults(schemas, values)];
    if (content) found.push(...this.#json.faults(`${pointer}/content/application~1json/schema`, call.answered));
    else if (call.answered !== undefined) found.push('has a body');
    if (content && !call.headers['content-type']?.startsWith('application/json')) found.push('is not called JSON');
    return found.map((fault) => `${place.name} → ${call.status}: ${fault}`);
  }

  /** An object that the description names, wherever it comes from. */
  object(name: string, value: unknown): readonly string[] {
    return this.#json.faults(`/components/schemas/${name}`, value).map((fault) => `${name}: ${fault}`);
  }

  #placeOf({ method, path }: Call): Place | undefined {
    const route = routeOf(Object.keys(this.#description.paths), path);
    const operation = route && this.#description.paths[route]?.[method.toLowerCase()];
    if (!route || !operation) return undefined;
    const pointer = `/paths/${step(route)}/${method.toLowerCase()}`;
    return { name: `${method} ${route}`, route, pointer, operation: operation as Operation };
  }

  /** Where the schema of each parameter is; a route has some, and each of its methods others. */
  #parameters({ route, pointer, operation }: Place, where: 'path' | 'query'): Readonly<Record<string, string>> {
    const lists = [
      { list: this.#description.paths[route]?.parameters ?? [], from: `/paths/${step(route)}/parameters` },
      { list: operation.parameters ?? [], from: `${pointer}/parameters` },
    ];
    return Object.fromEntries(
      lists.flatMap(({ list, from }) =>
        list.flatMap((one, index) => (one.in === where ? [[one.name, `${from}/${index}/schema`]] : [])),
      ),
    );
  }
}
