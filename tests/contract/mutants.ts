/** A body with one thing changed at a time, everywhere: left out, null, empty, too long, too many, of another type. */
export function* mutantsOf(body: unknown): Generator<unknown> {
  yield* strangersTo(body);
  if (Array.isArray(body)) {
    for (const [index, item] of body.entries()) for (const mutant of mutantsOf(item)) yield body.with(index, mutant);
    return;
  }
  if (typeof body !== 'object' || body === null) return;
  for (const [key, value] of Object.entries(body)) {
    const { [key]: _left, ...rest } = body as Record<string, unknown>;
    yield rest;
    for (const mutant of mutantsOf(value)) yield { ...body, [key]: mutant };
  }
}

/** What may not fit where this value stands. */
function strangersTo(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) {
    // Lists of ids and words may be longer than lists of parts, of which there are 40 at most.
    const tooMany = typeof value[0] === 'object' ? 41 : 140;
    return [null, {}, [], 'x', Array<unknown>(tooMany).fill(value[0])];
  }
  switch (typeof value) {
    case 'string':
      return [null, {}, '', 'x'.repeat(33), 'x'.repeat(101), 'x'.repeat(2049), 'x'.repeat(9000)];
    case 'number':
      return [null, {}, 'x', -1, 0.5, 99, 2 ** 40];
    case 'boolean':
      return [null, {}, 'x'];
    default:
      return [null, [], 'x'];
  }
}
