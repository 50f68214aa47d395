import { z } from 'zod';
import type { Action, OptionInput } from '../protocol.ts';

const id = z.string().max(40);
const locale = z.enum(['en-US', 'ru']);
const Option: z.ZodType<OptionInput> = z.lazy(() =>
  z.object({
    name: z.string().max(64),
    type: z.int(),
    value: z.union([z.string().max(6000), z.number(), z.boolean()]).optional(),
    focused: z.boolean().optional(),
    options: z.array(Option).max(25).optional(),
  }),
) as z.ZodType<OptionInput>;
const options = z.array(Option).max(25);

const faults = [
  'outage',
  'slow',
  'cut',
  'reconnect',
  'silence',
  'endSession',
  'double',
  'errors',
  'lose',
  'limit',
  'kick',
  'invite',
  'none',
] as const;

/** What the page may ask for; anything else is refused. */
export const ActionBody = z.intersection(
  z.object({ as: id }),
  z.discriminatedUnion('do', [
    z.object({ do: z.literal('command'), channelId: id, commandId: id, options, targetMessageId: id.optional() }),
    z.object({ do: z.literal('autocomplete'), channelId: id, commandId: id, options }),
    z.object({
      do: z.literal('component'),
      messageId: id,
      customId: z.string().max(100),
      componentType: z.int(),
      values: z.array(z.string().max(100)).max(25).optional(),
    }),
    z.object({ do: z.literal('modal'), interactionId: id, fields: z.record(z.string(), z.string().max(4000)) }),
    z.object({ do: z.literal('closeModal') }),
    z.object({ do: z.literal('say'), channelId: id, content: z.string().max(4000) }),
    z.object({ do: z.enum(['react', 'unreact']), messageId: id, emoji: z.string().max(80) }),
    z.object({ do: z.literal('dismiss'), messageId: id }),
    z.object({ do: z.enum(['locale', 'guildLocale']), locale }),
    z.object({ do: z.literal('bot'), run: z.boolean() }),
    z.object({ do: z.literal('fault'), fault: z.enum(faults) }),
    z.object({ do: z.literal('nextPost') }),
  ]),
) as unknown as z.ZodType<Action>;
