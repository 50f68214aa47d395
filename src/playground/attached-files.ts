import type { Hono } from 'hono';
import type { Files } from './world/files.ts';

/**
 * Serves the files of messages. Pictures are shown, all else is saved: whatever a bot sent, it runs nothing here, for the page
 * of the same origin can do all that a visitor can.
 */
export function serveAttachedFiles(app: Hono, files: Files): void {
  app.get('/attachments/*', (context) => {
    const file = files.at(new URL(context.req.url).pathname);
    if (!file) return context.text('There is nothing here.', 404);
    return context.body(file.bytes, 200, {
      'content-type': file.type === '' ? 'application/octet-stream' : file.type,
      'content-disposition': file.type.startsWith('image/') ? 'inline' : `attachment; filename="${file.name}"`,
      'content-security-policy': "default-src 'none'; sandbox",
    });
  });
}
