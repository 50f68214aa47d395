import { parseArgs } from 'node:util';
import { exitCodes, OperatorError } from '../src/errors.ts';

export type Options = Readonly<Record<string, { type: 'string' }>>;

/** What a command says of itself: what it does, how to type it, and which variables it reads. */
export type Manual = Readonly<{ does: string; usage: string; reads?: string }>;

/** Says what a command is for and ends, with 0, where `--help` or `-h` was typed. */
export function helpIfAsked({ does, usage, reads }: Manual): void {
  if (!process.argv.slice(2).some((word) => word === '--help' || word === '-h')) return;
  console.log([does, usage, ...(reads === undefined ? [] : [`In the environment or in .env: ${reads}`])].join('\n'));
  process.exit(0);
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
export function readArguments(usage: string, options: Options = {}) {
  try {
    return parseArgs({ options, allowPositionals: true });
  } catch (error) {
    const [sentence = ''] = (error instanceof Error ? error.message : String(error)).split('. ');
    throw badArguments(sentence, usage);
  }
}
