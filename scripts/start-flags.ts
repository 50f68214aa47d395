import manifest from '../package.json' with { type: 'json' };

/** The flags with which `npm start` starts node, for whatever must run as the bot does. */
export const startFlags: readonly string[] = manifest.scripts.start.split(' ').filter((part) => part.startsWith('--'));
