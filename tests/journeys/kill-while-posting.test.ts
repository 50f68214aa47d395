import { setImmediate as nextTurn, setTimeout as sleep } from 'node:timers/promises';
import { ChannelType } from 'discord.js';
import type { Kysely } from 'kysely';
import { expect, test } from 'vitest';
import type { Posting } from '../../src/domain/posting.ts';
import type { RestFault } from '../../src/playground/faults/rest-faults.ts';
import { ScheduleStore } from '../../src/stores/schedule-store.ts';
import type { Schema } from '../../src/stores/schema.ts';
import { seededRandom } from '../support/library.ts';
import { once, WeeklyClub } from '../support/weekly-club.ts';

/*
 * The bot as a process of its own, killed from outside (SIGKILL) at each step of a post and at any time, and started again
 * after a moment, after minutes in which Discord has forgotten the nonce, or after hours.
 */

/** More by `KILL_SEEDS=50`: each kills at every moment once, in about a minute. Told with what the store and the channel were found to hold. */
const seeds = Number(process.env['KILL_SEEDS'] ?? 1);
const steps = { thread: true, pin: true, published: true };

/** A post on its way, as seen from outside: by the playground, by its ledger, and in the file of the store. */
type Scene = Readonly<{
  club: WeeklyClub;
  db: Kysely<Schema>;
  name: string;
  random: () => number;
  kill: () => void;
  /** How many messages and requests there were before. */
  before: Readonly<{ posts: number; requests: number; faults: number }>;
}>;

const message = { method: 'POST', path: /^\/channels\/\d+\/messages$/ };
const startsThread = { method: 'POST', path: /\/threads$/ };
const pins = { method: 'PUT', path: /\/pins\// };
const publishes = { method: 'POST', path: /\/crosspost$/ };

/** Resolves when the moment to kill has come. */
const moments: Readonly<Record<string, (scene: Scene) => Promise<unknown>>> = {
  'as it is claimed': async (scene) => {
    await until(() => newRequests(scene).some(({ path }) => path === '/gateway'));
    return sleep(40 * scene.random());
  },
  'once it has left the queue': async (scene) => {
    plan(scene, message, { cut: 'before' });
    const key = { guildId: scene.club.playground.world.guild.id, name: scene.name };
    return until(async () => (await new ScheduleStore(scene.db).get(key))?.queue.length === 1);
  },
  'before Discord takes it': (scene) => met(scene, message, { cut: 'before' }),
  'before Discord takes it after all': (scene) => met(scene, message, { delayMs: 300 }),
  'as Discord takes it': (scene) => changed(scene, () => post(scene) !== undefined),
  'before its id is stored': async (scene) => {
    await until(() => newRequests(scene).some(({ method, path }) => method === 'POST' && message.path.test(path)));
    return sleep(4 * scene.random());
  },
  'between reactions': (scene) => {
    const count = 1 + Math.floor(4 * scene.random());
    return changed(scene, () => (post(scene)?.reactions.size ?? 0) >= count);
  },
  'before its thread': (scene) => met(scene, startsThread, { cut: 'before' }),
  'after its thread': (scene) =>
    changed(scene, () => scene.club.playground.world.channels.some(({ id }) => id === post(scene)?.message.id)),
  'before its pin': (scene) => met(scene, pins, { cut: 'before' }),
  'after its pin': (scene) => changed(scene, () => post(scene)?.message.pinned === true),
  'before it is published': (scene) => met(scene, publishes, { cut: 'before' }),
  'after it is published': (scene) => changed(scene, () => ((post(scene)?.message.flags ?? 0) & 1) === 1),
  'at any time': (scene) => sleep(5000 * scene.random()),
};

function post({ club, before }: Scene) {
  const made = club.posts[before.posts];
  return made && club.playground.world.messages.get(made.id);
}

const newRequests = ({ club, before }: Scene) => club.playground.ledger.requests.slice(before.requests);

async function until(seen: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await seen())) await nextTurn();
}

/** Kills at once when it changes, before the bot is answered. */
async function changed({ club, kill }: Scene, seen: () => boolean): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const forget = club.playground.world.watch(() => {
    if (!seen()) return;
    kill();
    resolve();
  });
  await promise;
  forget();
}

const plan = ({ club }: Scene, where: typeof message, fault: RestFault): void =>
  club.playground.faults.rest.next(where, fault);

/** Something goes wrong with a request: resolves as it comes. */
async function met(scene: Scene, where: typeof message, fault: RestFault): Promise<void> {
  plan(scene, where, fault);
  const { ledger } = scene.club.playground;
  return until(() => ledger.events('fault').length > scene.before.faults);
}

/** How far the store had come. */
async function stored({ club, db, name }: Scene): Promise<Posting['state'] | 'unclaimed'> {
  const [record] = await club.history(db, name);
  return record?.posting.state ?? 'unclaimed';
}

test(
  'killed at any moment and started again: one post, its reactions, thread and pin, published once, and the queue one shorter',
  { timeout: 60_000 + seeds * 180_000 },
  async () => {
    const random = seededRandom(Number(process.env['SEED'] ?? 1));
    const found: Record<string, Record<string, number>> = {};
    for (let seed = 0; seed < seeds; seed += 1) {
      await using club = await WeeklyClub.start();
      const { world, ledger, faults } = club.playground;
      const news = world.channels.find(({ type }) => type === ChannelType.GuildAnnouncement);
      if (!news) throw new Error('the playground has announcements');
      news.overwrites = [];
      let bot = await club.bot();
      await using db = club.openStore();
      for (const [at, [moment, comes]] of Object.entries(moments).entries()) {
        const name = `film-${at}`;
        const before = {
          ...{ posts: club.posts.length, requests: ledger.requests.length },
          faults: ledger.events('fault').length,
        };
        const { child } = bot;
        const kill = (): void => void child.kill('SIGKILL');
        const scene = { club, db, name, random, before, kill };
        const come = comes(scene);
        await club.due(db, name, { channelId: news.id, channelKind: 'announcement', thread: true, pin: true });
        await come;
        kill();
        await bot.ended;
        faults.clear();
        const state = `${await stored(scene)}, ${post(scene) ? 'there' : 'not there'}`;
        const states = (found[moment] ??= {});
        states[state] = (states[state] ?? 0) + 1;
        await db.deleteFrom('session_starts').execute();
        club.pass([0, 150, 3 * 3600][Math.floor(3 * random())] ?? 0);
        bot = await club.bot();
        expect([seed, moment, state, await club.outcome(db, name)]).toEqual([seed, moment, state, once(steps)]);
      }
      bot.child.kill('SIGTERM');
      expect((await bot.ended).code).toBe(0);
    }
    if (seeds > 1) console.log(JSON.stringify(found, undefined, 2));
  },
);
