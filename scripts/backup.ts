import { backUpStore } from '../src/stores/database/database.ts';
import { badArguments } from './arguments.ts';
import { needStore, storeCommand } from './store-command.ts';

const usage = 'npm run backup -- FILE, or npm run backup -- [--keep N] FOLDER/';
const does =
  'Copies the store as it is at a moment, also while the bot runs. A folder gets a file for each backup, and keeps the last N (7).';

storeCommand({ does, usage, reads: 'DATABASE_URL.' }, { keep: { type: 'string' } }, (url, target, values) => {
  const keep = Number(values['keep'] ?? 7);
  if (!Number.isInteger(keep) || keep < 1) throw badArguments('--keep is not a whole number from 1', usage);
  needStore(url);
  console.log(`wrote ${backUpStore(url, target, { keep, now: Temporal.Now.instant() })}`);
});
