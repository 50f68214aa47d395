import { pino } from 'pino';
import { expect, test } from 'vitest';
import { openBulk } from '../../src/discord/bulk.ts';
import { ChannelPosts } from '../../src/discord/channel-posts.ts';
import { Playground } from '../../src/playground/server.ts';
import { noMetrics } from '../../src/services/metrics.ts';
import { aPost } from '../support/posts.ts';

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
