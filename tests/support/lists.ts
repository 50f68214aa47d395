import { scoreOf } from '../../src/domain/post.ts';
import type { Post, SentPost } from '../../src/domain/post.ts';
import { scores } from '../../src/domain/rating.ts';
import type { Score } from '../../src/domain/rating.ts';
import { pageSize } from '../../src/services/channels.ts';
import type { Answer, Channels, Counted } from '../../src/services/channels.ts';

const done = <T>(value: T): Answer<T> => ({ kind: 'done', value });

/** One message's lists of reactions, with whatever a test wants to go wrong with them. */
export class Lists implements Channels {
  readonly members = new Map<Score, string[]>(scores.map((score) => [score, []]));
  readonly sent: string[] = [];
  readonly calls: string[] = [];
  seeded: Score[] = [...scores];
  /** Instead of an answer to the next calls of this kind: a refusal, or an outage. */
  instead: Partial<Record<'send' | 'find' | 'react' | 'count' | 'list', 'gone' | 'refused' | 'outage'>> = {};
  /** How long a call to send hangs before it is answered. */
  sending: Promise<void> = Promise.resolve();
  /** Happens while a list is read. */
  meanwhile: () => void = () => undefined;
  /** What the message counts, where it is not what is listed. */
  counts = new Map<Score, number>();
  /** The message answers as though nobody had reacted; the lists are as they are. */
  isBare = false;
  /** What a look into the channel finds. */
  found: string | undefined;

  /** These members have reacted with this score, and nobody else. */
  stand(score: Score, ...members: string[]): void {
    this.members.set(score, members);
  }

  async send(post: Post): Promise<Answer<string>> {
    await this.sending;
    return this.#answer('send', () => {
      this.sent.push(post.id);
      return '1400000000000000009';
    });
  }

  async find(): Promise<Answer<string | undefined>> {
    return this.#answer('find', () => this.found);
  }

  async react(_post: SentPost, score: Score): Promise<Answer<void>> {
    return this.#answer('react', () => void (this.seeded = [...this.seeded, score]));
  }

  async count(): Promise<Answer<ReadonlyMap<Score, Counted>>> {
    return this.#answer(
      'count',
      () =>
        new Map(
          (this.isBare ? [] : scores).map((score) => {
            const mine = this.seeded.includes(score);
            const listed = (this.members.get(score)?.length ?? 0) + Number(mine);
            return [score, { count: this.counts.get(score) ?? listed, mine, forms: [] }];
          }),
        ),
    );
  }

  async list(
    { emojiSet }: SentPost,
    { emoji, kind, after }: Parameters<Channels['list']>[1],
  ): ReturnType<Channels['list']> {
    return this.#answer('list', () => {
      this.meanwhile();
      const score = scoreOf(emoji, emojiSet);
      if (kind === 'super' || score === undefined) return [];
      const own = this.seeded.includes(score) ? [{ id: '1', isBot: true, isOwn: true }] : [];
      const users = [...own, ...(this.members.get(score) ?? []).map((id) => ({ id, isBot: false, isOwn: false }))];
      return users.filter(({ id }) => BigInt(id) > BigInt(after)).slice(0, pageSize);
    });
  }

  async #answer<T>(what: keyof Lists['instead'], value: () => T): Promise<Answer<T>> {
    this.calls.push(what);
    const instead = this.instead[what];
    if (instead === 'outage') throw new Error('Discord does not answer');
    return instead === undefined ? done(value()) : { kind: instead };
  }
}
