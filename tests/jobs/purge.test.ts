import { pino } from 'pino';
import { expect, test } from 'vitest';
import { jobs } from '../../src/jobs/index.ts';
import { Ticker } from '../../src/jobs/ticker.ts';
import { storesInMemory } from '../support/database.ts';
import { aLibrary } from '../support/library.ts';
import { someEvening } from '../support/requests.ts';
import { servicesOf } from '../support/services.ts';

test('guilds that were left are looked at although something else cannot be forgotten today', async () => {
  const stores = storesInMemory();
  await stores.guilds.putLeft(['1'], someEvening.subtract({ hours: 24 * 31 }));
  stores.members.forgetAnswered = () => Promise.reject(new Error('a table that is damaged'));
  const services = servicesOf(aLibrary([]), { stores });
  await using _ = new Ticker({ jobs, services, clock: () => someEvening, log: pino({ level: 'silent' }), tickMs: 5 });
  // The bot is found to be in it all the same.
  await expect.poll(() => stores.guilds.joined()).toEqual(['1']);
});
