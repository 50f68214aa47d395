import { z } from 'zod';

/**
 * A short stand-in for an id, for places too narrow for several ids of 40 characters, like a custom_id: 32 bits (FNV-1a)
 * in base 36. Two ids share a handle about once in four billion pairs.
 */
export const Handle = z.string().max(7);

/** The handle of an id. */
export function handleOf(id: string): string {
  return hash(id).toString(36);
}

/** An order that looks random and is the same for the same seed: what a page before and after must agree on. */
export function shuffled<T extends { id: string }>(items: readonly T[], seed: string): readonly T[] {
  const rank = new Map(items.map((item) => [item, hash(`${seed} ${item.id} ${seed}`)]));
  return items.toSorted((a, b) => (rank.get(a) ?? 0) - (rank.get(b) ?? 0) || (a.id < b.id ? -1 : 1));
}

/** FNV-1a over UTF-16 units, with a last mixing so that ids that end alike do not stay neighbours. */
function hash(text: string): number {
  let state = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) state = Math.imul(state ^ text.charCodeAt(at), 0x01000193);
  state = Math.imul(state ^ (state >>> 16), 0x85ebca6b);
  return (state ^ (state >>> 13)) >>> 0;
}
