import { components } from '../components/index.ts';
import { Seal } from '../discord/seal.ts';
import { openDatabase } from '../stores/database/database.ts';
import type { Database } from '../stores/database/database.ts';
import { untilStoreAnswers } from '../stores/database/patience.ts';
import { SecretStore } from '../stores/secret-store.ts';
import { StorePulse } from '../stores/store-pulse.ts';
import type { Site } from './site.ts';

/** `patiently`: asks for what the start cannot do without, however long the store is away. */
export type OpenStore = Pick<Database, 'db' | 'kind'> &
  Readonly<{ seal: Seal; patiently: <T>(ask: () => Promise<T>) => Promise<T> }>;

/** Opens what keeps the members' words, and takes from it the key that authenticates buttons. */
export async function openStore({
  config,
  checkup,
  signal,
  stack,
  ...site
}: Pick<Site, 'config' | 'checkup' | 'signal' | 'stack' | 'log'>): Promise<OpenStore> {
  const log = site.log.child({ part: 'store' });
  const { db, kind, lastChange } = stack.use(await openDatabase(config.databaseUrl, { log, signal }));
  checkup.store = new StorePulse(db);
  checkup.lastChange = lastChange;
  const patiently = <T>(ask: () => Promise<T>) => untilStoreAnswers(ask, { log, signal });
  const key = await patiently(() => new SecretStore(db).macKey());
  return { db, kind, patiently, seal: new Seal({ key, components }) };
}
