import type { z } from 'zod';

type Fault = Readonly<{ code: string; message: string }>;
type ErrorTree = { [key: string]: ErrorTree | Fault[] };

/** What Discord answers to a request that it refuses: status, its own error code, and for 50035 where the body is wrong. */
export class DiscordError extends Error {
  readonly status: number;
  readonly code: number;
  readonly errors: ErrorTree | undefined;
  /** What a 429 says beside its message; other refusals say nothing. */
  readonly limit: Readonly<{ retry_after: number; global: boolean }> | undefined;

  constructor(
    status: number,
    code: number,
    message: string,
    more: { errors?: ErrorTree; limit?: DiscordError['limit'] } = {},
  ) {
    super(message);
    this.name = 'DiscordError';
    this.status = status;
    this.code = code;
    this.errors = more.errors;
    this.limit = more.limit;
  }

  get body(): object {
    return { message: this.message, code: this.code, ...(this.errors && { errors: this.errors }), ...this.limit };
  }
}

/** https://discord.com/developers/docs/topics/opcodes-and-status-codes#json */
export const refusals = {
  unauthorized: () => new DiscordError(401, 0, '401: Unauthorized'),
  notFound: () => new DiscordError(404, 0, '404: Not Found'),
  ourFault: () => new DiscordError(500, 0, '500: Internal Server Error'),
  noUserAgent: () => new DiscordError(403, 40333, 'internal network error'),
  badVersion: () => new DiscordError(400, 50041, 'Invalid API version'),
  needsTag: () => new DiscordError(400, 40067, 'A tag is required to create a forum post in this channel'),
  unknownChannel: () => new DiscordError(404, 10003, 'Unknown Channel'),
  unknownGuild: () => new DiscordError(404, 10004, 'Unknown Guild'),
  unknownMember: () => new DiscordError(404, 10007, 'Unknown Member'),
  unknownMessage: () => new DiscordError(404, 10008, 'Unknown Message'),
  unknownUser: () => new DiscordError(404, 10013, 'Unknown User'),
  unknownEmoji: () => new DiscordError(400, 10014, 'Unknown Emoji'),
  unknownWebhook: () => new DiscordError(404, 10015, 'Unknown Webhook'),
  unknownInteraction: () => new DiscordError(404, 10062, 'Unknown interaction'),
  unknownCommand: () => new DiscordError(404, 10063, 'Unknown application command'),
  notYourApplication: () =>
    new DiscordError(403, 20012, 'You are not authorized to perform this action on this application'),
  tooManyReactions: () => new DiscordError(400, 30010, 'Maximum number of reactions reached (20)'),
  tooManyAttachments: () => new DiscordError(400, 30015, 'Maximum number of attachments reached (10)'),
  tooManyCommands: (most: number) =>
    new DiscordError(400, 30032, `Maximum number of application commands reached (${most})`),
  tooManyCreates: (retryAfterS: number) =>
    new DiscordError(429, 30034, 'Max number of daily application command creates has been reached (200)', {
      limit: { retry_after: retryAfterS, global: false },
    }),
  rateLimited: (retryAfterS: number, global: boolean) =>
    new DiscordError(429, 0, 'You are being rate limited.', { limit: { retry_after: retryAfterS, global } }),
  tooLarge: () => new DiscordError(413, 40005, 'Request entity too large'),
  alreadyAcknowledged: () => new DiscordError(400, 40060, 'Interaction has already been acknowledged.'),
  notInDirectMessages: () => new DiscordError(403, 50003, 'Cannot execute action on a DM channel'),
  missingAccess: () => new DiscordError(403, 50001, 'Missing Access'),
  notTheAuthor: () => new DiscordError(403, 50005, 'Cannot edit a message authored by another user'),
  notInThisChannel: () => new DiscordError(400, 50024, 'Cannot execute action on this channel type'),
  tooManyPins: () => new DiscordError(400, 30003, 'Maximum number of pins reached (250)'),
  alreadyCrossposted: () => new DiscordError(400, 40033, 'This message has already been crossposted.'),
  threadExists: () => new DiscordError(400, 160004, 'A thread has already been created for this message'),
  threadArchived: () => new DiscordError(400, 50083, 'Thread is archived'),
  emptyMessage: () => new DiscordError(400, 50006, 'Cannot send an empty message'),
  missingPermissions: () => new DiscordError(403, 50013, 'Missing Permissions'),
  invalidWebhookToken: () => new DiscordError(401, 50027, 'Invalid Webhook Token'),
  invalidBody: (path: string, code: string, message: string) =>
    invalid([{ path: path.split('.').filter((step) => step !== ''), code, message }]),
  notJson: () => new DiscordError(400, 50109, 'The request body contains invalid JSON.'),
} as const;

