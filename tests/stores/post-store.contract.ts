import { expect, test } from 'vitest';
import { PostStore } from '../../src/stores/post-store.ts';
import { aPost } from '../support/posts.ts';
import { someEvening } from '../support/requests.ts';
import type { OpenStore } from './contract.ts';

const later = (hours: number): Temporal.Instant => someEvening.add({ hours });
const sending = { ...aPost({ seeded: [], toSeed: [1, 2] }), messageId: undefined, state: 'sending' } as const;

/** What a store of posts promises, whatever it lies in. */
export function postStoreContract(open: OpenStore): void {
  test('a post is remembered before it is sent, as one on its way, and then as its message', async () => {
    await using store = await open();
    const posts = new PostStore(store.db);
    await posts.add(sending);
    expect(await posts.unsent()).toEqual([sending]);
    expect(await posts.current(sending)).toEqual(sending);
    await posts.sent(sending.id, '42', later(1));
    const sent = { ...sending, messageId: '42', state: 'open' };
    expect(await posts.ofMessage(sending.guildId, '42')).toEqual(sent);
    expect(await posts.ofMessage('1', '42')).toBeUndefined();
    expect(await posts.current({ ...sending, channelId: '1' })).toBeUndefined();
    // Too late to be dropped: it was sent.
    await posts.drop(sending.id);
    expect(await posts.open()).toEqual([sent]);
    expect(await posts.unsent()).toEqual([]);
  });

  test('a guild’s open posts are told, the latest first, and no more than asked for', async () => {
    await using store = await open();
    const posts = new PostStore(store.db);
    for (const [at, id] of ['a', 'b', 'c'].entries()) {
      await posts.add({ ...sending, id, channelId: id, createdAt: later(at) });
      if (id !== 'c') await posts.sent(id, `4${at}`, undefined);
    }
    await posts.add({ ...sending, id: 'other', guildId: '1' });
    expect((await posts.latest(sending.guildId, 9)).map(({ id }) => id)).toEqual(['b', 'a']);
    expect((await posts.latest(sending.guildId, 1)).map(({ id }) => id)).toEqual(['b']);
  });

  test('one that never came into its channel is as if it had not been', async () => {
    await using store = await open();
    const posts = new PostStore(store.db);
    await posts.add(sending);
    await posts.drop(sending.id);
    expect(await posts.current(sending)).toBeUndefined();
  });

  test('the bot’s own reactions are put there one by one, until all are there or somebody says no', async () => {
    await using store = await open();
    const posts = new PostStore(store.db);
    await posts.add(sending);
    await posts.sent(sending.id, '42', undefined);
    await posts.seed(sending.id, 1);
    await posts.seed(sending.id, 1);
    expect(await posts.unseeded()).toMatchObject([{ seeded: [1], toSeed: [2] }]);
    await posts.stopSeeding(sending.id);
    expect(await posts.unseeded()).toEqual([]);
  });

  test('posts come due in the order of their times, and a reading puts them off', async () => {
    await using store = await open();
    const posts = new PostStore(store.db);
    for (const [messageId, hours] of [
      ['1', 2],
      ['2', 1],
      ['3', 5],
    ] as const) {
      await posts.add({ ...aPost({ messageId }), messageId: undefined, state: 'sending' });
      await posts.sent(aPost({ messageId }).id, messageId, later(hours));
    }
    const due = await posts.due(later(3), 10);
    expect(due.map(({ messageId }) => messageId)).toEqual(['2', '1']);
    expect(await posts.due(later(3), 1)).toHaveLength(1);
    const [first] = due;
    if (first) await posts.readAgain(first, later(9), { heardSince: later(3), fullReadAt: later(2) });
    expect((await posts.due(later(3), 10)).map(({ messageId }) => messageId)).toEqual(['1']);
    expect(await posts.ofMessage(aPost().guildId, '2')).toMatchObject({
      heardSince: later(3),
      fullReadAt: later(2),
    });
  });

  test('what is missed while a post is read makes it due all the same', async () => {
    await using store = await open();
    const posts = new PostStore(store.db);
    const post = aPost();
    await posts.add(post);
    await posts.add(aPost({ messageId: '7', guildId: '7' }));
    await posts.add(aPost({ messageId: '8', mode: 'buttons' }));
    await posts.missed(later(1), [post.guildId]);
    await posts.readAgain(post, later(9));
    expect((await posts.due(later(2), 9)).map(({ messageId }) => messageId)).toEqual([post.messageId]);
    await posts.missed(later(1));
    expect(await posts.due(later(2), 9)).toHaveLength(2);
  });

  test('what has ended is never due, and the reactions go with it, as nobody hears of them any more', async () => {
    await using store = await open();
    const posts = new PostStore(store.db);
    for (const [messageId, end] of [
      ['1', 'frozen'],
      ['2', 'gone'],
    ] as const) {
      const post = aPost({ messageId });
      await posts.add(post);
      await posts.missed(later(1));
      await store.db.insertInto('reactions').values({ message_id: messageId, user_id: '5', score: 5, at: 1 }).execute();
      await posts.end(post.id, end);
    }
    await posts.missed(later(2));
    expect(await posts.due(later(3), 9)).toEqual([]);
    expect(await store.db.selectFrom('reactions').select('message_id').execute()).toEqual([]);
  });
}
