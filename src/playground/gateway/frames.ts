import { z } from 'zod';

/* What a bot says on the gateway: https://discord.com/developers/docs/events/gateway-events#send-events */

/** The largest payload that Discord takes. */
const mostFrameBytes = 4096;

const Frame = z.object({ op: z.int(), d: z.unknown().optional(), s: z.int().nullish(), t: z.string().nullish() });

/** The number of the last event that came, if any did. */
export const Heartbeat = z.int().min(0).nullable();

export const Identify = z.object({
  token: z.string(),
  intents: z.int().min(0),
  properties: z.looseObject({}),
  shard: z.tuple([z.int().min(0), z.int().min(1)]).optional(),
});

export const Resume = z.object({ token: z.string(), session_id: z.string(), seq: z.int().min(0) });

/** What came, as JSON; undefined for what is none, is binary, or is too large. */
export function frameOf(data: Buffer, isBinary: boolean): z.infer<typeof Frame> | undefined {
  if (isBinary || data.byteLength > mostFrameBytes) return undefined;
  try {
    return Frame.safeParse(JSON.parse(data.toString())).data;
  } catch {
    return undefined;
  }
}
