import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { Playground } from '../src/playground/server.ts';
import { freePort } from './support/free-port.ts';
import { noPostgres, PostgresServer } from './support/postgres.ts';
import { startProcess } from './support/process.ts';

/*
 * The doctor as an operator runs it, beside a playground, with and without the bot.
 */
let playground: Playground;
let folder: string;
let bots: ReturnType<typeof startProcess>[] = [];

beforeEach(async () => {
  playground = await Playground.start({ port: 0 });
  folder = mkdtempSync(join(tmpdir(), 'kinoklub-doctor-'));
});
afterEach(async () => {
  for (const bot of bots) bot.child.kill('SIGKILL');
  await Promise.all(bots.map(({ ended }) => ended));
  bots = [];
  await playground[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true });
});

const address = () => ({ DISCORD_API_URL: playground.apiUrl, DISCORD_TOKEN: playground.token });
function startBot(env: Record<string, string> = {}): ReturnType<typeof startProcess> {
  const bot = startProcess('src/main.ts', { ...address(), LOG_FORMAT: 'json', ...env }, folder);
  bots.push(bot);
  return bot;
}

/** Runs the doctor; gives back its exit code and its lines. */
async function ask(env: Record<string, string> = {}) {
  const { code, stdout, stderr } = await startProcess('scripts/doctor.ts', { ...address(), ...env }, folder).ended;
  expect(stderr).toBe('');
  expect(stdout).not.toContain(playground.token);
  const lines = stdout.trim().split('\n');
  expect(lines.filter((line) => !/^[✓!✗] \S/.test(line))).toEqual([]);
  return { code, lines, bad: lines.filter((line) => !line.startsWith('✓')) };
}

