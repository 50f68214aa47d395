import { optionType } from '../../../src/playground/page/commands.ts';
import type { Invocable, Option } from '../../../src/playground/page/commands.ts';

/** An option that takes words, unless told otherwise. */
export const anOption = (name: string, more: Partial<Option> = {}): Option => ({
  name,
  label: name,
  description: `the ${name}`,
  type: optionType.string,
  required: false,
  autocomplete: false,
  choices: undefined,
  channelTypes: undefined,
  min: undefined,
  max: undefined,
  ...more,
});

/** A command by what is typed: `/film theme`. */
export const aCommand = (line: string, options: readonly Option[] = [], labels = line): Invocable => ({
  commandId: '1',
  path: line.slice(1).split(' '),
  labels: labels.slice(1).split(' '),
  description: `does ${line}`,
  options,
});
