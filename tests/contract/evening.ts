import { pino } from 'pino';
import { startApp } from '../../src/app.ts';
import { Playground } from '../../src/playground/server.ts';
import { Stage } from '../playground/stage.ts';
import { Line, someIntents } from '../playground/wire.ts';
import type { Frame } from '../playground/wire.ts';
import { Club, endless } from '../support/club.ts';
import { seededRandom } from '../support/library.ts';
import { spendAnEvening } from './bot/evening.ts';
import { fullLibrary } from './bot/library.ts';
import { askRarely } from './bot/rare-requests.ts';
import { Client } from './client/client.ts';
import { tryCommands } from './client/commands.ts';
import { tryIdentity, tryImpatience } from './client/identity.ts';
import { tryInteractions } from './client/interactions.ts';
import { tryMessages } from './client/messages.ts';
import { tryPosts } from './client/posts.ts';
import { tryReactions } from './client/reactions.ts';
import { Wiretap } from './wiretap.ts';
import type { Call } from './wiretap.ts';

/** All that was said: by our bot, by a client that tries everything, and by the gateway to both. */
export type Evening = Readonly<{ bot: readonly Call[]; client: readonly Call[]; events: readonly Frame[] }>;

/** Also what is written in channels and in direct messages, and the reactions to it. */
const intents = someIntents | (1 << 9) | (1 << 12) | (1 << 13);

/** The bot with all that members do, and a client with all that the playground can. */
export async function wholeEvening(): Promise<Evening> {
  await using tap = new Wiretap();
  await using clientTap = new Wiretap();
  const events = [
    ...(await spendWithBot(tap)),
    ...(await onStage(tap, askRarely)),
    ...(await onStage(clientTap, async (stage) => {
      const client = new Client(stage);
      for (const attempt of [
        tryIdentity,
        tryCommands,
        tryMessages,
        tryPosts,
        tryReactions,
        tryInteractions,
        tryImpatience,
      ])
        await attempt(client);
    })),
  ];
  return { bot: tap.calls, client: clientTap.calls, events };
}

async function spendWithBot(tap: Wiretap): Promise<readonly Frame[]> {
  using library = fullLibrary();
  let later = Temporal.Duration.from({ hours: 0 });
  const clock = (): Temporal.Instant => Temporal.Now.instant().add(later);
  const [random, logger] = [seededRandom(1), pino({ level: 'silent' })];
  const settings = { libraryDir: library.path, devGuildId: undefined, databaseUrl: 'sqlite::memory:' };
  const logs = { logLevel: 'silent', logFormat: 'json' } as const;
  const playground = await Playground.start({
    port: 0,
    clock,
    startBot: async ({ apiUrl, token }) =>
      startApp(
        { apiUrl: await tap.open(apiUrl), token, ...settings, ...logs },
        { clock, random, logger, budgets: endless() },
      ),
  });
  await using club = new Club(playground);
  await using line = new Line(playground);
  await line.identify(playground, { intents });
  await line.event('READY');
  await spendAnEvening(club, () => {
    later = later.add({ hours: 72 });
  });
  return line.frames;
}

async function onStage(tap: Wiretap, act: (stage: Stage) => Promise<void>): Promise<readonly Frame[]> {
  await using stage = await Stage.open({ intents, through: (apiUrl) => tap.open(apiUrl), patient: true });
  await act(stage);
  return stage.line.frames;
}
