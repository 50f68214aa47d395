import { createRequire } from 'node:module';
import { pino } from 'pino';
import type { DestinationStream, Logger } from 'pino';
import type PinoPretty from 'pino-pretty';
import type { Config } from './config.ts';

type Level = Config['logLevel'];

/**
 * The process's log: JSON lines, or readable ones on a terminal. Every line passes `redact` on its way out, whatever part
 * wrote it and however deep in an error, a cause or a URL the secret sits. Written synchronously: the last line before an
 * exit is the one that matters.
 */
export function createLogger(
  options: { level: Level; format: 'pretty' | 'json'; secrets?: readonly string[] },
  destination: DestinationStream = pino.destination({ dest: 1, sync: true }),
): Logger {
  const format =
    options.format === 'pretty'
      ? pretty().prettyFactory({ colorize: process.stdout.hasColors?.() ?? false, translateTime: 'SYS:HH:MM:ss' })
      : (line: string) => line;
  return pino(
    { level: options.level, base: null, timestamp: pino.stdTimeFunctions.isoTime, serializers: { err: withoutBody } },
    { write: (line) => destination.write(format(redact(line, options.secrets))) },
  );
}

/** Loaded where a person reads along; a service, which starts with JSON, does without. */
const pretty = (): typeof PinoPretty => createRequire(import.meta.url)('pino-pretty');

/** An error of the REST client carries what was sent: whole messages, which are none of the log's business. */
function withoutBody(error: Error): object {
  const { requestBody: _body, ...rest } = pino.stdSerializers.err(error) as object & { requestBody?: unknown };
  return rest;
}

const hidden = '[redacted]';

/** Fields by name, also in JSON inside a string; then secrets by their shape. Ids stay: they are how a log is read. */
const secretShapes: readonly (readonly [shape: RegExp, replacement: string])[] = [
  [/("(?:token|authorization|DISCORD_TOKEN|session_id)"\s*:\s*")(?:[^"\\]|\\.)*/gi, `$1${hidden}`],
  [/(\\"(?:token|authorization|DISCORD_TOKEN|session_id)\\"\s*:\s*\\")[^"\\]+/gi, `$1${hidden}`],
  [/\b(Bot|Bearer) [\w-]+\.[\w-]+\.[\w-]+/g, `$1 ${hidden}`],
  // A bot token: an id in base64, a time, a signature. https://discord.com/developers/docs/reference#authentication
  [/\b[\w-]{23,30}\.[\w-]{5,8}\.[\w-]{25,}/g, hidden],
  [/(\/(?:interactions|webhooks)\/\d+\/)[^/\s"'?\\)]+/g, `$1${hidden}`],
  // An interaction token starts with "interaction:" in base64.
  [/\baW50ZXJhY3Rpb24[\w+/=-]+/g, hidden],
];

/** A text without the tokens in it. `secrets`: what must not appear either, word for word, if it is long enough to be one. */
export function redact(text: string, secrets: readonly string[] = []): string {
  const known = secrets.reduce((rest, secret) => (secret.length < 8 ? rest : rest.replaceAll(secret, hidden)), text);
  return secretShapes.reduce((rest, [shape, replacement]) => rest.replace(shape, replacement), known);
}
