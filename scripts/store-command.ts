import { parseArgs } from 'node:util';
import { loadEnvFile, readEnvironment } from '../src/config.ts';
import { exitCodes, OperatorError } from '../src/errors.ts';

/**
 * Runs a command on the store of DATABASE_URL with one argument, and with the options it declares; what the operator has to
 * mend is a line on stderr and the exit code.
 */
export function storeCommand(
  usage: string,
  options: Readonly<Record<string, { type: 'string' }>>,
  work: (url: string, argument: string, values: Readonly<Record<string, unknown>>) => void,
): void {
  try {
    const { argument, values } = read(usage, options);
    loadEnvFile();
    const { DATABASE_URL } = process.env;
    work(readEnvironment({ DATABASE_URL }).DATABASE_URL, argument, values);
  } catch (error) {
    if (!(error instanceof OperatorError)) throw error;
    for (const { problem, remedy } of error.problems) console.error(`kinoklub: ${problem}: ${remedy}`);
    process.exitCode = error.exitCode;
  }
}

/** What was typed cannot be understood: 64, with how to type it. */
export const badArguments = (problem: string, usage: string): OperatorError =>
  new OperatorError({ problem, remedy: usage }, { exitCode: exitCodes.badArguments });

function read(usage: string, options: Readonly<Record<string, { type: 'string' }>>) {
  let parsed;
  try {
    parsed = parseArgs({ options, allowPositionals: true });
  } catch (error) {
    const [sentence = ''] = (error instanceof Error ? error.message : String(error)).split('. ');
    throw badArguments(sentence, usage);
  }
  const [argument, ...more] = parsed.positionals;
  if (argument === undefined || argument === '' || more.length > 0) throw badArguments('expected one file', usage);
  return { argument, values: parsed.values };
}
