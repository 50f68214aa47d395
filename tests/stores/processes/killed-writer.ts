import { pino } from 'pino';
import { openDatabase } from '../../../src/stores/database/database.ts';
import { StartStore } from '../../../src/stores/start-store.ts';

// Writes to the store of $STORE and is killed before it can close it.
const store = await openDatabase(`sqlite:${process.env['STORE']}`, { log: pino({ level: 'silent' }) });
await new StartStore(store.db).put([77]);
process.kill(process.pid, 'SIGKILL');
