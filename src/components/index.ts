import type { Component } from '../discord/component.ts';
import { anotherFilm, anotherOfMine } from './another-film.ts';
import { cataloguePage } from './catalogue.ts';
import { collectionSwitch } from './collection-switch.ts';
import { collectionPage, collectionSelect } from './collection.ts';
import { drawnFact } from './drawn-fact.ts';
import { listPage } from './film-list.ts';
import { anotherFact, filmCardButton, filmChoice, filmEnding, filmSelect, filmSimilar } from './film.ts';
import { helpPage } from './help.ts';
import { historyPage } from './history.ts';
import { setListed, toggleListed } from './listed.ts';
import { deleteData, keepData } from './member-data.ts';
import { nominateChoice, takeBack } from './nominate.ts';
import {
  acceptNomination,
  decideNomination,
  declineForm,
  declineNomination,
  nominationSelect,
  nominationsPage,
} from './nomination.ts';
import { clearWatchlist, listedPage } from './own-list.ts';
import { giveScore, rateChoice, rateFilm, withdrawScore } from './rating.ts';
import { postInstead, postMissed } from './post-now.ts';
import { postForRating, vote } from './rating-post.ts';
import { recountChoice } from './recount.ts';
import { searchPage } from './search-results.ts';
import { undoChange } from './settings.ts';
import { setupChoose, setupCity, setupCityForm, setupGo, setupUndo } from './setup.ts';
import { themeChoice, themePage, themeSelect } from './theme.ts';
import { topPage } from './top.ts';
import { clearQueue, fillQueue, fillWith, queuePage, requeue } from './queue.ts';
import { undoScheduleChange } from './schedule-change.ts';
import {
  cancelSchedule,
  confirmSchedule,
  moreSettings,
  openAgain,
  removeSchedule,
  restForm,
  scheduleTheme,
  whenForm,
} from './schedule.ts';
import { weekFilm } from './week-film.ts';
import { weekCard } from './weekly-post.ts';

/** Every button, menu and form, listed by hand. */
export const components: readonly Component[] = [
  acceptNomination,
  anotherFact,
  anotherFilm,
  anotherOfMine,
  cataloguePage,
  clearWatchlist,
  collectionPage,
  collectionSelect,
  collectionSwitch,
  decideNomination,
  declineForm,
  declineNomination,
  deleteData,
  drawnFact,
  fillQueue,
  fillWith,
  filmCardButton,
  filmChoice,
  filmEnding,
  filmSelect,
  filmSimilar,
  giveScore,
  helpPage,
  historyPage,
  keepData,
  listPage,
  listedPage,
  moreSettings,
  openAgain,
  nominateChoice,
  nominationSelect,
  nominationsPage,
  postForRating,
  postInstead,
  postMissed,
  rateChoice,
  rateFilm,
  recountChoice,
  restForm,
  scheduleTheme,
  searchPage,
  setListed,
  takeBack,
  themeChoice,
  themePage,
  themeSelect,
  toggleListed,
  topPage,
  undoChange,
  undoScheduleChange,
  setupChoose,
  setupCity,
  setupCityForm,
  setupGo,
  setupUndo,
  vote,
  weekCard,
  weekFilm,
  whenForm,
  cancelSchedule,
  clearQueue,
  confirmSchedule,
  queuePage,
  requeue,
  removeSchedule,
  withdrawScore,
];
