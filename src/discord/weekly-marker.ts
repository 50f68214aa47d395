import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { OccurrenceKey } from '../domain/occurrence.ts';
import { readCustomId } from './component.ts';

/*
 * By what a weekly post is known again. Its nonce is always the same for one occurrence. Its marker is the custom_id of one
 * of its buttons, which names schedule and week: nobody sees it, nobody but the bot can write one, and it is worth its place.
 */

/** The route of the button that every weekly post carries; its first two arguments are the schedule and the key. */
export const markerRoute = 'week-card';

/** What Discord knows a repeated call by: at most 25 characters. */
export const nonceOf = ({ guildId, schedule, key }: OccurrenceKey): string =>
  createHash('sha256').update(`${guildId} ${schedule} ${key}`).digest('base64url').slice(0, 25);

/** What is known of the parts of a message, whatever kinds there are. */
export const Components = z.array(
  z.object({
    components: z
      .array(z.object({ custom_id: z.string().optional().catch(undefined) }))
      .optional()
      .catch(undefined),
  }),
);

/** Whether a message of the bot is the post of this occurrence. */
export function carriesMarker(
  { components }: Readonly<{ components?: z.infer<typeof Components> | null | undefined }>,
  { schedule, key }: OccurrenceKey,
): boolean {
  const ids = (components ?? []).flatMap((row) => row.components ?? []).flatMap(({ custom_id: id }) => id ?? []);
  return ids.some((id) => {
    const { route, args } = readCustomId(id);
    return route === markerRoute && args[0] === schedule && args[1] === key;
  });
}