/** A Discord between the doctor and the playground, whose answers are a little different. */
async function between(change: { aheadMs?: number; answers?: Record<string, object> }) {
  const server = createServer((request, response) => {
    const { host: _, connection: __, ...headers } = request.headers as Record<string, string>;
    const path = (request.url ?? '').replace('/api', '');
    void fetch(`${playground.apiUrl}${path}`, { headers }).then(async (answer) => {
      const body = (await answer.json()) as object;
      response.setHeader('date', new Date(Date.now() + (change.aheadMs ?? 0)).toUTCString());
      response.writeHead(answer.status, { 'content-type': 'application/json' });
      const changed = change.answers?.[path.replace('/v10', '')];
      response.end(JSON.stringify(changed ? { ...body, ...changed } : body));
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    env: { DISCORD_API_URL: `http://127.0.0.1:${port}/api` },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

test('beside a bot that runs all is well, each check says so in a line, and nobody starts a session for it', async () => {
  const bot = startBot();
  await bot.until('kinoklub is ready');
  const sessions = () => playground.ledger.events('gateway').length;
  const before = sessions();
  const { code, lines, bad } = await ask();
  expect(bad).toEqual([]);
  expect(code).toBe(0);
  expect(lines).toEqual([
    expect.stringMatching(/^✓ Node 26\./),
    '✓ library: 61 films',
    expect.stringMatching(
      new RegExp(`^✓ store \\./var/kinoklub\\.db: up to date; in use by process ${bot.child.pid} on \\S+, since 2`),
    ),
    expect.stringMatching(/^✓ Discord answers at http:\/\/127\.0\.0\.1:\d+\/api in \d+ ms$/),
    "✓ clock: the same as Discord's",
    '✓ token: Discord takes it, for the application kinoklub',
    '✓ intents: none that is privileged is needed, and none is on',
    expect.stringMatching(/^✓ starts: \d+ of 1000 left today$/),
    expect.stringMatching(/^✓ commands: \d+ are registered everywhere$/),
    '✓ permissions: all that posts need, in 1 server',
  ]);
  expect(sessions()).toBe(before);
  bot.child.kill('SIGTERM');
  expect(await bot.ended).toMatchObject({ code: 0, stderr: '' });
});

test('before the first start it says what that will do, and makes nothing itself', async () => {
  const { code, lines, bad } = await ask();
  expect(code).toBe(0);
  expect(lines).toContain('✓ store ./var/kinoklub.db: not there yet, the next start makes it');
  expect(bad).toEqual([
    expect.stringMatching(
      /^! commands everywhere: to be added: film, .*: start the bot, or npm run commands:register$/,
    ),
  ]);
  expect(existsSync(join(folder, 'var'))).toBe(false);
  expect(playground.snapshot('').commands).toEqual([]);
});

test('an environment that cannot work is told whole, with 78', async () => {
  const { code, bad } = await ask({ LOG_LEVEL: 'loud', HTTP_PORT: '0', DISCORD_TOKEN: '' });
  expect(code).toBe(78);
  expect(bad).toHaveLength(3);
  expect(bad.join('\n')).toMatch(/^✗ DISCORD_TOKEN is not set: put the bot token into \.env/m);
});

test.each(['', 'Bot 123'])(
  'without a token that could be one (%j) it names that, and checks all that needs none',
  async (token) => {
    const { code, lines, bad } = await ask({ DISCORD_TOKEN: token });
    expect(code).toBe(78);
    expect(bad).toEqual([expect.stringMatching(/^✗ DISCORD_TOKEN is not (?:set|usable): /)]);
    expect(lines.filter((line) => line.startsWith('✓'))).toEqual([
      expect.stringMatching(/^✓ Node /),
      expect.stringMatching(/^✓ library: \d+ films$/),
      '✓ store ./var/kinoklub.db: not there yet, the next start makes it',
      expect.stringMatching(/^✓ Discord answers at /),
      "✓ clock: the same as Discord's",
    ]);
  },
);

test('a token that Discord refuses ends it with 69, after what the machine has to say', async () => {
  const { code, lines, bad } = await ask({ DISCORD_TOKEN: 'another-token' });
  expect(code).toBe(69);
  expect(bad).toEqual([expect.stringMatching(/^✗ Discord refuses the token: copy it anew from the Developer Portal/)]);
  expect(lines.at(-1)).toBe(bad[0]);
  expect(lines.join()).not.toContain('another-token');
});

test('without a network it says so, with 69, and checks the machine nevertheless', async () => {
  const { code, lines, bad } = await ask({ DISCORD_API_URL: `http://127.0.0.1:${await freePort()}/api` });
  expect(code).toBe(69);
  expect(bad).toEqual([
    expect.stringMatching(/^✗ Discord does not answer at http.* \(.*ECONNREFUSED.*\): check the network/),
  ]);
  expect(lines).toContain('✓ library: 61 films');
});

test('an address that is not Discord’s is told from one that is', async () => {
  const { code, bad } = await ask({ DISCORD_API_URL: playground.url });
  expect(code).toBe(69);
  expect(bad).toEqual([expect.stringMatching(/^✗ Discord does not answer at .*DISCORD_API_URL$/)]);
});

test('a store from a newer version, or a damaged one, is 74, and stays as it is', async () => {
  const bot = startBot({ DATABASE_URL: 'sqlite:club.db' });
  await bot.until('kinoklub is ready');
  bot.child.kill('SIGTERM');
  await bot.ended;
  const file = new DatabaseSync(join(folder, 'club.db'));
  file.exec("insert into migrations values ('9999-from-the-future', 1)");
  file.close();
  const newer = await ask({ DATABASE_URL: 'sqlite:club.db' });
  expect(newer.code).toBe(74);
  expect(newer.bad).toEqual([expect.stringMatching(/^✗ the store is newer than this kinoklub .*: run the version/)]);
  const older = new DatabaseSync(join(folder, 'club.db'));
  older.exec("delete from migrations where name = '9999-from-the-future' or name like '0005%'");
  older.close();
  expect((await ask({ DATABASE_URL: 'sqlite:club.db' })).lines).toContain(
    '✓ store club.db: the next start upgrades it by 1 step',
  );
  writeFileSync(join(folder, 'letter.db'), 'a letter to somebody '.repeat(500));
  const damaged = await ask({ DATABASE_URL: 'sqlite:letter.db' });
  expect(damaged.code).toBe(74);
  expect(damaged.bad[0]).toMatch(/^✗ the store .*letter\.db is damaged .*: npm run restore/);
}, 60_000);

test('a clock that is off is odd, and wrong with 78 when it is far off', async () => {
  await using early = await between({ aheadMs: -20_000 });
  const odd = await ask(early.env);
  expect(odd.code).toBe(0);
  expect(odd.bad.join('\n')).toMatch(/^! clock: (1[89]|2[012]) s ahead of Discord's: let the system set its clock/m);
  await using late = await between({ aheadMs: 600_000 });
  const wrong = await ask(late.env);
  expect(wrong.code).toBe(78);
  expect(wrong.bad.join('\n')).toMatch(/^✗ clock: (59[89]|60[01]) s behind Discord's: /m);
});

test('what is set wrong in the Developer Portal is told, and how few starts are left', async () => {
  const limit = { total: 1000, remaining: 3, reset_after: 7_200_000, max_concurrency: 1 };
  await using discord = await between({
    answers: {
      '/applications/@me': { flags: 1 << 19, interactions_endpoint_url: 'https://example.org', name: 'k\u001B[2Jno' },
      '/gateway/bot': { session_start_limit: limit },
    },
  });
  const { code, lines, bad } = await ask(discord.env);
  expect(code).toBe(69);
  expect(bad.slice(0, 3)).toEqual([
    expect.stringMatching(/^✗ commands go to an Interactions Endpoint URL, not to the bot: clear that field/),
    expect.stringMatching(/^! intents: Message Content on, although/),
    expect.stringMatching(/^! starts: 3 of 1000 left today: .* 2\.0 h from now$/),
  ]);
  expect(lines.join('\n')).not.toContain('\u001B');
});

test('a server whose roles allow too little is named, with what is missing and a link that asks for it', async () => {
  const [everyone] = playground.world.roles;
  if (everyone) everyone.permissions &= ~(1n << 6n) & ~(1n << 14n);
  const { code, bad } = await ask();
  expect(code).toBe(0);
  expect(bad.at(-1)).toBe(
    `! Film club (${playground.world.guild.id}) lacks for posts: Embed Links, Add Reactions: invite it again: https://discord.com/oauth2/authorize?client_id=${playground.world.applicationId}&scope=bot+applications.commands&permissions=85056`,
  );
});

test('a guild for developing that the bot cannot reach is 78', async () => {
  const { code, bad } = await ask({ DISCORD_DEV_GUILD_ID: '1' });
  expect(code).toBe(78);
  expect(bad).toEqual([expect.stringMatching(/^✗ Discord takes no commands for the guild 1 .*DISCORD_DEV_GUILD_ID/)]);
});

test.skipIf(noPostgres !== '')(
  `a PostgreSQL that is there, that is new, and that does not answer${noPostgres}`,
  async () => {
    await using server = await PostgresServer.start();
    const DATABASE_URL = await server.freshUrl();
    expect((await ask({ DATABASE_URL })).lines).toContain(
      '✓ store on PostgreSQL: not there yet, the next start makes it',
    );
    const bot = startBot({ DATABASE_URL });
    await bot.until('kinoklub is ready');
    expect(await ask({ DATABASE_URL })).toMatchObject({ code: 0, bad: [] });
    bot.child.kill('SIGTERM');
    await bot.ended;
    await server.stop();
    const { code, bad, lines } = await ask({ DATABASE_URL });
    expect(code).toBe(74);
    expect(bad).toEqual([expect.stringMatching(/^✗ PostgreSQL does not answer .*: start it, and check/)]);
    expect(lines.join()).not.toContain('a-password-for-tests');
  },
  60_000,
);
