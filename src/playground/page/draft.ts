import type { OptionInput } from '../protocol.ts';
import { plain } from './command-line.ts';
import { optionType } from './commands.ts';
import type { Choice, Invocable, Option } from './commands.ts';
import { valueOf } from './field.ts';
import type { Field, Problem, Value } from './field.ts';

/** A command being written: the fields that are open, required ones first. */
export type Draft = Readonly<{ command: Invocable; fields: readonly Field[] }>;

/** What became of words: the draft, the option one goes on writing in, and what found no place. */
type Written = Readonly<{ draft: Draft; at: Option | undefined; left: string }>;

/** Opens a command's required fields. Words after its name go to the first of them, or to the first that takes words. */
export function startDraft(command: Invocable, rest: string): Written {
  const required = command.options.filter((option) => option.required);
  const draft = { command, fields: required.map((option) => ({ option, text: '', picked: undefined })) };
  const [first] = required;
  if (rest === '') return { draft, at: first, left: '' };
  return write(draft, first ?? command.options.find(takesWords), rest);
}

/**
 * Writes into an option's field; without an option, what is not named is left. `name: value` inside of the text goes to
 * the option of that name, and one goes on in the last of these.
 */
export function write(draft: Draft, option: Option | undefined, text: string): Written {
  const { unnamed, named } = splitOptions(draft.command.options, text);
  const at = named.at(-1)?.option;
  if (!at) {
    return option ? { draft: withText(draft, option, text), at: option, left: '' } : { draft, at, left: text };
  }
  const own = named.some((pair) => pair.option.name === option?.name) ? undefined : option;
  const emptied = own && unnamed === '' && !own.required;
  const before = own ? (emptied ? without(draft, own) : withText(draft, own, unnamed)) : draft;
  const written = named.reduce((so, pair) => withText(so, pair.option, pair.text), before);
  return { draft: written, at, left: own ? '' : unnamed };
}

/** An option that any words can be given to. */
export const takesWords = ({ type, choices }: Option): boolean => type === optionType.string && !choices;

/** `theme: war private: true` as pairs; what comes before the first name is unnamed. */
function splitOptions(options: readonly Option[], rest: string) {
  const named: { option: Option; text: string }[] = [];
  let unnamed = '';
  for (const part of rest.split(/(?<=^|\s)(?=[\p{L}\p{N}_-]+:)/u)) {
    const { option, text } = readNamed(options, part);
    const last = named.at(-1);
    if (option) named.push({ option, text });
    else if (last) last.text += part;
    else unnamed += part;
  }
  return { unnamed: unnamed.trim(), named: named.map(({ option, text }) => ({ option, text: text.trim() })) };
}

/** `name: text`, if an option is called so; otherwise all of it is text. */
function readNamed(options: readonly Option[], line: string): { option: Option | undefined; text: string } {
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

/** The first field that is still empty. */
export const firstMissing = (draft: Draft): Option | undefined =>
  draft.fields.find(({ text }) => text.trim() === '')?.option;

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
    else values.set(field.option.name, read.value);
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
