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
