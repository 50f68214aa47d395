import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { loadConfig, readEnvironment, variables } from '../src/config.ts';
import { OperatorError } from '../src/errors.ts';

const token = 'MTIzNDU2Nzg5MDEyMzQ1Njc4.GabcdE.abcdefghijklmnopqrstuvwxyz0123456789ab';

function problemsOf(env: NodeJS.ProcessEnv): string[] {
  try {
    loadConfig(env);
  } catch (error) {
    if (error instanceof OperatorError) return error.problems.map(({ problem, remedy }) => `${problem}: ${remedy}`);
    throw error;
  }
  return [];
}

test('a token is all that an operator must supply', () => {
  expect(loadConfig({ DISCORD_TOKEN: token })).toMatchObject({
    token,
    apiUrl: 'https://discord.com/api',
    devGuildId: undefined,
    databaseUrl: 'sqlite:./var/kinoklub.db',
    libraryDir: undefined,
    logLevel: 'info',
  });
});

test('an empty variable counts as not set', () => {
  expect(loadConfig({ DISCORD_TOKEN: token, DISCORD_API_URL: '', LOG_LEVEL: ' ' }).logLevel).toBe('info');
});

test('an address with a slash at its end means the same address', () => {
  expect(readEnvironment({ DISCORD_API_URL: 'http://127.0.0.1:4747/api/' }).DISCORD_API_URL).toBe(
    'http://127.0.0.1:4747/api',
  );
});

test.each([
  'sqlite:./var/kinoklub.db',
  'sqlite:/srv/club/kino klub.db',
  'postgres://u:p@db/club',
  'postgresql://db/club',
])('a store can be %s', (url) => expect(readEnvironment({ DATABASE_URL: url }).DATABASE_URL).toBe(url));

test.each([
  'kinoklub.db',
  'sqlite:',
  'sqlite: ',
  'sqlite:///var/kinoklub.db',
  'mysql://db/club',
  'postgres:club',
  'postgres://db:port/club',
])('a store cannot be %j, and the password in it is not repeated', (url) =>
  expect(problemsOf({ DISCORD_TOKEN: token, DATABASE_URL: url })).toEqual([
    'DATABASE_URL is not usable: expected sqlite:PATH or postgres://USER:PASSWORD@HOST/NAME',
  ]),
);

test('all problems of the environment are named at once', () => {
  const problems = problemsOf({
    DISCORD_TOKEN: 'Bot oops',
    DISCORD_API_URL: 'ftp://discord.com',
    DISCORD_DEV_GUILD_ID: 'my server',
    LOG_LEVEL: 'loud',
    PLAYGROUND_PORT: '70000',
    HTTP_PORT: '0',
    HTTP_HOST: 'here please',
  });
  expect(problems).toHaveLength(7);
  expect(problems.join('\n')).toContain('LOG_LEVEL is not usable: expected one of trace, debug, info');
});

test('health and metrics are served where the operator says, and only then', () => {
  expect(loadConfig({ DISCORD_TOKEN: token, HTTP_HOST: '0.0.0.0' })).not.toHaveProperty('http');
  expect(loadConfig({ DISCORD_TOKEN: token, HTTP_PORT: '9090' }).http).toEqual({ host: '127.0.0.1', port: 9090 });
  expect(loadConfig({ DISCORD_TOKEN: token, HTTP_PORT: '9090', HTTP_HOST: '::' }).http?.host).toBe('::');
});

test('a problem never repeats the value, which may be a secret', () => {
  const problems = problemsOf({
    DISCORD_TOKEN: 'Bot s3cr3t',
    DISCORD_API_URL: 'nope-s3cr3t',
    DISCORD_DEV_GUILD_ID: 's3cr3t',
  });
  expect(problems).toHaveLength(3);
  expect(problems.join('\n')).not.toContain('s3cr3t');
});

test('without a token the operator is told where to put one', () => {
  expect(problemsOf({})).toEqual([expect.stringContaining('DISCORD_TOKEN is not set: put the bot token into .env')]);
});

test('.env.example names every variable that is read, and no other', () => {
  const named = [...readFileSync('.env.example', 'utf8').matchAll(/^#? ?([A-Z_]+)=/gm)].map(([, name]) => name);
  expect(new Set(named)).toEqual(new Set(variables));
  expect(named).toHaveLength(variables.length);
});
