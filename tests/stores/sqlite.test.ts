import { pino } from 'pino';
import { describe } from 'vitest';
import { openDatabase } from '../../src/stores/database/database.ts';
import { memoryDatabase } from '../support/database.ts';
import { storeContract } from './contract.ts';
import { freshStorePath } from './store-path.ts';

const log = pino({ level: 'silent' });

describe('SQLite in memory', () => {
  storeContract(memoryDatabase);
});
describe('SQLite in a file', () => {
  storeContract(() => openDatabase(`sqlite:${freshStorePath()}`, { log }));
});
