import { pino } from 'pino';
import type { Logger } from 'pino';
import { servicesOver } from '../../src/app/create-services.ts';
import type { Stores } from '../../src/app/create-stores.ts';
import { FilmIndex } from '../../src/data/film-index.ts';
import type { Clock } from '../../src/domain/clock.ts';
import type { Film } from '../../src/domain/film.ts';
import type { Library } from '../../src/domain/library.ts';
import type { Channels } from '../../src/services/channels.ts';
import type { Guilds } from '../../src/services/guilds.ts';
import { noMetrics } from '../../src/services/metrics.ts';
import type { Metrics } from '../../src/services/metrics.ts';
import type { Services } from '../../src/services/services.ts';
import { storesInMemory } from './database.ts';
import { aFilm, aLibrary, seededRandom } from './library.ts';
import { someEvening } from './requests.ts';

type Parts = Readonly<{
  stores?: Stores;
  metrics?: Metrics;
  channels?: Channels;
  guilds?: Guilds;
  clock?: Clock;
  log?: Logger;
}>;

const nowhere = (): Promise<never> => Promise.reject(new Error('there is no Discord here'));
/** No Discord: whoever asks it for something is told so. */
export const noChannels: Channels = { send: nowhere, find: nowhere, react: nowhere, count: nowhere, list: nowhere };

export const noGuilds: Guilds = { look: nowhere, greet: nowhere, invitation: () => '' };

/** The services that doors get, over a library; chance can be repeated. */
export function servicesOf(library: Library, parts: Parts = {}): Services {
  const {
    stores = storesInMemory(),
    metrics = noMetrics,
    channels = noChannels,
    guilds = noGuilds,
    clock = () => someEvening,
    log = pino({ level: 'silent' }),
  } = parts;
  return servicesOver(stores, {
    ...{ films: new FilmIndex(library), kind: 'sqlite', channels, guilds, clock, metrics },
    ...{ random: seededRandom(1), log, isMember: () => Promise.resolve(true) },
  });
}

/** The services of a club that has these films. */
export const aClub = (films: readonly Film[] = [aFilm()]): Services => servicesOf(aLibrary(films));
