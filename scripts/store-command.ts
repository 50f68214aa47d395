import { globSync, statSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { loadEnvFile, readEnvironment } from '../src/config.ts';
import { exitCodes, OperatorError } from '../src/errors.ts';
import { badArguments, helpIfAsked, readArguments, reporting } from './arguments.ts';
import type { Manual, Options } from './arguments.ts';

/**
 * Runs a command on the store of DATABASE_URL with one argument, and with the options it declares; what the operator has to
 * mend is a line on stderr and the exit code.
 */
export function storeCommand(
  manual: Manual,
  options: Options,
  work: (url: string, argument: string, values: Readonly<Record<string, unknown>>) => void,
): void {
  helpIfAsked(manual);
  void reporting(() => {
    const { usage } = manual;
    const { positionals, values } = readArguments(usage, options);
    const [argument, ...more] = positionals;
    if (argument === undefined || argument === '' || more.length > 0) throw badArguments('expected one file', usage);
    loadEnvFile();
    const { DATABASE_URL } = process.env;
    work(readEnvironment({ DATABASE_URL }).DATABASE_URL, argument, values);
  });
}

/**
 * Refuses (74) a SQLite store that is not there, for who reads one, and says where it was looked for. Where a playground has
 * left its store in this folder, it was perhaps that one: then with the command that reads it.
 */
export function needStore(url: string): void {
  const path = url.startsWith('sqlite:') ? resolve(url.slice('sqlite:'.length)) : undefined;
  if (path === undefined || isStore(path)) return;
  const by = process.env['DATABASE_URL'] ? 'which DATABASE_URL names' : 'where it is unless DATABASE_URL names another';
  const [played] = globSync('var/playground*.db').filter(isStore).toSorted();
  const hint = played === undefined ? '' : `; for the playground's store: ${again(`DATABASE_URL=sqlite:./${played}`)}`;
  throw new OperatorError(
    {
      problem: `there is no store at ${path}, ${by}`,
      remedy: `check DATABASE_URL, and the folder that you run this in${hint}`,
    },
    { exitCode: exitCodes.storeUnusable },
  );
}

const isStore = (path: string): boolean => (statSync(path, { throwIfNoEntry: false })?.size ?? 0) > 0;

/** The command that was typed, with this before it. */
function again(variable: string): string {
  const [, script = '', ...typed] = process.argv;
  const words = typed.map((word) => (/^[\w./:=-]+$/.test(word) ? word : JSON.stringify(word)));
  return [variable, 'npm run', basename(script, '.ts'), ...(words.length > 0 ? ['--', ...words] : [])].join(' ');
}
