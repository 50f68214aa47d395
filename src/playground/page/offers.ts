import { matching } from './command-line.ts';
import type { Choice, Invocable, Option } from './commands.ts';
import { addable, takesWords } from './draft.ts';
import type { Draft } from './draft.ts';
import type { Field } from './field.ts';
import type { Suggestion } from './suggestions.ts';
import type { Words } from './words.ts';

/** What the list above the composer holds. */
export type Offers = Readonly<{ title: string; items: readonly Suggestion[]; note: string }>;

/** What picking a line of it leads to. */
export type Picks = Readonly<{
  begin: (command: Invocable) => void;
  open: (option: Option, text: string) => void;
  choose: (option: Option, choice: Choice) => void;
}>;

/** For a field: its choices. `asking` while the bot has not answered what it would offer. */
export function choiceOffers(
  { option }: Field,
  { choices, asking, words }: Readonly<{ choices: readonly Choice[]; asking: boolean; words: Words }>,
  { choose }: Picks,
): Offers {
  const note = !option.autocomplete || choices.length > 0 ? '' : asking ? words.loading : words.nothing;
  const items = choices.map((choice) => ({ label: choice.name, pick: () => choose(option, choice) }));
  return { title: `${option.label} — ${option.description}`, items, note };
}

/** For the end of a command: options that begin as typed; other words become the value of the first that takes words. */
export function optionOffers(draft: Draft, tail: string, words: Words, { open }: Picks): Offers {
  const named = addable(draft, tail);
  const item = (option: Option, text = ''): Suggestion => ({
    label: text === '' ? option.label : `${option.label}: ${text}`,
    mark: option.required ? words.required : words.optional,
    detail: option.description,
    pick: () => open(option, text),
  });
  const free = named.length > 0 ? undefined : addable(draft).find(takesWords);
  const items = free ? [item(free, tail.trim())] : named.map((option) => item(option));
  return { title: words.options, items, note: '' };
}

/** For the message box: commands that fit what follows the slash. */
export function commandOffers(commands: readonly Invocable[], text: string, words: Words, { begin }: Picks): Offers {
  const fitting = text.startsWith('/') ? matching(commands, text) : [];
  const items = fitting.map((command) => ({
    label: `/${command.labels.join(' ')}`,
    detail: command.description,
    pick: () => begin(command),
  }));
  const note = items.length === 0 && text.startsWith('/') ? words.noCommand(text) : '';
  return { title: words.commands, items, note };
}
