import { resolve } from 'node:path';
import { restoreStore } from '../src/stores/database/database.ts';
import { storeCommand } from './store-command.ts';

const manual = {
  does: 'Puts a backup in the place of the store, after a check. No bot may hold the store meanwhile; the old one is kept beside it.',
  ...{ usage: 'npm run restore -- FILE', reads: 'DATABASE_URL.' },
};

storeCommand(manual, {}, (url, backup) => {
  const aside = restoreStore(url, backup, Temporal.Now.instant());
  const store = resolve(url.slice('sqlite:'.length));
  console.log(`restored ${backup} to ${store}${aside === undefined ? '' : `; what was there before is ${aside}`}`);
});
