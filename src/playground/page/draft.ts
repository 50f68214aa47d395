import type { OptionInput } from '../protocol.ts';
import { plain } from './command-line.ts';
import { optionType } from './commands.ts';
import type { Choice, Invocable, Option } from './commands.ts';
import { valueOf } from './field.ts';
import type { Field, Problem, Value } from './field.ts';

/** A command being written: the fields that are open, required ones first. */
export type Draft = Readonly<{ command: Invocable; fields: readonly Field[] }>;

/**
 * Opens a command's required fields. Words after its name go to the first of them, or to the first option that takes
 * words; `option: value` names the option itself.
 */
export function startDraft(command: Invocable, rest: string): Draft {
  const { unnamed, named } = splitOptions(command.options, rest);
  const first = command.options.find(({ required }) => required) ?? command.options.find(takesWords);
  const texts = new Map(named);
  if (first && unnamed !== '' && !texts.has(first.name)) texts.set(first.name, unnamed);
  const open = command.options.filter(({ name, required }) => required || texts.has(name));
  return { command, fields: open.map((option) => ({ option, text: texts.get(option.name) ?? '', picked: undefined })) };
}

/** An option that any words can be given to. */
export const takesWords = ({ type, choices }: Option): boolean => type === optionType.string && !choices;

/** `theme: war private: true` as pairs; what comes before the first name is unnamed. */
function splitOptions(options: readonly Option[], rest: string) {
  const named: [string, string][] = [];
  let unnamed = '';
  for (const part of rest.split(/(?<=^|\s)(?=[\p{L}\p{N}_-]+:)/u)) {
    const { option, text } = readNamed(options, part);
    const last = named.at(-1);
    if (option) named.push([option.name, text]);
    else if (last) last[1] += part;
    else unnamed += part;
  }
  // While nothing follows, the visitor may be in the middle of several words.
  const words = named.length > 0 ? unnamed.trim() : unnamed.trimStart();
  return { unnamed: words, named: named.map(([name, value]) => [name, value.trim()] as const) };
}

/** `name: text`, if an option is called so; otherwise all of it is text. */
export function readNamed(options: readonly Option[], line: string): { option: Option | undefined; text: string } {
  const [, name = '', text = ''] = /^([\p{L}\p{N}_-]+):\s*([\s\S]*)$/u.exec(line) ?? [];
  const option = options.find((known) => [known.name, known.label].some((one) => plain(one) === plain(name)));
  return option ? { option, text } : { option, text: line };
}

/** Options without a field yet that begin with what was typed. */
export const addable = ({ command, fields }: Draft, typed = ''): readonly Option[] =>
  command.options
    .filter(({ name }) => !fields.some(({ option }) => option.name === name))
    .filter(({ name, label }) => [name, label].some((known) => plain(known).startsWith(plain(typed))));

/** Opens a field, or writes into the one that is open. */
export function withText(draft: Draft, option: Option, text: string, picked?: Choice): Draft {
  const written = { option, text, picked };
  const open = draft.fields.some((known) => known.option.name === option.name);
  const fields = open
    ? draft.fields.map((known) => (known.option.name === option.name ? written : known))
    : [...draft.fields, written];
  return { ...draft, fields };
}

export const without = (draft: Draft, option: Option): Draft => ({
  ...draft,
  fields: draft.fields.filter((known) => known.option.name !== option.name),
});

/** The first required field that is still empty. */
export const firstMissing = (draft: Draft): Option | undefined =>
  draft.fields.find(({ option, text }) => option.required && text.trim() === '')?.option;

/**
 * What all fields say, by the options' names, and the first reason why that cannot be sent. `knownOf` gives the only
 * choices of an option that has such.
 */
export function valuesOf(
  { fields }: Draft,
  knownOf: (option: Option) => readonly Choice[],
): Readonly<{ values: ReadonlyMap<string, Value>; problem: Problem | undefined }> {
  const values = new Map<string, Value>();
  let problem: Problem | undefined;
  for (const field of fields) {
    const read = valueOf(field, knownOf(field.option));
    if ('problem' in read) problem ??= read.problem;
    else if (read.value !== undefined) values.set(field.option.name, read.value);
  }
  return { values, problem };
}

/** The fields as Discord sends them, inside the command's subcommand. */
export function optionInputs(
  { command, fields }: Draft,
  values: ReadonlyMap<string, Value>,
  focused?: string,
): readonly OptionInput[] {
  const inner: readonly OptionInput[] = fields.flatMap(({ option: { name, type } }) => {
    const value = values.get(name);
    if (value === undefined) return [];
    return [{ name, type, value, ...(name === focused && { focused: true }) }];
  });
  return command.path.slice(1).reduceRight<readonly OptionInput[]>((options, name, at, { length }) => {
    const type = at === length - 1 ? optionType.subcommand : optionType.group;
    return [{ name, type, options }];
  }, inner);
}
