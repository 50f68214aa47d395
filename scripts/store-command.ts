import { globSync, statSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { loadEnvFile, readEnvironment } from '../src/config.ts';
import { exitCodes, OperatorError } from '../src/errors.ts';

type Options = Readonly<Record<string, { type: 'string' }>>;

/**
 * Runs a command on the store of DATABASE_URL with one argument, and with the options it declares; what the operator has to
 * mend is a line on stderr and the exit code.
 */
export function storeCommand(
  usage: string,
  options: Options,
  work: (url: string, argument: string, values: Readonly<Record<string, unknown>>) => void,
): void {
  void reporting(() => {
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

/** Does the work; what the operator has to mend is a line on stderr and the exit code. */
export async function reporting(work: () => void | Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof OperatorError)) throw error;
    for (const { problem, remedy } of error.problems) console.error(`kinoklub: ${problem}: ${remedy}`);
    process.exitCode = error.exitCode;
  }
}

/** What was typed cannot be understood: 64, with how to type it. */
export const badArguments = (problem: string, usage: string): OperatorError =>
  new OperatorError({ problem, remedy: usage }, { exitCode: exitCodes.badArguments });

/** What was typed after the command; refuses options that are not declared. */
export function readArguments(usage: string, options: Options) {
  try {
    return parseArgs({ options, allowPositionals: true });
  } catch (error) {
    const [sentence = ''] = (error instanceof Error ? error.message : String(error)).split('. ');
    throw badArguments(sentence, usage);
  }
}
