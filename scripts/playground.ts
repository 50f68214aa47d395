import { once } from 'node:events';
import { loadEnvFile, readEnvironment, refuseArguments } from '../src/config.ts';
import { exitCodes, OperatorError } from '../src/errors.ts';
import { createLogger } from '../src/log.ts';
import { claimStore } from '../src/stores/database/database.ts';
import { startPlaygroundWithBot } from './playground-with-bot.ts';

// npm run playground: the bot and a pretend Discord in one terminal, whatever the environment says of a token.
const stopping = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    setTimeout(() => process.exit(0), 9000).unref();
    stopping.abort();
  });
}

try {
  await play();
  process.exit(0);
} catch (error) {
  if (!(error instanceof OperatorError)) throw error;
  for (const { problem, remedy } of error.problems) console.error(`kinoklub: ${problem}: ${remedy}`);
  process.exit(error.exitCode);
}

async function play(): Promise<void> {
  refuseArguments();
  loadEnvFile();
  // What is set for the real Discord does not matter here. The bot's own lines come only when asked for, or when they
  // matter: a visitor wants to see the address.
  const { PLAYGROUND_PORT, LIBRARY_DIR, LOG_LEVEL = 'warn', LOG_FORMAT } = process.env;
  const read = readEnvironment({ PLAYGROUND_PORT, LIBRARY_DIR, LOG_LEVEL, LOG_FORMAT });
  const { PLAYGROUND_PORT: port, LIBRARY_DIR: libraryDir } = read;
  const logger = createLogger({
    level: read.LOG_LEVEL,
    format: read.LOG_FORMAT ?? (process.stdout.isTTY ? 'pretty' : 'json'),
  });
  // A second playground in this folder, on a port of its own, needs a store of its own as well; also while the first one's bot
  // is stopped.
  const usual = 'sqlite:./var/playground.db';
  using claim = claimStore(usual);
  const databaseUrl = claim ? usual : `sqlite:./var/playground-${port}.db`;
  const clock = () => Temporal.Now.instant();
  const starting = startPlaygroundWithBot({ port, clock, random: Math.random, logger, databaseUrl, libraryDir });
  await using playground = await starting.catch((error: unknown) => {
    throw isBusyPort(error) ? busyPort(port) : error;
  });
  console.log(`The page: ${playground.url}`);
  console.log(`The API:  ${playground.apiUrl}`);
  console.log('Open the page and type /film. Ctrl+C stops both.');
  if (!stopping.signal.aborted) await once(stopping.signal, 'abort');
}

function isBusyPort(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
}

function busyPort(port: number): OperatorError {
  return new OperatorError(
    { problem: `port ${port} is in use`, remedy: 'stop the other process, or set PLAYGROUND_PORT to a free port' },
    { exitCode: exitCodes.configuration },
  );
}
