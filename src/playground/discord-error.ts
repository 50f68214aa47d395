import type { z } from 'zod';

type ErrorTree = { [key: string]: ErrorTree | { code: string; message: string }[] };

/** What Discord answers to a request that it refuses: status, its own error code, and for 50035 where the body is wrong. */
export class DiscordError extends Error {
  readonly status: number;
  readonly code: number;
  readonly errors: ErrorTree | undefined;

  constructor(status: number, code: number, message: string, errors?: ErrorTree) {
    super(message);
    this.name = 'DiscordError';
    this.status = status;
    this.code = code;
    this.errors = errors;
  }

  get body(): object {
    return { message: this.message, code: this.code, ...(this.errors && { errors: this.errors }) };
  }
}

/** https://discord.com/developers/docs/topics/opcodes-and-status-codes#json */
export const refusals = {
  unauthorized: () => new DiscordError(401, 0, '401: Unauthorized'),
  notFound: () => new DiscordError(404, 0, '404: Not Found'),
  unknownChannel: () => new DiscordError(404, 10003, 'Unknown Channel'),
  unknownGuild: () => new DiscordError(404, 10004, 'Unknown Guild'),
  unknownMessage: () => new DiscordError(404, 10008, 'Unknown Message'),
  unknownEmoji: () => new DiscordError(400, 10014, 'Unknown Emoji'),
  unknownWebhook: () => new DiscordError(404, 10015, 'Unknown Webhook'),
  unknownInteraction: () => new DiscordError(404, 10062, 'Unknown interaction'),
  unknownCommand: () => new DiscordError(404, 10063, 'Unknown application command'),
  tooManyReactions: () => new DiscordError(400, 30010, 'Maximum number of reactions reached (20)'),
  alreadyAcknowledged: () => new DiscordError(400, 40060, 'Interaction has already been acknowledged.'),
  missingAccess: () => new DiscordError(403, 50001, 'Missing Access'),
  notTheAuthor: () => new DiscordError(403, 50005, 'Cannot edit a message authored by another user'),
  emptyMessage: () => new DiscordError(400, 50006, 'Cannot send an empty message'),
  missingPermissions: () => new DiscordError(403, 50013, 'Missing Permissions'),
  invalidWebhookToken: () => new DiscordError(401, 50027, 'Invalid Webhook Token'),
  invalidBody: (path: string, code: string, message: string) =>
    new DiscordError(400, 50035, 'Invalid Form Body', treeOf([{ path: path.split('.'), code, message }])),
  notJson: () => new DiscordError(400, 50109, 'The request body contains invalid JSON.'),
} as const;

/** A value that fits, or Discord's 50035 with every field that does not. */
export function demand<T>(schema: z.ZodType<T>, value: unknown): T {
  const read = schema.safeParse(value);
  if (read.success) return read.data;
  const found = read.error.issues.map((issue) => ({
    path: issue.path.map(String),
    ...wordsFor(issue),
  }));
  throw new DiscordError(400, 50035, 'Invalid Form Body', treeOf(found));
}

function wordsFor(issue: z.core.$ZodIssue): { code: string; message: string } {
  switch (issue.code) {
    case 'too_big':
      return issue.origin === 'string'
        ? { code: 'BASE_TYPE_MAX_LENGTH', message: `Must be ${issue.maximum} or fewer in length.` }
        : { code: 'BASE_TYPE_BAD_LENGTH', message: `Must be at most ${issue.maximum}.` };
    case 'too_small':
      return issue.origin === 'string' && issue.minimum === 1
        ? { code: 'BASE_TYPE_REQUIRED', message: 'This field is required' }
        : { code: 'BASE_TYPE_BAD_LENGTH', message: `Must be at least ${issue.minimum}.` };
    case 'invalid_type':
      return { code: 'BASE_TYPE_REQUIRED', message: `Expected ${issue.expected}.` };
    case 'invalid_value':
      return { code: 'BASE_TYPE_CHOICES', message: `Value must be one of ${issue.values.map(String).join(', ')}.` };
    case 'custom':
      return { code: (issue.params?.['code'] as string | undefined) ?? 'INVALID', message: issue.message };
    default:
      return { code: 'BASE_TYPE_INVALID', message: issue.message };
  }
}

function treeOf(found: readonly { path: readonly string[]; code: string; message: string }[]): ErrorTree {
  const root: ErrorTree = {};
  for (const { path, code, message } of found) {
    let at = root;
    for (const step of path) at = (at[step] ??= {}) as ErrorTree;
    const list = (at['_errors'] ??= []) as { code: string; message: string }[];
    list.push({ code, message });
  }
  return root;
}
