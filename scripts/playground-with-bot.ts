import type { Logger } from 'pino';
import { startApp } from '../src/app.ts';
import { occurrencesOf } from '../src/domain/club-schedule.ts';
import type { Clock, Random } from '../src/domain/clock.ts';
import type { Budgets } from '../src/discord/budgets.ts';
import { Playground } from '../src/playground/server.ts';
import { discardStore, lookIntoStore } from '../src/stores/database/database.ts';
import { ScheduleStore } from '../src/stores/schedule-store.ts';

/** Starting costs nobody anything here: however often a visitor restarts the bot, it is no crash loop. */
const forgetStarts = { get: async () => [], put: async () => undefined };

/**
 * A playground with the bot running in it, in one process; `npm start` and the tests use the same. The bot does not know:
 * it is given an address, a token and a store like any other. The store is new with the playground, and stays when a
 * visitor restarts the bot. `port` 0 takes a free one. A visitor may move the clock, which both share, to the next post.
 */
export function startPlaygroundWithBot(parts: {
  port: number;
  clock: Clock;
  random: Random;
  logger: Logger;
  databaseUrl: string;
  libraryDir?: string | undefined;
  budgets?: Budgets;
  tickMs?: number | undefined;
}): Promise<Playground> {
  const { port, random, logger, databaseUrl, libraryDir, budgets, tickMs } = parts;
  let ahead = Temporal.Duration.from({ seconds: 0 });
  const clock: Clock = () => parts.clock().add(ahead);
  const levels = { logLevel: 'info', logFormat: 'json' } as const;
  let isNew = true;
  return Playground.start({
    port,
    clock,
    movable: {
      nextPost: (guildId) => lookIntoStore(databaseUrl, (db) => nextPostIn(guildId, new ScheduleStore(db))),
      moveTo: (moment) => {
        ahead = moment.since(parts.clock());
      },
    },
    startBot: ({ apiUrl, token }) => {
      if (isNew) discardStore(databaseUrl);
      isNew = false;
      const config = { token, apiUrl, devGuildId: undefined, databaseUrl, libraryDir, ...levels };
      return startApp(config, {
        clock,
        random,
        logger,
        starts: forgetStarts,
        ...(budgets && { budgets }),
        ...(tickMs && { jobTickMs: tickMs }),
      });
    },
  });
}

/** When the first of a guild’s schedules posts again. */
async function nextPostIn(guildId: string, schedules: ScheduleStore): Promise<Temporal.Instant | undefined> {
  const all = await schedules.list(guildId);
  const dates = all.flatMap((schedule) => occurrencesOf(schedule, 1).map(({ at }) => at));
  return dates.toSorted((a, b) => Temporal.Instant.compare(a, b))[0];
}
