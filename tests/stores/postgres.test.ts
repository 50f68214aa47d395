import { pino } from 'pino';
import { afterAll, beforeAll, describe } from 'vitest';
import { openDatabase } from '../../src/stores/database/database.ts';
import { noPostgres, PostgresServer } from '../support/postgres.ts';
import { storeContract } from './contract.ts';

const log = pino({ level: 'silent' });

describe.skipIf(noPostgres !== '')(`PostgreSQL${noPostgres}`, () => {
  let server: PostgresServer;
  beforeAll(async () => {
    server = await PostgresServer.start();
  });
  afterAll(() => server[Symbol.asyncDispose]());

  storeContract(async () => openDatabase(await server.freshUrl(), { log }));
});
