import { GatewayDispatchEvents } from 'discord-api-types/v10';
import { z } from 'zod';
import { defineListener } from '../discord/listener.ts';

/** A session that is new, and not resumed: nothing tells what happened before it, so posts are read again, and those that were refused are tried again. */
export const sessionBegan = defineListener({
  event: GatewayDispatchEvents.Ready,
  shape: z.object({
    guilds: z
      .array(z.object({ id: z.string() }))
      .optional()
      .catch(undefined),
  }),
  handle: async ({ guilds }, { reconciliation, refused }) => {
    reconciliation.missed(guilds?.map(({ id }) => id));
    await refused.retry();
  },
});
