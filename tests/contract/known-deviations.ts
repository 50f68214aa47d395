import { at } from './description.ts';
import type { Description } from './description.ts';

type KnownDeviation = Readonly<{
  /** What Discord does. */
  what: string;
  why: string;
  /** Where the description says otherwise, and what should stand there. */
  pointers: readonly string[];
  becomes: unknown;
}>;

const callback = '/paths/~1interactions~1{interaction_id}~1{interaction_token}~1callback';
const fileNames = Array.from({ length: 10 }, (_, at) => `files[${at}]`);

/** Where Discord is not as its description says. A test takes each away again, and fails where nothing differs then. */
export const knownDeviations: readonly KnownDeviation[] = [
  {
    what: 'the code of a fault in a field is a word',
    why: 'https://discord.com/developers/docs/reference#error-messages shows BASE_TYPE_REQUIRED and its like; the description has integers',
    pointers: ['/components/schemas/InnerErrors/properties/_errors/items'],
    becomes: {
      type: 'object',
      properties: { code: { type: 'string', pattern: '^[A-Z\\d_]+$' }, message: { type: 'string' } },
      required: ['code', 'message'],
    },
  },
  {
    what: 'the default permissions of a command are sent as text, as all bits are',
    why: 'https://discord.com/developers/docs/interactions/application-commands#create-global-application-command says "string"; only the answer is described so',
    pointers: ['CreateRequest', 'UpdateRequest', 'PatchRequestPartial'].map(
      (name) => `/components/schemas/ApplicationCommand${name}/properties/default_member_permissions`,
    ),
    becomes: { type: ['string', 'null'], pattern: '^\\d+$' },
  },
  {
    what: 'a first answer may carry files',
    why: 'https://discord.com/developers/docs/reference#uploading-files says so of interaction callbacks; their form is described without files',
    pointers: [`${callback}/post/requestBody/content/multipart~1form-data/schema`],
    becomes: { type: 'object', properties: Object.fromEntries(fileNames.map((name) => [name, { type: 'string' }])) },
  },
];

/** The description as it would be without these deviations. */
export function corrected(description: Description, deviations: readonly KnownDeviation[]): Description {
  const copy = structuredClone(description);
  for (const { pointers, becomes } of deviations) {
    for (const pointer of pointers) {
      const [, parentAt = '', name = ''] = /^(.*)\/(.*)$/.exec(pointer) ?? [];
      const parent = at(copy, parentAt) as Record<string, unknown> | undefined;
      if (!parent || !(name in parent)) throw new Error(`the description has nothing at ${pointer}`);
      parent[name] = becomes;
    }
  }
  return copy;
}
