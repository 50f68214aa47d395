import { describe } from 'vitest';
import type { Database } from '../../src/stores/database/database.ts';
import { bagStoreContract } from './bag-store.contract.ts';
import { databaseContract } from './database.contract.ts';
import { filmListStoreContract } from './film-list-store.contract.ts';
import { guildChangeStoreContract } from './guild-change-store.contract.ts';
import { guildIsolationContract } from './guild-isolation.contract.ts';
import { guildSettingsStoreContract } from './guild-settings-store.contract.ts';
import { guildStoreContract } from './guild-store.contract.ts';
import { memberDataStoreContract } from './member-data-store.contract.ts';
import { nominationStoreContract } from './nomination-store.contract.ts';
import { noticeStoreContract } from './notice-store.contract.ts';
import { occurrenceStoreContract } from './occurrence-store.contract.ts';
import { ratingStoreContract } from './rating-store.contract.ts';
import { postStoreContract } from './post-store.contract.ts';
import { reactionStoreContract } from './reaction-store.contract.ts';
import { scheduleStoreContract } from './schedule-store.contract.ts';
import { secretStoreContract } from './secret-store.contract.ts';
import { startStoreContract } from './start-store.contract.ts';

/** Opens a store that is new. */
export type OpenStore = () => Promise<Database>;

/** Everything that stores promise. Every kind of store runs the same. */
export function storeContract(open: OpenStore): void {
  describe('a store', () => {
    databaseContract(open);
  });
  describe('bags', () => {
    bagStoreContract(open);
  });
  describe('starts', () => {
    startStoreContract(open);
  });
  describe('secrets', () => {
    secretStoreContract(open);
  });
  describe('ratings', () => {
    ratingStoreContract(open);
  });
  describe('lists of films', () => {
    filmListStoreContract(open);
  });
  describe('posts', () => {
    postStoreContract(open);
  });
  describe('reactions', () => {
    reactionStoreContract(open);
  });
  describe('nominations', () => {
    nominationStoreContract(open);
  });
  describe('settings', () => {
    guildSettingsStoreContract(open);
  });
  describe('changes of settings', () => {
    guildChangeStoreContract(open);
  });
  describe('guilds', () => {
    guildStoreContract(open);
  });
  describe('guilds beside each other', () => {
    guildIsolationContract(open);
  });
  describe('the data of a member', () => {
    memberDataStoreContract(open);
  });
  describe('schedules', () => {
    scheduleStoreContract(open);
  });
  describe('occurrences', () => {
    occurrenceStoreContract(open);
  });
  describe('notices', () => {
    noticeStoreContract(open);
  });
}
