import { MessageFlags } from 'discord.js';
import { z } from 'zod';
import { MessageBody } from './message-rules.ts';
import { Choice } from './option-rules.ts';

/* What Discord takes as an answer: https://discord.com/developers/docs/interactions/receiving-and-responding#interaction-response-object */

/** Which answer it is; what its data may be depends on that. */
export const Answer = z.object({ type: z.int(), data: z.unknown().optional() });

export const OfferedList = z.object({ choices: z.array(Choice).max(25) });

const flags =
  MessageFlags.SuppressEmbeds |
  MessageFlags.Ephemeral |
  MessageFlags.SuppressNotifications |
  MessageFlags.IsVoiceMessage |
  MessageFlags.IsComponentsV2;

/** A message as an answer or a follow-up. */
export const AnswerMessage = MessageBody.refine((body) => ((body.flags ?? 0) & ~flags) === 0, {
  path: ['flags'],
  error: 'Invalid flags',
});

/** A deferral says who will see the message, and nothing more. */
export const Deferral = z
  .object({ flags: z.int().min(0).nullish() })
  .refine((body) => ((body.flags ?? 0) & ~MessageFlags.Ephemeral) === 0, {
    path: ['flags'],
    error: 'Only EPHEMERAL may be set.',
  })
  .nullish();
