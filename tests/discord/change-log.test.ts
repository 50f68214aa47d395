import { pino } from 'pino';
import { expect, test } from 'vitest';
import { ChangeLog } from '../../src/discord/change-log.ts';
import { Notices } from '../../src/discord/notices.ts';
import { createRest } from '../../src/discord/rest.ts';
import { StoreUnavailable } from '../../src/errors.ts';
import { ClubSettings } from '../../src/services/club-settings.ts';
import { noMetrics } from '../../src/services/metrics.ts';
import { storesInMemory } from '../support/database.ts';
import { aLibrary } from '../support/library.ts';
import { someEvening } from '../support/requests.ts';
import { servicesOf } from '../support/services.ts';

test('a store that is away just when the bot starts does not end the start', async () => {
  const lines: string[] = [];
  const log = pino({}, { write: (line) => void lines.push(line) });
  const stores = storesInMemory();
  stores.changes.guildsWithDue = () => Promise.reject(new StoreUnavailable());
  const services = {
    ...servicesOf(aLibrary([])),
    settings: new ClubSettings({ store: stores.settings, changes: stores.changes }),
  };
  const rest = createRest({ apiUrl: 'http://127.0.0.1:1', token: 'none', metrics: noMetrics, log });
  const notices = new Notices({ rest, stopped: AbortSignal.abort() });
  await new ChangeLog({ rest, notices, services, clock: () => someEvening, log }).start();
  expect(lines.join('')).toContain('waits for the next start');
});
