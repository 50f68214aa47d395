import { fileURLToPath } from 'node:url';

/** Where Node keeps what it has compiled of the bot. Filled at install (scripts/fill-compile-cache.mjs); NODE_COMPILE_CACHE names another place. */
export const compileCache: string = fileURLToPath(new URL('../node_modules/.cache/compile', import.meta.url));
