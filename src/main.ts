import { once } from 'node:events';
import { constants, enableCompileCache } from 'node:module';
import { inspect } from 'node:util';
import type { Logger } from 'pino';
import { compileCache } from './compile-cache.ts';

/*
 * The process: environment in, signals, exit code. Everything else is imported below, so that a signal is heard from the
 * first moment and what Node has compiled once is read from its cache.
 */
const stopping = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    // A supervisor kills after 10 s; whatever hangs by then, this was a stop and no failure.
    setTimeout(() => process.exit(0), 9000).unref();
    stopping.abort(new Error(signal));
  });
}
// Also every rejection that nobody handles: Node makes it an exception.
process.on('uncaughtException', (error) => process.exit(report(error)));
// Who installed the bot is perhaps not who runs it, and may keep this folder to themselves: then in one for temporary files.
if (enableCompileCache(compileCache).status === constants.compileCacheStatus.FAILED) enableCompileCache();

const { exitCodes, OperatorError } = await import('./errors.ts');
let logger: Logger | undefined;

try {
  await run();
  process.exit(0);
} catch (error) {
  // A stop while starting is a stop.
  process.exit(error === stopping.signal.reason ? 0 : report(error));
}

/** The bot's life: until a signal, or until Discord closes the door for good. */
async function run(): Promise<void> {
  const { loadConfig, loadEnvFile, refuseArguments, secretsOf } = await import('./config.ts');
  refuseArguments();
  loadEnvFile();
  const config = loadConfig();
  const { createLogger } = await import('./log.ts');
  logger = createLogger({ level: config.logLevel, format: config.logFormat, secrets: secretsOf(config) });
  const { startApp } = await import('./app.ts');
  const clock = () => Temporal.Now.instant();
  await using app = await startApp(config, { clock, random: Math.random, logger, signal: stopping.signal });
  if (!stopping.signal.aborted) await Promise.race([once(stopping.signal, 'abort'), app.failed]);
  logger.info('stopping');
}

/** The operator's errors as lines on stderr, one for each problem; what nobody expected goes to the log, with its stack. */
function report(error: unknown): number {
  if (error instanceof OperatorError) {
    for (const { problem, remedy } of error.problems) process.stderr.write(`kinoklub: ${problem}: ${remedy}\n`);
    return error.exitCode;
  }
  if (logger) logger.fatal({ err: error }, 'unexpected: the process ends');
  else process.stderr.write(`kinoklub: an unexpected error: ${inspect(error)}\n`);
  return exitCodes.unexpected;
}
