import { pino } from 'pino';
import { expect, test } from 'vitest';
import { openBulk } from '../../src/discord/bulk.ts';
import { ChannelPosts } from '../../src/discord/channel-posts.ts';
import { Playground } from '../../src/playground/server.ts';
import { noMetrics } from '../../src/services/metrics.ts';
import { storesInMemory } from '../support/database.ts';
import { aFilm, aLibrary } from '../support/library.ts';
import { aPost } from '../support/posts.ts';
import { servicesOf } from '../support/services.ts';
import { LocalDiscord } from './local-discord.ts';

test('a post that is sent again, because nobody heard of the first time, is the same message', async () => {
  await using playground = await Playground.start({ port: 0 });
  const { apiUrl, token, world } = playground;
  await using stack = new AsyncDisposableStack();
  const channels = new ChannelPosts({
    ...openBulk({ apiUrl, token, metrics: noMetrics, log: pino({ level: 'silent' }), stack }),
    applicationId: () => world.bot.id,
    write: () => Promise.resolve({ content: 'Daisies' }),
  });
  const channelId = world.channels.find(({ name }) => name === 'film-club')?.id ?? '';
  const [first, second] = [await channels.send(aPost({ channelId })), await channels.send(aPost({ channelId }))];
  expect(first).toMatchObject({ kind: 'done' });
  expect(second).toEqual(first);
  expect(await channels.send(aPost({ channelId, id: 'another' }))).not.toEqual(first);
});

test('who has an emoji in the one form or the other is counted and listed, and once', async () => {
  await using discord = await LocalDiscord.start();
  await using stack = new AsyncDisposableStack();
  const own = { id: '1', bot: true };
  const lists = new Map([
    ['5️⃣', [own, { id: '11' }, { id: '12' }]],
    ['5⃣', [{ id: '12' }, { id: '13' }]],
  ]);
  discord.answer(({ path }) => {
    const [, emoji] = /reactions\/([^?]*)/.exec(path) ?? [];
    if (emoji !== undefined && path.includes('type=0'))
      return { status: 200, body: lists.get(decodeURIComponent(emoji)) ?? [] };
    if (emoji !== undefined) return { status: 200, body: [] };
    const reactions = [...lists].map(([name, users]) => ({
      ...{ count: users.length, me: users.includes(own), emoji: { id: null, name } },
    }));
    return { status: 200, body: { id: post.messageId, reactions } };
  });
  const channels = new ChannelPosts({
    ...openBulk({ apiUrl: discord.apiUrl, token: 'token', metrics: noMetrics, log: pino({ level: 'silent' }), stack }),
    applicationId: () => own.id,
    write: () => Promise.resolve({ content: 'Daisies' }),
  });
  const post = aPost({ seeded: [5] });
  expect(await channels.count(post)).toEqual({
    kind: 'done',
    value: new Map([[5, { count: 5, mine: true, forms: ['5️⃣', '5⃣'] }]]),
  });

  const stores = storesInMemory();
  await stores.posts.add(post);
  const { reconciliation, ratings } = servicesOf(aLibrary([aFilm()]), { stores, channels });
  expect(await reconciliation.recount(post)).toMatchObject({ kind: 'read', added: 3, removed: 0 });
  const { guildId, filmId } = post;
  for (const userId of ['11', '12', '13']) expect(await ratings.of({ guildId, userId, filmId })).toBe(5);
  expect(await reconciliation.recount(post)).toMatchObject({ added: 0, removed: 0, unchanged: 3, doubt: undefined });
});
