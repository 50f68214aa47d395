import type { Logger } from 'pino';
import { startApp } from '../src/app.ts';
import type { Clock, Random } from '../src/domain/clock.ts';
import { Playground } from '../src/playground/server.ts';

/**
 * A playground with the bot running in it, in one process; `npm start` and the tests use the same. The bot does not know:
 * it is given an address and a token like any other. `port` 0 takes a free one.
 */
export function startPlaygroundWithBot(parts: {
  port: number;
  clock: Clock;
  random: Random;
  logger: Logger;
  libraryDir?: string | undefined;
}): Promise<Playground> {
  const { port, clock, random, logger, libraryDir } = parts;
  return Playground.start({
    port,
    clock,
    startBot: ({ apiUrl, token }) =>
      startApp(
        {
          token,
          apiUrl,
          devGuildId: undefined,
          databaseUrl: 'sqlite::memory:',
          libraryDir,
          stateDir: undefined,
          logLevel: 'info',
          logFormat: 'json',
        },
        { clock, random, logger },
      ),
  });
}
