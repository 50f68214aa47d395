import { plain } from './command-line.ts';
import { optionType } from './commands.ts';
import type { Choice, Option } from './commands.ts';

/** An option of the command being written, as it stands in its field. */
export type Field = Readonly<{ option: Option; text: string; picked: Choice | undefined }>;

/** Why a field cannot be sent. */
export type Problem = Readonly<{
  option: Option;
  reason: 'missing' | 'choice' | 'number' | 'integer' | 'range' | 'length';
}>;

export type Value = string | number | boolean;

/** Of a field's known choices those that fit its text, beginnings first; after a pick all of them again. */
export function fitting({ text, picked }: Field, known: readonly Choice[]): readonly Choice[] {
  const wanted = picked ? '' : plain(text);
  const begins = known.filter(({ name, value }) => [name, String(value)].some((one) => plain(one).startsWith(wanted)));
  const contains = known.filter((choice) => !begins.includes(choice) && plain(choice.name).includes(wanted));
  return [...begins, ...contains];
}

/** The choice that a text names exactly; a channel or role also without its sign. */
export const choiceCalled = (choices: readonly Choice[], text: string): Choice | undefined =>
  choices.find(({ name, value }) =>
    [name, name.replace(/^[#@]/, ''), String(value)].some((known) => plain(known) === plain(text)),
  );

/**
 * What a field says, or why it cannot be sent: as in Discord, an optional one is filled or taken away. `known` are the
 * only choices there are, of an option that has such.
 */
export function valueOf(
  { option, text, picked }: Field,
  known: readonly Choice[],
): Readonly<{ value: Value } | { problem: Problem }> {
  const problem = (reason: Problem['reason']) => ({ problem: { option, reason } });
  const typed = text.trim();
  if (typed === '') return problem('missing');
  const choice = picked ?? choiceCalled(known, typed);
  if (choice) return { value: option.type === optionType.boolean ? choice.value === 'true' : choice.value };
  if (known.length > 0) return problem('choice');
  const { min = -Infinity, max = Infinity } = option;
  if (option.type === optionType.integer || option.type === optionType.number) {
    const value = Number(typed.replace(',', '.'));
    if (!Number.isFinite(value)) return problem('number');
    if (option.type === optionType.integer && !Number.isInteger(value)) return problem('integer');
    return value < min || value > max ? problem('range') : { value };
  }
  return typed.length < min || typed.length > max ? problem('length') : { value: typed };
}
