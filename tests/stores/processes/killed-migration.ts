import { pino } from 'pino';
import { migrations } from '../../../src/stores/database/migrations/index.ts';
import { openSqlite } from '../../../src/stores/database/sqlite-store.ts';

// Opens the store of $STORE and is killed in the middle of the migration $MIGRATION, its work done and not committed.
const killed = migrations.map((migration) =>
  migration.name === process.env['MIGRATION']
    ? {
        ...migration,
        up: async (...parts: Parameters<typeof migration.up>) => {
          await migration.up(...parts);
          process.kill(process.pid, 'SIGKILL');
        },
      }
    : migration,
);
await openSqlite(process.env['STORE'] ?? '', { migrations: killed, log: pino({ level: 'silent' }) });