/** Adds a fault of our own to a check: where, Discord's code, Discord's words. */
export const refuser =
  (context: z.RefinementCtx) =>
  (path: readonly (string | number)[], code: string, message: string): void =>
    context.addIssue({ code: 'custom', path: [...path], message, params: { code } });

/** A value that fits, or Discord's 50035 with every field that does not; `within` is where in the body it stands. */
export function demand<T>(schema: z.ZodType<T>, value: unknown, within: readonly string[] = []): T {
  const read = schema.safeParse(value);
  if (read.success) return read.data;
  const found = read.error.issues.map((issue) => ({
    path: [...within, ...placeOf(issue)],
    ...faultOf(issue, valueAt(value, issue.path)),
  }));
  throw invalid(found);
}

function invalid(found: readonly (Fault & { path: readonly string[] })[]): DiscordError {
  return new DiscordError(400, 50035, 'Invalid Form Body', { errors: treeOf(found) });
}

/** Discord puts a part of an unknown type at the part, and not at its type. */
function placeOf(issue: z.core.$ZodIssue): string[] {
  const path = issue.path.map(String);
  return issue.code === 'invalid_union' && issue.discriminator !== undefined ? path.slice(0, -1) : path;
}

const required: Fault = { code: 'BASE_TYPE_REQUIRED', message: 'This field is required' };

/** Discord names the type that it could not read a value as. */
const conversions: Readonly<Record<string, Fault>> = {
  string: { code: 'STRING_TYPE_CONVERT', message: 'Could not interpret value as string.' },
  int: { code: 'NUMBER_TYPE_COERCE', message: 'Value is not int.' },
  number: { code: 'NUMBER_TYPE_COERCE', message: 'Value is not float.' },
  boolean: { code: 'BOOLEAN_TYPE_CONVERT', message: 'Must be either true or false.' },
  array: { code: 'LIST_TYPE_CONVERT', message: 'Only iterables may be used in a ListType' },
  object: { code: 'MODEL_TYPE_CONVERT', message: 'Only dictionaries may be used in a ModelType' },
  record: { code: 'DICT_TYPE_CONVERT', message: 'Only dictionaries may be used in a DictType' },
};

function faultOf(issue: z.core.$ZodIssue, value: unknown): Fault {
  switch (issue.code) {
    case 'too_big':
      return isNumeric(issue.origin)
        ? { code: 'NUMBER_TYPE_MAX', message: `int value should be less than or equal to ${issue.maximum}.` }
        : { code: 'BASE_TYPE_MAX_LENGTH', message: `Must be ${issue.maximum} or fewer in length.` };
    case 'too_small':
      if (isNumeric(issue.origin)) {
        return { code: 'NUMBER_TYPE_MIN', message: `int value should be greater than or equal to ${issue.minimum}.` };
      }
      if (issue.origin === 'string' && issue.minimum === 1) return required;
      return { code: 'BASE_TYPE_MIN_LENGTH', message: `Must be ${issue.minimum} or more in length.` };
    case 'invalid_type':
      return value === undefined
        ? required
        : (conversions[issue.expected] ?? { code: 'BASE_TYPE_INVALID', message: issue.message });
    case 'invalid_union':
      return {
        code: 'UNION_TYPE_CHOICES',
        message:
          issue.discriminator === undefined
            ? 'Value is none of the types allowed.'
            : `Value of field "${issue.discriminator}" must be one of (${optionsOf(issue).join(', ')}).`,
      };
    case 'invalid_value':
      if (value === undefined) return required;
      return { code: 'BASE_TYPE_CHOICES', message: `Value must be one of {${issue.values.map(String).join(', ')}}.` };
    case 'custom':
      return { code: (issue.params?.['code'] as string | undefined) ?? 'BASE_TYPE_INVALID', message: issue.message };
    default:
      return { code: 'BASE_TYPE_INVALID', message: issue.message };
  }
}

const optionsOf = (issue: z.core.$ZodIssueInvalidUnion): readonly unknown[] =>
  'options' in issue ? (issue.options ?? []) : [];

const isNumeric = (origin: string): boolean => origin === 'number' || origin === 'int' || origin === 'bigint';

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (at, step) => (typeof at === 'object' && at !== null ? (at as Record<PropertyKey, unknown>)[step] : undefined),
    value,
  );
}

function treeOf(found: readonly (Fault & { path: readonly string[] })[]): ErrorTree {
  const root: ErrorTree = {};
  for (const { path, code, message } of found) {
    let at = root;
    for (const step of path) at = (at[step] ??= {}) as ErrorTree;
    const list = (at['_errors'] ??= []) as Fault[];
    list.push({ code, message });
  }
  return root;
}
