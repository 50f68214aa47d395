import { z } from 'zod';

const id = z.string().regex(/^\d{1,20}$/);

/** A channel that somebody picked, and what the bot may do there; undefined where Discord does not say. */
export const PickedChannel = z
  .object({ id, app_permissions: z.string().regex(/^\d+$/).optional().catch(undefined) })
  .transform(({ id: channelId, app_permissions: bits }) => ({
    id: channelId,
    botMay: bits === undefined ? undefined : BigInt(bits),
  }));
export type PickedChannel = Readonly<z.output<typeof PickedChannel>>;

/** A role that somebody picked. */
export const PickedRole = z.object({ id }).transform(({ id: roleId }) => ({ id: roleId }));
