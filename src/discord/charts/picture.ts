import type { renderAsync } from '@resvg/resvg-js';

let loading: Promise<{ renderAsync: typeof renderAsync } | undefined> | undefined;

/**
 * An SVG as PNG; undefined on a machine that the renderer has no binary for, where words must do. Drawing happens on
 * another thread. The renderer is loaded when it is first needed: a club that asks for no ranking does without its memory.
 */
export async function pictureOf(svg: string): Promise<Uint8Array<ArrayBuffer> | undefined> {
  loading ??= import('@resvg/resvg-js').catch(() => undefined);
  const renderer = await loading;
  if (!renderer) return undefined;
  const drawn = await renderer.renderAsync(svg, { font: { loadSystemFonts: false } });
  return new Uint8Array(drawn.asPng());
}
