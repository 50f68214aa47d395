import { Autocompletion } from './autocompletion.ts';
import type { Choice, Invocable } from './commands.ts';
import { optionInputs, valuesOf } from './draft.ts';
import type { Draft } from './draft.ts';
import { fitting } from './field.ts';
import type { Field } from './field.ts';
import { knownChoices } from './known-choices.ts';
import { choiceOffers, commandOffers, optionOffers } from './offers.ts';
import type { Offers, Picks } from './offers.ts';
import type { Scene } from './scene.ts';
import { SuggestionList } from './suggestions.ts';

/** What stands in the composer, as far as advice depends on it. */
export type Writing = Readonly<{
  scene: Scene;
  commands: readonly Invocable[];
  text: string;
  draft: Draft | undefined;
  tail: string;
  /** The field that is written in. */
  field: Field | undefined;
}>;

/** Knows what could come next: from the commands as registered, or by asking the bot. */
export class Advice {
  readonly list = new SuggestionList();
  readonly #answers = new Autocompletion();
  readonly #picks: Picks;

  constructor(picks: Picks) {
    this.#picks = picks;
  }

  /** The bot has not answered yet what it offers for the words as they are now. */
  get asking(): boolean {
    return this.#answers.stale;
  }

  /** What a field could say, as far as is known yet. */
  choicesOf(field: Field, scene: Scene): readonly Choice[] {
    return field.option.autocomplete ? this.#answers.choices : fitting(field, knownChoices(field.option, scene));
  }

  /** What was written changed: the list begins anew, and where the bot has a say it is asked. */
  renew(writing: Writing, open: boolean): void {
    this.list.open = open;
    this.list.moved = false;
    const { draft, field } = writing;
    if (draft && field?.option.autocomplete) this.#ask(draft, field, writing);
    else this.#answers.clear();
    this.show(writing);
  }

  /** Puts into the list what there is to say; `keep` the current line where it is. */
  show(writing: Writing, keep = false): void {
    const { title, items, note } = this.#offers(writing);
    this.list.show(title, items, note, keep);
  }

  clear(): void {
    this.list.open = false;
    this.#answers.clear();
  }

  #offers({ scene, commands, text, draft, tail, field }: Writing): Offers {
    const { words } = scene;
    const { asking } = this;
    if (field) return choiceOffers(field, { choices: this.choicesOf(field, scene), asking, words }, this.#picks);
    if (draft) return optionOffers(draft, tail, words, this.#picks);
    return commandOffers(commands, text, words, this.#picks);
  }

  #ask(draft: Draft, { option, text }: Field, writing: Writing): void {
    const { scene } = writing;
    const { values } = valuesOf(draft, (known) => knownChoices(known, scene));
    const options = optionInputs(draft, new Map([...values, [option.name, text]]), option.name);
    const { commandId } = draft.command;
    this.#answers.ask(
      async () => {
        const result = await scene.act({ do: 'autocomplete', channelId: scene.channel.id, commandId, options });
        return result.ok ? (result.choices ?? []) : [];
      },
      () => {
        this.show(writing);
        scene.redraw();
      },
    );
  }
}
