import type { APIAttachment } from 'discord.js';
import type { NewAttachment } from '../rest/attachment-rules.ts';

type File = Readonly<{ name: string; type: string; bytes: Uint8Array<ArrayBuffer> }>;

/** The files of all messages, in memory, and where a browser finds them. */
export class Files {
  /** Where the playground listens. */
  origin = 'http://127.0.0.1';
  readonly #files = new Map<string, File>();

  /** Stores a file that came with a message of this channel. */
  put(id: string, channelId: string, { upload, filename, description, title }: NewAttachment): APIAttachment {
    const { bytes, type } = upload;
    this.#files.set(id, { name: filename, type, bytes });
    const url = `${this.origin}/attachments/${channelId}/${id}/${filename}`;
    return {
      ...{ id, filename, size: bytes.length, url, proxy_url: url },
      ...(type !== '' && { content_type: type }),
      ...(description !== undefined && { description }),
      ...(title !== undefined && { title }),
      ...sizeOfPng(bytes),
    };
  }

  /** What lies at a path, if something does. */
  at(path: string): File | undefined {
    const [, id = '', name] = /^\/attachments\/\d+\/(\d+)\/([\w.-]+)$/.exec(path) ?? [];
    const file = this.#files.get(id);
    return file?.name === name ? file : undefined;
  }

  forget(ids: readonly string[]): void {
    for (const id of ids) this.#files.delete(id);
  }
}

/** The one kind of picture whose size is read here. https://www.w3.org/TR/png/#11IHDR */
function sizeOfPng(bytes: Uint8Array<ArrayBuffer>): { width?: number; height?: number } {
  const isPng = [0x89, 0x50, 0x4e, 0x47].every((byte, at) => bytes[at] === byte) && bytes.length >= 24;
  if (!isPng) return {};
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  return { width: view.getUint32(16), height: view.getUint32(20) };
}
