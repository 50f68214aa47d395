import { realpathSync, rmSync } from 'node:fs';
import type { Logger } from 'pino';
import type { Schema } from '../schema.ts';
import type { Database } from './database.ts';
import { LastChange } from './last-change.ts';
import { migrate, refuseNewer } from './migrate.ts';
import type { Migration } from './migration.ts';
import { kyselyOver, openFile } from './sqlite.ts';
import { copyInto, inspect, keepTwo, makeFile } from './store-file.ts';
import { StoreLock } from './store-lock.ts';
import { unusable } from './unusable.ts';

type Parts = Readonly<{ migrations: readonly Migration[]; log: Logger }>;

const inMemory = ':memory:';

/** Opens a SQLite store for this process alone, as `openDatabase` promises. `:memory:` is a store that nobody else sees. */
export async function openSqlite(path: string, parts: Parts): Promise<Database> {
  try {
    return await open(path, parts);
  } catch (error) {
    throw unusable('store', path, error);
  }
}

async function open(named: string, { migrations, log }: Parts): Promise<Database> {
  using stack = new DisposableStack();
  const path = named === inMemory ? named : holdFile(named, stack);
  const applied = named === inMemory ? [] : inspect(path);
  refuseNewer(applied, migrations);

  const file = openFile(path);
  stack.defer(() => file.isOpen && file.close());
  const next = migrations.find(({ name }) => !applied.includes(name));
  if (next && applied.length > 0) {
    const backup = `${path}.before-${next.name}`;
    copyInto(file, backup);
    keepTwo(path, backup);
    log.info({ backup }, 'the store was copied before its upgrade');
  }
  const lastChange = new LastChange();
  const db = kyselyOver<Schema>(file, (event) => lastChange.note(event));
  await migrate(db, 'sqlite', migrations);
  // From here on the thread serves members: SQLite's own wait would hold up all of them, and `db` has another (write-turn.ts).
  file.exec('pragma busy_timeout = 25');

  const open = stack.move();
  const close = async (): Promise<void> => {
    using _ = open;
    await db.destroy();
  };
  return { kind: 'sqlite', db, lastChange, [Symbol.asyncDispose]: close };
}

/** Throws a store away while nobody has it. */
export function discardSqlite(named: string): void {
  if (named === inMemory) return;
  try {
    using stack = new DisposableStack();
    const path = holdFile(named, stack);
    for (const part of ['-wal', '-shm', '']) rmSync(`${path}${part}`, { force: true });
  } catch (error) {
    throw unusable('store', named, error);
  }
}

/** The file itself, by whatever links it was named, held for this process until the stack is disposed. */
export function holdFile(named: string, stack: DisposableStack): string {
  makeFile(named);
  const path = realpathSync(named);
  stack.use(StoreLock.take(path));
  return path;
}
