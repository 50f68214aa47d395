import { z } from 'zod';
import { exitCodes, OperatorError } from './errors.ts';

const snowflake = z.string().regex(/^\d{1,20}$/, 'expected a Discord id, digits only');
const port = z.coerce
  .number('expected a port')
  .int('expected a port')
  .min(1, 'expected a port')
  .max(65535, 'expected a port');

const Environment = z.object({
  DISCORD_TOKEN: z
    .string()
    .regex(/^\S+$/, 'expected the bot token alone, copied whole from the Developer Portal, without “Bot” or spaces')
    .optional(),
  DISCORD_API_URL: z
    .url({
      protocol: /^https?$/,
      error: 'expected an http or https URL without a version, like https://discord.com/api',
    })
    .transform((url) => url.replace(/\/+$/, ''))
    .default('https://discord.com/api'),
  DISCORD_DEV_GUILD_ID: snowflake.optional(),
  LIBRARY_DIR: z.string().optional(),
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']).default('info'),
  LOG_FORMAT: z.enum(['pretty', 'json']).optional(),
  PLAYGROUND_PORT: port.default(4747),
});

/** What the operator decides, read once at start. */
export type Config = Readonly<{
  token: string;
  apiUrl: string;
  devGuildId: string | undefined;
  libraryDir: string | undefined;
  logLevel: z.infer<typeof Environment>['LOG_LEVEL'];
  logFormat: 'pretty' | 'json';
}>;

/** The variables that this version reads, for `.env.example` and its test. */
export const variables = Object.keys(Environment.shape);

/**
 * Reads the whole environment at once; an empty variable counts as unset.
 * Throws one OperatorError that names every problem and never a value: it might be a secret.
 */
export function readEnvironment(env: NodeJS.ProcessEnv = process.env): z.infer<typeof Environment> {
  const set = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value.trim() !== ''));
  const read = Environment.safeParse(set);
  if (read.success) return read.data;
  throw new OperatorError(
    read.error.issues.map((issue) => ({
      problem: `${issue.path.join('.')} is not usable`,
      remedy: issue.code === 'invalid_value' ? `expected one of ${issue.values.join(', ')}` : issue.message,
    })),
    { exitCode: exitCodes.configuration },
  );
}

/** The bot's configuration. Without a token there is no bot: throws an OperatorError that says how to get one. */
export function loadConfig(env: NodeJS.ProcessEnv = process.env): Config {
  const read = readEnvironment(env);
  if (read.DISCORD_TOKEN === undefined) {
    throw new OperatorError(
      {
        problem: 'DISCORD_TOKEN is not set',
        remedy: 'put the bot token into .env (README, “Get a token”), or try the bot without one: npm run playground',
      },
      { exitCode: exitCodes.configuration },
    );
  }
  return {
    token: read.DISCORD_TOKEN,
    apiUrl: read.DISCORD_API_URL,
    devGuildId: read.DISCORD_DEV_GUILD_ID,
    libraryDir: read.LIBRARY_DIR,
    logLevel: read.LOG_LEVEL,
    logFormat: read.LOG_FORMAT ?? (process.stdout.isTTY ? 'pretty' : 'json'),
  };
}
