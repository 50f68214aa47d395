import { createServer } from 'node:http';
import { once } from 'node:events';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { Playground } from '../../src/playground/server.ts';
import { textOf, Visitor } from '../support/club.ts';
import { freePort } from '../support/free-port.ts';
import { noPostgres, PostgresServer } from '../support/postgres.ts';
import { startRealBot } from '../support/real-bot.ts';

/*
 * The real process in a playground, asked over HTTP as an operator's tools ask.
 */
let playground: Playground;
let port: number;
let bots: ReturnType<typeof startRealBot>[] = [];

beforeEach(async () => {
  playground = await Playground.start({ port: 0, heartbeatIntervalMs: 1000 });
  port = await freePort();
});
afterEach(async () => {
  for (const bot of bots) bot.child.kill('SIGKILL');
  await Promise.all(bots.map(({ ended }) => ended));
  bots = [];
  await playground[Symbol.asyncDispose]();
});

function start(env: Record<string, string> = {}): ReturnType<typeof startRealBot> {
  const bot = startRealBot(playground, { HTTP_PORT: String(port), ...env });
  bots.push(bot);
  return bot;
}

type Verdict = Readonly<{ status: number; body: { ok: boolean; problems?: string[] } }>;

async function ask(path: string): Promise<Verdict> {
  const response = await fetch(`http://127.0.0.1:${port}${path}`);
  return { status: response.status, body: (await response.json()) as Verdict['body'] };
}
const until = (path: string, verdict: object): Promise<void> =>
  vi.waitFor(async () => expect(await ask(path)).toMatchObject(verdict), { timeout: 20_000, interval: 20 });
const good = { status: 200, body: { ok: true } };
const bad = (problem: string) => ({ status: 503, body: { ok: false, problems: [problem] } });

