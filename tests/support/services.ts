import { FilmIndex } from '../../src/data/film-index.ts';
import { TimeZones } from '../../src/data/time-zones.ts';
import type { Film } from '../../src/domain/film.ts';
import type { Library } from '../../src/domain/library.ts';
import { pino } from 'pino';
import { BallotBox } from '../../src/services/ballot-box.ts';
import { ClubSettings } from '../../src/services/club-settings.ts';
import { FactTurns } from '../../src/services/fact-turns.ts';
import { FilmLists } from '../../src/services/film-lists.ts';
import { MemberData } from '../../src/services/member-data.ts';
import { noMetrics } from '../../src/services/metrics.ts';
import { Nominations } from '../../src/services/nominations.ts';
import { RandomDraw } from '../../src/services/random-draw.ts';
import { Ratings } from '../../src/services/ratings.ts';
import type { Services } from '../../src/services/services.ts';
import { Turns } from '../../src/services/turns.ts';
import { storesInMemory } from './database.ts';
import { someEvening } from './requests.ts';
import { aFilm, aLibrary, seededRandom } from './library.ts';

/** The services that doors get, over a library; chance can be repeated. */
export function servicesOf(library: Library, stores = storesInMemory(), metrics = noMetrics): Services {
  const films = new FilmIndex(library);
  const log = pino({ level: 'silent' });
  const ballots = new BallotBox({ store: stores.reactions, clock: () => someEvening, metrics, log });
  const settings = new ClubSettings({ store: stores.settings, changes: stores.changes });
  const turns = new Turns({ bags: stores.bags, random: seededRandom(1) });
  return {
    films,
    draws: new RandomDraw({ films, turns }),
    facts: new FactTurns({ turns }),
    ratings: new Ratings({ films, store: stores.ratings }),
    lists: new FilmLists({ store: stores.lists }),
    members: new MemberData({ store: stores.members, settled: () => ballots.settled() }),
    settings,
    nominations: new Nominations({ store: stores.nominations, settings }),
    zones: new TimeZones(),
    ballots,
  };
}

/** The services of a club that has these films. */
export const aClub = (films: readonly Film[] = [aFilm()]): Services => servicesOf(aLibrary(films));
