/**
 * The pictures in a layout as Discord hands them back: each with an id and the address of a copy. The playground makes no
 * copies, so that is where the picture itself lies.
 */
export function unfurled<P>(part: P, nextId: () => string): P {
  if (Array.isArray(part)) return part.map((inner: unknown) => unfurled(inner, nextId)) as P;
  if (typeof part !== 'object' || part === null) return part;
  const fields = Object.entries(part).map(([key, value]: [string, unknown]) => [
    key,
    key === 'media' && isBare(value) ? { id: nextId(), url: value.url, proxy_url: value.url } : unfurled(value, nextId),
  ]);
  return Object.fromEntries(fields) as P;
}

/** As a bot sends it. What an edit leaves as it was has its id already. */
const isBare = (media: unknown): media is { url: string } =>
  typeof media === 'object' && media !== null && 'url' in media && !('id' in media);
