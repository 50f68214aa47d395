import { pino } from 'pino';
import { expect, test } from 'vitest';
import { inOrder } from '../../src/domain/clock.ts';
import { StoreUnavailable } from '../../src/errors.ts';
import { BallotBox } from '../../src/services/ballot-box.ts';
import { noMetrics } from '../../src/services/metrics.ts';
import { storesInMemory } from '../support/database.ts';
import { aPost } from '../support/posts.ts';
import { someEvening } from '../support/requests.ts';

const parts = {
  ...{ clock: () => someEvening, inOrder: inOrder(), metrics: noMetrics },
  log: pino({ level: 'silent' }),
};
const post = aPost();
const by = (userId: string, emoji = '5️⃣') => ({ messageId: post.messageId, userId, emoji, isSuper: false });

test('while the store is away so many reactions wait, and the post of the rest is read again later', async () => {
  const away = Promise.reject(new StoreUnavailable());
  away.catch(() => undefined);
  const box = new BallotBox({ store: { write: () => away }, ...parts });
  box.open(post);
  for (let at = 0; at < 30_000; at += 1) box.give(by(String(at)));
  await Promise.resolve();
  await expect.poll(() => box.takeLost()).toEqual([post.messageId]);
  expect(box.takeLost()).toEqual([]);
  // The operator sees how many wait, and that the store is why.
  expect(box.waiting).toBeGreaterThan(10_000);
  await expect.poll(() => box.stalledMs).toBeGreaterThan(0);
  await box[Symbol.asyncDispose]();
  // What still waited is told as lost, too.
  expect(box.takeLost()).toEqual([post.messageId]);
});

test('what came before the end is in the store at the end', async () => {
  const stores = storesInMemory();
  await stores.posts.add(post);
  const box = new BallotBox({ store: stores.reactions, ...parts });
  box.open(post);
  for (let at = 0; at < 1234; at += 1) box.give(by(String(at)));
  await box[Symbol.asyncDispose]();
  expect(await stores.reactions.counts(post.messageId)).toEqual(new Map([[5, 1234]]));
});

test('who waits for a store that refuses, or does not answer, is told so soon, and what was heard waits on', async () => {
  const stores = storesInMemory();
  await stores.posts.add(post);
  let isAway = true;
  const write: typeof stores.reactions.write = (changes) =>
    isAway ? Promise.reject(new StoreUnavailable()) : stores.reactions.write(changes);
  const box = new BallotBox({ store: { write }, ...parts });
  box.open(post);
  box.give(by('1'));
  await expect(box.settled()).rejects.toThrow(StoreUnavailable);
  expect(box.stalledMs).toBeGreaterThan(0);
  const begun = performance.now();
  await expect(box.settled()).rejects.toThrow(StoreUnavailable);
  expect(performance.now() - begun).toBeLessThan(1000);
  isAway = false;
  await box[Symbol.asyncDispose]();
  expect(await stores.reactions.counts(post.messageId)).toEqual(new Map([[5, 1]]));
});

test('a store that takes a change and never says so keeps nobody waiting', async () => {
  const box = new BallotBox({ store: { write: () => new Promise(() => undefined) }, ...parts });
  await expect(box.settled()).rejects.toThrow(StoreUnavailable);
});

test('a journal knows of whom events came while a post was read, and that it was cleared', () => {
  const box = new BallotBox({ store: storesInMemory().reactions, ...parts });
  box.open(post);
  box.give(by('1'));
  {
    using journal = box.listen(post.messageId);
    box.give(by('2'));
    box.take(by('3', '4️⃣'));
    box.give({ ...by('4'), messageId: 'another' });
    expect(journal.touched.get(5)).toEqual(new Map([['2', 'given']]));
    expect(journal.touched.get(4)).toEqual(new Map([['3', 'taken']]));
    expect(journal.broken).toBe(false);
    box.clear({ messageId: post.messageId });
    expect(journal.broken).toBe(true);
  }
  using other = box.listen(post.messageId);
  expect(other.broken).toBe(false);
});
