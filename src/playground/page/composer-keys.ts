import { readCommandLine } from './command-line.ts';
import type { Composer } from './composer.ts';
import { firstMissing, without } from './draft.ts';
import { choiceCalled } from './field.ts';

/** A key in any of the composer's inputs. */
export function pressKey(composer: Composer, event: KeyboardEvent): void {
  if (event.isComposing) return;
  const { list, place, scene } = composer;
  const { key } = event;
  if (list.move(key)) {
    if (!list.visible && place === 'text') return;
    event.preventDefault();
    return scene.redraw();
  }
  if (key === 'Enter' && !event.shiftKey) {
    event.preventDefault();
    return enter(composer);
  }
  if (key === 'Tab' && !event.shiftKey && meansCurrent(composer)) {
    event.preventDefault();
    list.current?.pick();
  }
  if (key === 'Escape') escape(composer, event);
  if (key === 'Backspace') backspace(composer, event);
}

function enter(composer: Composer): void {
  const { list } = composer;
  const exact = composer.place === 'text' ? readCommandLine(composer.commands, composer.text) : undefined;
  if (exact && !list.moved) {
    composer.begin(exact.command);
    if (!exact.command.options.some(({ required }) => required)) void composer.send();
    return;
  }
  if (!meansCurrent(composer)) return void composer.send();
  const { field } = composer;
  const named = field && choiceCalled(composer.advice.choicesOf(field, composer.scene), field.text) !== undefined;
  list.current?.pick();
  // The whole name was typed already: there is nothing left to choose.
  if (named && composer.draft && firstMissing(composer.draft) === undefined) void composer.send();
}

/** Whether Enter and Tab mean the suggestion that is current, rather than what is written. */
function meansCurrent({ list, place, tail, field, advice }: Composer): boolean {
  if (!list.current) return false;
  if (list.moved || place === 'text') return true;
  if (place === 'tail') return tail.trim() !== '';
  return field !== undefined && !field.picked && !(field.option.autocomplete && advice.asking);
}

/** Closes the list, then discards the command. */
function escape(composer: Composer, event: KeyboardEvent): void {
  if (composer.list.visible) composer.list.open = false;
  else if (composer.draft) return composer.discard();
  else return;
  event.preventDefault();
  composer.scene.redraw();
}

/** In an empty field: back to the field before, or to the command's name. */
function backspace(composer: Composer, event: KeyboardEvent): void {
  const { draft, field } = composer;
  if (!draft || (event.target as HTMLInputElement).value !== '') return;
  event.preventDefault();
  const names = draft.fields.map(({ option }) => option.name);
  const before = names[(field ? names.indexOf(field.option.name) : names.length) - 1];
  if (field && !field.option.required) composer.draft = without(draft, field.option);
  if (before !== undefined) return composer.focusOn({ option: before });
  composer.unwrite(draft.command);
}
