import type { Settings } from '../../src/config.ts';
import { loadLibrary } from '../../src/data/load-library.ts';
import { exitCodes } from '../../src/errors.ts';
import { surveyStore } from '../../src/stores/database/database.ts';
import { counted } from '../counted.ts';
import { fine, odd, wrong } from './finding.ts';
import type { Check } from './finding.ts';

const oldestNode = 26;
/** A year of a busy club, and its backups. */
const littleBytes = 500e6;

/** Whether this Node can run the bot. */
export const checkNode: Check = async () => {
  const { node } = process.versions;
  return Number(node.split('.')[0]) >= oldestNode
    ? [fine(`Node ${node}`)]
    : [wrong(`Node ${node} is too old`, `install Node ${oldestNode} or later`, exitCodes.unexpected)];
};

/** Whether the library, with the operator's own films, is sound. */
export const checkLibrary =
  ({ libraryDir }: Settings): Check =>
  async () => [fine(`library: ${counted(loadLibrary(libraryDir).films.length, 'film')}`)];

/** Whether the bot could work with its store. */
export const checkStore =
  ({ databaseUrl }: Settings): Check =>
  async () => {
    const { isNew, pending, heldBy, freeBytes } = await surveyStore(databaseUrl);
    const name = databaseUrl.startsWith('sqlite:') ? databaseUrl.slice('sqlite:'.length) : 'on PostgreSQL';
    const state = isNew
      ? 'not there yet, the next start makes it'
      : pending > 0
        ? `the next start upgrades it by ${counted(pending, 'step')}`
        : 'up to date';
    const holder = heldBy === undefined ? '' : `; in use by ${heldBy}`;
    return [
      fine(`store ${name}: ${state}${holder}`),
      ...(freeBytes !== undefined && freeBytes < littleBytes
        ? [odd(`only ${(freeBytes / 1e6).toFixed(0)} MB are left on the disk of the store`, 'make room on it')]
        : []),
    ];
  };
