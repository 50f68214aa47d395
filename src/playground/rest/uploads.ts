import type { Call } from './call.ts';
import { jsonOf } from './call.ts';
import { refusals } from './discord-error.ts';

/** A file as it came: `index` is the number in `files[2]`. */
export type Upload = Readonly<{ index: string; name: string; type: string; bytes: Uint8Array<ArrayBuffer> }>;

/** A body that is not checked yet, with the files beside it. */
export type Sent = Readonly<{ body: unknown; uploads: readonly Upload[] }>;

/** What Discord takes of a file from a bot, where no boost allows more. */
const mostFileBytes = 10 * 1024 * 1024;
const mostFiles = 10;

const isForm = (call: Call): boolean => /^multipart\/form-data\b/i.test(call.req.header('content-type') ?? '');

/** The body of any request: JSON, alone or as `payload_json` beside files. `body` is undefined if it is none. */
export async function readBody(call: Call): Promise<Sent> {
  if (!isForm(call)) return { body: parseJson(await call.req.text()), uploads: [] };
  const form = await call.req.formData().catch(() => undefined);
  if (!form) return { body: undefined, uploads: [] };
  const payload = form.get('payload_json') ?? '{}';
  const files = [...form].flatMap(([key, value]) => {
    const index = /^files\[(\d+)\]$/.exec(key)?.[1];
    return index === undefined || typeof value === 'string' ? [] : [{ index, file: value }];
  });
  const uploads = await Promise.all(
    files.map(async ({ index, file }) => ({
      ...{ index, name: file.name, type: file.type },
      bytes: new Uint8Array(await file.arrayBuffer()),
    })),
  );
  return { body: typeof payload === 'string' ? parseJson(payload) : undefined, uploads };
}

/** A request that may carry files: its body and those. https://discord.com/developers/docs/reference#uploading-files */
export function sentIn(call: Call): Sent {
  if (!isForm(call)) return { body: jsonOf(call), uploads: [] };
  const [body, uploads] = [call.get('body'), call.get('uploads')];
  if (body === undefined) throw refusals.notJson();
  if (uploads.length > mostFiles) throw refusals.tooManyAttachments();
  if (uploads.some(({ bytes }) => bytes.length > mostFileBytes)) throw refusals.tooLarge();
  return { body, uploads };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
