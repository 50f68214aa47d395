import type { MessageView, Snapshot } from '../../src/playground/protocol.ts';
import type { StoredMessage } from '../../src/playground/world/world.ts';
import { textOf } from './club.ts';
import type { Club, Visitor } from './club.ts';

/** A film that a moderator has posted for rating in a club, and what happens to it. */
export class Posted {
  readonly #club: Club;
  readonly film: string;
  readonly messageId: string;

  private constructor(club: Club, film: string, messageId: string) {
    this.#club = club;
    this.film = film;
    this.messageId = messageId;
  }

  /** Waits until the bot's own reactions are there, if it puts any. */
  static async in(club: Club, { film = 'wings', seeds = 5 } = {}): Promise<Posted> {
    const clara = await club.as('moderator');
    const card = await clara.command('/film info', { film });
    await clara.press(card, 'Post for rating');
    // The post itself comes before the answer.
    const messageId = await clara.until('the link to the post', ({ messages }) =>
      Object.values(messages)
        .flat()
        .flatMap((view) => /^Posted for rating: .*\/(\d+)$/.exec(textOf(view))?.[1] ?? [])
        .at(-1),
    );
    const posted = new Posted(club, film, messageId);
    await clara.until(
      'the reactions of the bot',
      () => (posted.view.message.reactions?.length ?? 0) === seeds || undefined,
    );
    return posted;
  }

  get stored(): StoredMessage {
    const stored = this.#club.playground.world.messages.get(this.messageId);
    if (!stored) throw new Error('the post is not there');
    return stored;
  }

  get view(): MessageView {
    const all = Object.values(this.#club.playground.snapshot('').messages).flat();
    const view = all.find(({ message }) => message.id === this.messageId);
    if (!view) throw new Error('the post is not there');
    return view;
  }

  react(by: Visitor, emoji: string): Promise<unknown> {
    return by.act({ do: 'react', messageId: this.messageId, emoji });
  }

  unreact(by: Visitor, emoji: string): Promise<unknown> {
    return by.act({ do: 'unreact', messageId: this.messageId, emoji });
  }

  /** Waits until somebody sees so many of an emoji, the bot's own counted: what changes next is something else. */
  async seenBy(by: Visitor, emoji: string, count: number): Promise<void> {
    await by.until(`${count} × ${emoji}`, ({ messages }) => {
      const seen = Object.values(messages)
        .flat()
        .find(({ message }) => message.id === this.messageId);
      const given = seen?.message.reactions?.find((reaction) => reaction.emoji.name === emoji);
      return given?.count === count || undefined;
    });
  }

  /** Members whom nobody can be react, without a visitor: also while no bot runs. */
  crowd(count: number, emoji: string): readonly string[] {
    const ids = Array.from({ length: count }, () => this.#club.playground.world.addStranger());
    for (const id of ids) this.#club.playground.reactions.add(this.stored, emoji, id);
    return ids;
  }

  /** What a card says of the club's rating, as somebody who asks sees it; empty where it says nothing. */
  async club(): Promise<string> {
    const clara = await this.#club.as('moderator');
    const ask = () => clara.command('/film info', { film: this.film, private: true });
    return (await this.#answer(clara, '/film info', ask)).message.embeds[0]?.footer?.text ?? '';
  }

  /** What a moderator is told who has it counted anew. */
  async recount(view = this.view): Promise<string> {
    const clara = await this.#club.as('moderator');
    return textOf(await this.#answer(clara, 'Recount ratings', () => clara.menu('Recount ratings', view)));
  }

  /** What somebody is told by `/film rate` or `/film unrate` about this film. */
  async told(by: Visitor, command: string, values: Readonly<Record<string, number>> = {}): Promise<string> {
    return textOf(await this.#answer(by, command, () => by.command(command, { film: this.film, ...values })));
  }

  /** The newest answer for their eyes alone: while others react, more changes than that. */
  async #answer(by: Visitor, command: string, ask: () => Promise<unknown>): Promise<MessageView> {
    const newest = ({ messages }: Snapshot): MessageView | undefined =>
      Object.values(messages)
        .flat()
        .findLast(({ ephemeral, state, usedBy }) => ephemeral && state === 'sent' && usedBy?.command.includes(command));
    const before = await by.until('the channel', (snapshot) => newest(snapshot)?.message.id ?? 'none');
    await ask();
    return by.until(`the answer to ${command}`, (snapshot) => {
      const found = newest(snapshot);
      return found?.message.id === before ? undefined : found;
    });
  }
}