/** Every sample of a scrape: its name with labels, and its value. Throws for a line that Prometheus could not read. */
async function scrape(): Promise<ReadonlyMap<string, number>> {
  const response = await fetch(`http://127.0.0.1:${port}/metrics`);
  expect(response.headers.get('content-type')).toMatch(/^text\/plain; version=0\.0\.4/);
  const label = '[a-zA-Z_][a-zA-Z0-9_]*="(?:[^"\\\\\\n]|\\\\.)*"';
  const sample = new RegExp(
    `^([a-zA-Z_:][a-zA-Z0-9_:]*(?:\\{${label}(?:,${label})*\\})?) (-?[0-9.e+-]+|[Nn]a[Nn]|[+-]Inf)$`,
  );
  const lines = (await response.text()).split('\n').filter((line) => line !== '');
  return new Map(
    lines
      .filter((line) => !/^# (?:HELP|TYPE) [a-zA-Z_:][a-zA-Z0-9_:]* ./.test(line))
      .map((line) => {
        const [, name, value] = sample.exec(line) ?? [];
        if (name === undefined) throw new Error(`no sample: ${line}`);
        return [name, Number(value)];
      }),
  );
}

test('a bot at work is healthy and ready, and counts what it does, of nobody in particular', async () => {
  const bot = start();
  await bot.until('kinoklub is ready');
  expect([await ask('/healthz'), await ask('/readyz')]).toEqual([good, good]);
  await using anna = new Visitor(playground.url, playground.world.people[0]?.id ?? '');
  const card = await anna.command('/film info', { film: 'the-ascent' });
  await anna.press(await anna.press(card, 'Rate'), '5 ★');
  await anna.choices('/film info', 'film', 'asc');
  await expect(anna.command('/film info', { film: 'x'.repeat(60) })).resolves.toSatisfy((view) => textOf(view) !== '');
  await vi.waitFor(
    async () => expect((await scrape()).get('kinoklub_gateway_heartbeat_seconds{shard="0"}')).toBeGreaterThan(0),
    5000,
  );

  const samples = await scrape();
  for (const [name, value] of Object.entries({
    'answers_total{command="film info",outcome="done"}': 2,
    'answers_total{command="component rate",outcome="done"}': 1,
    'answers_total{command="component score",outcome="done"}': 1,
    'answers_total{command="choices for film info",outcome="done"}': 1,
    'answer_seconds_count{command="film info"}': 2,
    'rest_requests_total{method="POST",route="/interactions/:id/:token/callback",status="204"}': 5,
    'rest_requests_total{method="GET",route="/gateway/bot",status="200"}': 1,
    'rest_requests_total{method="PUT",route="/applications/:id/commands",status="200"}': 1,
    'gateway_sessions_total{how="new"}': 1,
    'gateway_shards{state="connected"}': 1,
    'gateway_shards{state="down"}': 0,
    guilds: 1,
    store_up: 1,
    store_waiting_rows: 0,
    store_stalled_seconds: 0,
    reactions_received_total: 0,
    reactions_durable_total: 0,
  }))
    expect.soft(samples.get(`kinoklub_${name}`), name).toBe(value);
  // The scheduler has begun, and gone round lately.
  expect(samples.get('kinoklub_scheduler_stalled_seconds')).toBeGreaterThan(0);
  expect([...samples.keys()].filter((name) => /^nodejs_eventloop_lag|^process_resident/.test(name))).not.toEqual([]);
  // No id, no token, nothing that anybody typed.
  expect([...samples.keys()].filter((name) => /\d{15}|xxx|the-ascent/.test(name))).toEqual([]);
  expect([...samples.keys()].join('\n')).not.toContain(playground.token);
  expect((await fetch(`http://127.0.0.1:${port}/`)).status).toBe(404);
  bot.child.kill('SIGTERM');
  expect(await bot.ended).toMatchObject({ code: 0, stderr: '' });
}, 60_000);

test('the reactions of members are counted as they come, once they are kept, and as they are compared', async () => {
  const bot = start();
  await bot.until('kinoklub is ready');
  const { world } = playground;
  const [anna, clara] = [world.people[0], world.people.find(({ role }) => role === 'moderator')];
  await using member = new Visitor(playground.url, anna?.id ?? '');
  await using moderator = new Visitor(playground.url, clara?.id ?? '');
  await moderator.press(
    await moderator.command('/film info', { film: 'the-ascent', private: true }),
    'Post for rating',
  );
  const post = await moderator.until('the post with its reactions', ({ messages }) =>
    Object.values(messages)
      .flat()
      .find(({ message }) => message.reactions?.length === 5),
  );
  for (const emoji of ['4️⃣', '5️⃣']) await member.act({ do: 'react', messageId: post.message.id, emoji });
  await member.act({ do: 'unreact', messageId: post.message.id, emoji: '4️⃣' });
  await moderator.menu('Recount ratings', post);
  const counted = async (name: string) => (await scrape()).get(`kinoklub_${name}`);
  await vi.waitFor(async () => {
    expect(await counted('reactions_received_total')).toBe(3);
    expect(await counted('reactions_durable_total')).toBe(3);
  }, 20_000);
  const compared = [...(await scrape())].filter(([name]) => name.startsWith('kinoklub_reconciled_posts_total'));
  expect(compared.reduce((sum, [, value]) => sum + value, 0)).toBeGreaterThan(0);
}, 60_000);

test('a heartbeat that nobody answers makes it unhealthy, until it is connected again', async () => {
  const bot = start();
  await bot.until('kinoklub is ready');
  playground.faults.gateway.silence();
  playground.faults.gateway.refuseConnections(4000);
  await until('/healthz', bad('shard 0 missed a heartbeat and is not connected again'));
  await until('/healthz', good);
  await until('/readyz', good);
  expect((await scrape()).get('kinoklub_gateway_sessions_total{how="resumed"}')).toBe(1);
}, 60_000);

test('while Discord is away it is healthy, but not ready', async () => {
  playground.faults.outage(60_000);
  const bot = start();
  await bot.until('health and metrics are served');
  await until('/readyz', { status: 503 });
  expect(await ask('/healthz')).toEqual(good);
  playground.faults.clear();
  await until('/readyz', good);
  playground.faults.gateway.refuseConnections(2000);
  playground.faults.gateway.drop();
  await until('/readyz', bad('shard 0 is not connected'));
  expect(await ask('/healthz')).toEqual(good);
  await until('/readyz', good);
}, 60_000);

test('while Discord refuses the commands it is healthy, and not ready: the next start tries again', async () => {
  playground.faults.rest.next({ method: 'PUT', path: /commands$/ }, { refused: 400, code: 50_035 });
  const refused = start();
  await refused.until('kinoklub is ready');
  await until('/readyz', bad('Discord refused the commands: the log says why, and the next start tries again'));
  expect(await ask('/healthz')).toEqual(good);
  refused.child.kill('SIGTERM');
  await refused.ended;
  const taken = start();
  await taken.until('kinoklub is ready');
  await until('/readyz', good);
}, 60_000);

test.skipIf(noPostgres !== '')(
  `while PostgreSQL is away it is healthy, but not ready${noPostgres}`,
  async () => {
    await using server = await PostgresServer.start();
    const bot = start({ DATABASE_URL: await server.freshUrl() });
    await bot.until('kinoklub is ready');
    await until('/readyz', good);
    await server.stop();
    // Beside it stands what was just being written, if anything was.
    const problems: unknown = expect.arrayContaining(['the store does not answer']);
    await until('/readyz', { status: 503, body: { ok: false, problems } });
    expect((await scrape()).get('kinoklub_store_up')).toBe(0);
    expect(await ask('/healthz')).toEqual(good);
    await server.resume();
    await until('/readyz', good);
  },
  60_000,
);

describe('an address that it cannot have ends it with 78 and one line, before it reaches Discord:', () => {
  test('a port that another program has', async () => {
    await using other = createServer().listen(port, '127.0.0.1');
    await once(other, 'listening');
    const { code, stderr } = await start().ended;
    expect(code).toBe(78);
    expect(stderr).toMatch(/^kinoklub: nothing can be served at 127\.0\.0\.1:\d+ \(EADDRINUSE\): [^\n]*HTTP_PORT\n$/);
    expect(playground.ledger.requests).toEqual([]);
  });

  test('a host that is another machine', async () => {
    const { code, stderr } = await start({ HTTP_HOST: '192.0.2.1' }).ended;
    expect(code).toBe(78);
    expect(stderr).toMatch(/^kinoklub: nothing can be served at 192\.0\.2\.1:\d+ \(\w+\): HTTP_HOST [^\n]*\n$/);
  });
});

test('without a port nothing is served, and nothing of it is even loaded', async () => {
  const spy = `import{registerHooks}from"node:module";
    registerHooks({load(url,context,next){if(/prom-client|hono/.test(url))console.log("loaded:"+url);return next(url,context)}})`;
  const watched = { NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(spy)}` };
  const without = start({ ...watched, HTTP_PORT: '' });
  await without.until('kinoklub is ready');
  expect(without.output.stdout).not.toContain('loaded:');
  without.child.kill('SIGTERM');
  await without.ended;
  const served = start(watched);
  await served.until('kinoklub is ready');
  expect(served.output.stdout).toContain('loaded:');
}, 60_000);
