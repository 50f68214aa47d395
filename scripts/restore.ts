import { resolve } from 'node:path';
import { restoreStore } from '../src/stores/database/database.ts';
import { storeCommand } from './store-command.ts';

// npm run restore -- FILE: puts a backup in the place of the store, which no bot may hold meanwhile.
storeCommand('npm run restore -- FILE', {}, (url, backup) => {
  const aside = restoreStore(url, backup, Temporal.Now.instant());
  const store = resolve(url.slice('sqlite:'.length));
  console.log(`restored ${backup} to ${store}${aside === undefined ? '' : `; what was there before is ${aside}`}`);
});
