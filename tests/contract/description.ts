import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';

export type Schema = Readonly<Record<string, unknown>>;
type Content = Readonly<{ content?: Readonly<{ 'application/json'?: { schema: Schema } }> }>;
type Parameter = Readonly<{ name: string; in: 'path' | 'query'; schema: Schema; required?: boolean }>;

/** What may be asked of one route by one method, and what it answers by status: `200`, `429`, `4XX`. */
export type Operation = Readonly<{
  parameters?: readonly Parameter[];
  requestBody?: Content & Readonly<{ required?: boolean }>;
  responses: Readonly<Record<string, Schema & Content>>;
}>;
type Route = Readonly<{ parameters?: readonly Parameter[] }> & Readonly<Record<string, unknown>>;

/** Discord's description of its API, as far as a test reads it: https://github.com/discord/discord-api-spec */
export type Description = Readonly<{
  paths: Readonly<Record<string, Route>>;
  components: Readonly<Record<'schemas' | 'responses' | 'headers', Readonly<Record<string, Schema>>>>;
}>;

const named = process.env['DISCORD_OPENAPI'];

/** Where it lies: at DISCORD_OPENAPI, or beside the repository; undefined where it is in neither place. */
export const descriptionFile = [named ?? '', resolve('../shared/discord/openapi.json')].find(
  (path) => path !== '' && existsSync(path),
);
if (named && descriptionFile !== named) throw new Error(`DISCORD_OPENAPI: there is no ${named}`);

/** Why a test of it is skipped, for its name. */
export const absence = descriptionFile
  ? ''
  : ': skipped, for there is neither DISCORD_OPENAPI nor ../shared/discord/openapi.json';

export const readDescription = (): Description =>
  JSON.parse(readFileSync(descriptionFile ?? '', 'utf8')) as Description;

/** What a JSON pointer names. */
export const at = (root: unknown, pointer: string): unknown =>
  pointer
    .split('/')
    .slice(1)
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'))
    .reduce<unknown>((inner, step) => (inner as Record<string, unknown> | undefined)?.[step], root);

/** A step of a JSON pointer. */
export const step = (name: string): string => name.replaceAll('~', '~0').replaceAll('/', '~1');
