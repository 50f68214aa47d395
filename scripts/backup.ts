import { backUpStore } from '../src/stores/database/database.ts';
import { badArguments, needStore, storeCommand } from './store-command.ts';

// npm run backup -- FILE: a consistent copy of the store, also while the bot runs. Into a folder: one file for each backup.
const usage = 'npm run backup -- FILE, or npm run backup -- [--keep N] FOLDER/';

storeCommand(usage, { keep: { type: 'string' } }, (url, target, values) => {
  const keep = Number(values['keep'] ?? 7);
  if (!Number.isInteger(keep) || keep < 1) throw badArguments('--keep is not a whole number from 1', usage);
  needStore(url);
  console.log(`wrote ${backUpStore(url, target, { keep, now: Temporal.Now.instant() })}`);
});
