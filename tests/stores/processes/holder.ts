import { once } from 'node:events';
import { pino } from 'pino';
import { openDatabase } from '../../../src/stores/database/database.ts';

// Holds the store of $STORE until it is told to stop, or killed.
await using store = await openDatabase(`sqlite:${process.env['STORE']}`, { log: pino({ level: 'silent' }) });
console.log(`holding ${store.kind}`);
const alive = setInterval(() => undefined, 1000);
await once(process, 'SIGTERM');
clearInterval(alive);
