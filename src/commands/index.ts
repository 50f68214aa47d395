import type { Command } from '../discord/command.ts';
import { filmDetails } from './film-details.ts';
import { film } from './film/index.ts';
import { filmdata } from './filmdata/index.ts';
import { filmconfig } from './filmconfig/index.ts';
import { filmweek } from './filmweek/index.ts';
import { rateThisFilm } from './rate-this-film.ts';
import { recountRatings } from './recount-ratings.ts';

/** Every command, listed by hand. */
export const commands: readonly Command[] = [
  film,
  filmdata,
  filmconfig,
  filmweek,
  filmDetails,
  rateThisFilm,
  recountRatings,
];
