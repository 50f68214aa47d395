import { sql } from 'kysely';
import { pino } from 'pino';
import { expect, test } from 'vitest';
import { openStore } from '../../src/app/open-store.ts';
import { StoreUnavailable } from '../../src/errors.ts';
import { Checkup } from '../../src/services/checkup.ts';
import { obstacles } from '../../src/services/vitals.ts';
import { StartStore } from '../../src/stores/start-store.ts';
import { someEvening } from '../support/requests.ts';
import { noMetrics } from '../../src/services/metrics.ts';

test('a full disk makes the bot not ready, though the store answers, until a change goes in again', async () => {
  await using stack = new AsyncDisposableStack();
  const checkup = new Checkup();
  const levels = { logLevel: 'silent', logFormat: 'json' } as const;
  const config = { token: '', apiUrl: '', devGuildId: undefined, libraryDir: undefined, ...levels };
  const { db } = await openStore({
    ...{ config: { ...config, databaseUrl: 'sqlite::memory:' }, checkup, stack, metrics: noMetrics },
    ...{ clock: () => someEvening, random: () => 0.5, log: pino({ level: 'silent' }) },
    ...{ signal: new AbortController().signal, applicationId: () => '' },
  });
  const complaint = 'the store did not take the last change: the log says why';
  const starts = new StartStore(db);
  const many = Array.from({ length: 5000 }, (_, at) => at);

  await sql`pragma max_page_count = 1`.execute(db);
  await expect(starts.put(many)).rejects.toThrow(StoreUnavailable);
  expect(await starts.get()).toEqual([]);
  const full = await checkup.vitals();
  expect(full.store.answers).toBe(true);
  expect(obstacles(full)).toContain(complaint);

  await sql`pragma max_page_count = 1000000`.execute(db);
  await starts.put(many);
  expect(obstacles(await checkup.vitals())).not.toContain(complaint);
});
