import { Advice } from './advice.ts';
import { readCommandLine } from './command-line.ts';
import { slashCommands } from './commands.ts';
import type { Choice, Invocable, Option } from './commands.ts';
import { addable, firstMissing, optionInputs, startDraft, valuesOf, withText, without, write } from './draft.ts';
import type { Draft } from './draft.ts';
import type { Field } from './field.ts';
import { knownChoices } from './known-choices.ts';
import { inputId, samePlace } from './place.ts';
import type { Place } from './place.ts';
import type { Scene } from './scene.ts';
import type { SuggestionList } from './suggestions.ts';

/** What stands in the composer. composer-view.ts draws it, composer-keys.ts says what keys do. */
export class Composer {
  text = '';
  draft: Draft | undefined;
  tail = '';
  place: Place = 'text';
  /** A sentence on why nothing was sent. */
  problem = '';
  readonly advice = new Advice({
    begin: (command) => this.begin(command),
    open: (option, text) => this.open(option, text),
    choose: (option, choice) => this.#choose(option, choice),
  });
  /** Set when the focus has to follow `place` after the next drawing. */
  #moveFocus = false;
  #scene: Scene | undefined;

  get scene(): Scene {
    if (!this.#scene) throw new Error('the composer was used before it was drawn');
    return this.#scene;
  }

  get list(): SuggestionList {
    return this.advice.list;
  }

  /**
   * Takes the world as it is now. Another place begins anew. Another person knows other commands, or the same by other names:
   * text is read again, for it may have been written before the page knew who one is.
   */
  enter(scene: Scene): void {
    const before = this.#scene;
    this.#scene = scene;
    const { text } = this;
    const moved = before && before.channel.id !== scene.channel.id;
    const changed = before && (before.person.id !== scene.person.id || before.person.locale !== scene.person.locale);
    if (moved || changed) this.clear();
    if (changed && !moved && text !== '') this.write(text);
    this.advice.show(this, true);
  }

  clear(): void {
    Object.assign(this, { text: '', draft: undefined, tail: '', place: 'text', problem: '' });
    this.advice.clear();
  }

  /** Gives the command up. */
  discard(): void {
    this.clear();
    this.focusOn('text');
  }

  /** Takes the command back to the words that began it. */
  unwrite({ labels }: Invocable): void {
    this.clear();
    this.text = `/${labels.join(' ')}`;
    this.focusOn('text');
  }

  get commands(): readonly Invocable[] {
    const { snapshot, person, channel } = this.scene;
    return slashCommands(snapshot.commands, { person, channel });
  }

  /** The visitor wrote in the message box. */
  write(text: string): void {
    this.text = text;
    this.problem = '';
    const line = readCommandLine(this.commands, text);
    if (line?.rest !== undefined) return this.begin(line.command, line.rest);
    this.#retype();
  }

  /** Turns a command's name, and the words after it, into fields. */
  begin(command: Invocable, rest = ''): void {
    const { draft, at, left } = startDraft(command, rest);
    Object.assign(this, { draft, text: '', tail: left, problem: '' });
    this.focusOn(at ? { option: at.name } : 'tail');
  }

  /** The visitor wrote in an option's field; `name:` leads to the option of that name. */
  fill(option: Option, text: string): void {
    if (!this.draft) return;
    const { draft, at, left } = write(this.draft, option, text);
    this.draft = draft;
    if (left !== '') this.tail = left;
    this.problem = '';
    if (at && at.name !== option.name) return this.focusOn({ option: at.name });
    this.#retype();
  }

  /** The visitor wrote at the end of a command: the beginning of an option's name, or `name:`. */
  extend(text: string): void {
    if (!this.draft) return;
    const { draft, at, left } = write(this.draft, undefined, text);
    Object.assign(this, { draft, tail: left, problem: '' });
    if (at) return this.focusOn({ option: at.name });
    this.#retype();
  }

  open(option: Option, text = ''): void {
    if (!this.draft) return;
    this.draft = withText(this.draft, option, text);
    this.tail = '';
    this.focusOn({ option: option.name });
  }

  remove(option: Option): void {
    if (!this.draft) return;
    this.draft = without(this.draft, option);
    this.focusOn(this.#end());
  }

  /** Moves the focus there with the next drawing, and draws. */
  focusOn(place: Place): void {
    this.place = place;
    this.#moveFocus = true;
    this.#retype();
  }

  /** The visitor moved the focus there by Tab or pointer. */
  focused(place: Place): void {
    if (this.list.open && samePlace(place, this.place)) return;
    this.place = place;
    // The message box opens its list while a slash is typed, not by being visited.
    this.#retype(place !== 'text' || this.text.startsWith('/'));
  }

  /** The focus left; not so when it only moves to an input that is about to be drawn. */
  blurred(): void {
    if (this.#moveFocus) return;
    this.list.open = false;
    this.scene.redraw();
  }

  /** After drawing: the focus and the current suggestion where they belong. */
  drawn(): void {
    this.list.reveal();
    if (!this.#moveFocus) return;
    this.#moveFocus = false;
    const input = document.querySelector<HTMLInputElement | HTMLTextAreaElement>(`#${inputId(this.place)}`);
    input?.focus();
    input?.setSelectionRange(input.value.length, input.value.length);
  }

  /** Says the text, or uses the command. */
  async send(): Promise<void> {
    if (this.draft) return this.#sendCommand(this.draft);
    const content = this.text.trim();
    if (content === '') return;
    if (content.startsWith('/')) {
      const line = readCommandLine(this.commands, content);
      if (line) return this.begin(line.command, line.rest);
      return this.#refuse(this.scene.words.noCommand(content.split('\n')[0] ?? ''), 'text');
    }
    this.clear();
    this.focusOn('text');
    const { ok } = await this.scene.act({ do: 'say', channelId: this.scene.channel.id, content });
    if (!ok && this.text === '') this.write(content);
  }

  async #sendCommand(draft: Draft): Promise<void> {
    const { values, problem } = valuesOf(draft, (option) => knownChoices(option, this.scene));
    if (problem) return this.#refuse(this.scene.words.problem(problem), { option: problem.option.name });
    const [unknown = ''] = this.tail.trim().split(':');
    if (this.tail.trim() !== '') return this.#refuse(this.scene.words.noOption(unknown), 'tail');
    const { commandId } = draft.command;
    const options = optionInputs(draft, values);
    this.clear();
    this.focusOn('text');
    const { ok } = await this.scene.act({ do: 'command', channelId: this.scene.channel.id, commandId, options });
    if (ok || this.text !== '' || this.draft) return;
    this.draft = draft;
    this.focusOn(this.#end());
  }

  #refuse(problem: string, place: Place): void {
    this.problem = problem;
    this.focusOn(place);
  }

  /** The field that is written in. */
  get field(): Field | undefined {
    const { place } = this;
    if (typeof place === 'string') return undefined;
    return this.draft?.fields.find(({ option }) => option.name === place.option);
  }

  /** Where one would go on writing: the first required field that is empty, else the end, else the last field. */
  #end(): Place {
    const missing = this.draft && firstMissing(this.draft);
    if (missing) return { option: missing.name };
    const last = this.draft?.fields.at(-1)?.option.name;
    const full = this.draft === undefined || addable(this.draft).length === 0;
    return full && last !== undefined ? { option: last } : 'tail';
  }

  #choose(option: Option, choice: Choice): void {
    if (!this.draft) return;
    this.draft = withText(this.draft, option, choice.name, choice);
    this.problem = '';
    this.focusOn(this.#end());
    // In the last field the list would only hide the message it leads to.
    if (typeof this.place !== 'string' && this.place.option === option.name) this.list.open = false;
    this.scene.redraw();
  }

  /** What was written changed: suggest anew, ask anew, draw. */
  #retype(open = true): void {
    this.advice.renew(this, open);
    this.scene.redraw();
  }
}
