import { z } from 'zod';
import { exitCodes, OperatorError } from './errors.ts';

const snowflake = z.string().regex(/^\d{1,20}$/, 'expected a Discord id, digits only');
const aPort = 'expected a port, 1-65535';
const port = z.coerce.number(aPort).int(aPort).min(1, aPort).max(65535, aPort);

const token = (whenMissing?: string) =>
  z
    .string(whenMissing)
    .regex(/^\S+$/, 'expected the bot token alone, copied whole from the Developer Portal, without “Bot” or spaces');

const store = 'expected sqlite:PATH or postgres://USER:PASSWORD@HOST/NAME';

const Environment = z.object({
  DISCORD_TOKEN: token().optional(),
  DISCORD_API_URL: z
    .url({
      protocol: /^https?$/,
      error: 'expected an http or https URL without a version, like https://discord.com/api',
    })
    .transform((url) => url.replace(/\/+$/, ''))
    .default('https://discord.com/api'),
  DISCORD_DEV_GUILD_ID: snowflake.optional(),
  DATABASE_URL: z
    .string()
    // sqlite://… is refused: nobody could tell a host from a folder there.
    .regex(/^(?:sqlite:(?!\/\/)\S.*|postgres(?:ql)?:\/\/\S+)$/, { error: store, abort: true })
    .refine((url) => url.startsWith('sqlite:') || URL.canParse(url), store)
    .default('sqlite:./var/kinoklub.db'),
  LIBRARY_DIR: z.string().optional(),
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']).default('info'),
  LOG_FORMAT: z.enum(['pretty', 'json']).optional(),
  HTTP_PORT: port.optional(),
  HTTP_HOST: z
    .string()
    .regex(/^[\w.:-]+$/, 'expected an address of this machine, like 127.0.0.1 or 0.0.0.0')
    .default('127.0.0.1'),
  PLAYGROUND_PORT: port.default(4747),
});

/** What the operator decides, read once at start. */
export type Config = Readonly<{
  token: string;
  apiUrl: string;
  devGuildId: string | undefined;
  /** What members did is kept there: `sqlite:PATH`, or a PostgreSQL URL, which holds a password. */
  databaseUrl: string;
  libraryDir: string | undefined;
  logLevel: z.infer<typeof Environment>['LOG_LEVEL'];
  logFormat: 'pretty' | 'json';
  /** Where health and metrics are served, if anywhere. */
  http?: Readonly<{ host: string; port: number }>;
}>;

/** All of it but the token. */
export type Settings = Omit<Config, 'token'>;

/** The variables that this version reads, for `.env.example` and its test. */
export const variables = Object.keys(Environment.shape);

/**
 * Reads the whole environment at once; an empty variable counts as unset.
 * Throws one OperatorError that names every problem and never a value: it might be a secret.
 */
export const readEnvironment = (env: NodeJS.ProcessEnv = process.env): z.infer<typeof Environment> =>
  parse(Environment, env);

/** Adds the lines of `.env` in the working directory, if there is one, to the environment; what is set already stays. */
export function loadEnvFile(): void {
  try {
    process.loadEnvFile();
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return;
    throw new OperatorError(
      { problem: 'the file .env cannot be read', remedy: 'make it readable, or set the variables elsewhere' },
      { exitCode: exitCodes.configuration, cause: error },
    );
  }
}

/** Everything is said in the environment: an argument is a mistake, and the OperatorError says so. */
export function refuseArguments(args: readonly string[] = process.argv.slice(2)): void {
  const [first] = args;
  if (first === undefined) return;
  throw new OperatorError(
    { problem: `an argument that means nothing here: ${first}`, remedy: 'settings are variables, see .env.example' },
    { exitCode: exitCodes.badArguments },
  );
}

function parse<Schema extends z.ZodType>(schema: Schema, env: NodeJS.ProcessEnv): z.infer<Schema> {
  const set = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value.trim() !== ''));
  const read = schema.safeParse(set);
  if (read.success) return read.data;
  throw new OperatorError(
    read.error.issues.map((issue) => {
      const name = issue.path.join('.');
      return {
        problem: `${name} is not ${Object.hasOwn(set, name) ? 'usable' : 'set'}`,
        remedy: issue.code === 'invalid_value' ? `expected one of ${issue.values.join(', ')}` : issue.message,
      };
    }),
    { exitCode: exitCodes.configuration },
  );
}

/** Without a token there is no bot. */
const BotEnvironment = Environment.extend({
  DISCORD_TOKEN: token(
    'put the bot token into .env (README, “Get a token”), or try the bot without one: npm run playground',
  ),
});

/** The bot's configuration. Throws like `readEnvironment`; a missing token is one of the problems. */
export function loadConfig(env: NodeJS.ProcessEnv = process.env): Config {
  const read = parse(BotEnvironment, env);
  return { token: read.DISCORD_TOKEN, ...settingsOf(read) };
}

/** What is configured beside the token, which may be missing or wrong. Throws like `readEnvironment`. */
export const loadSettings = (env: NodeJS.ProcessEnv = process.env): Settings =>
  settingsOf(parse(Environment.omit({ DISCORD_TOKEN: true }), env));

function settingsOf(read: Omit<z.infer<typeof Environment>, 'DISCORD_TOKEN'>): Settings {
  return {
    apiUrl: read.DISCORD_API_URL,
    devGuildId: read.DISCORD_DEV_GUILD_ID,
    databaseUrl: read.DATABASE_URL,
    libraryDir: read.LIBRARY_DIR,
    logLevel: read.LOG_LEVEL,
    logFormat: read.LOG_FORMAT ?? (process.stdout.isTTY ? 'pretty' : 'json'),
    ...(read.HTTP_PORT !== undefined && { http: { host: read.HTTP_HOST, port: read.HTTP_PORT } }),
  };
}

/** What must not appear in a log, word for word. */
export const secretsOf = ({ token, databaseUrl }: Config): readonly string[] => {
  const password = URL.parse(databaseUrl)?.password ?? '';
  return [token, databaseUrl.startsWith('sqlite:') ? '' : databaseUrl, password, decodeURIComponent(password)];
};
