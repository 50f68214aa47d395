import { pino } from 'pino';
import { expect, test } from 'vitest';
import { openBulk } from '../../src/discord/bulk.ts';
import { LaneClosed } from '../../src/discord/bulk-lane.ts';
import { ChannelPosts } from '../../src/discord/channel-posts.ts';
import { WeeklyPostOffice } from '../../src/discord/weekly-post-office.ts';
import { noMetrics } from '../../src/services/metrics.ts';
import { aPost } from '../support/posts.ts';
import { LocalDiscord } from './local-discord.ts';

const log = pino({ level: 'silent' });

/** What the bot does of its own accord beside a server that answers as told. */
async function aBulk(stack: AsyncDisposableStack) {
  const discord = stack.use(await LocalDiscord.start());
  const bulk = openBulk({ apiUrl: discord.apiUrl, token: 'token', metrics: noMetrics, log, stack });
  const channels = new ChannelPosts({ ...bulk, applicationId: () => '9', write: () => Promise.resolve({}) });
  const office = new WeeklyPostOffice({
    ...{ ...bulk, clock: () => Temporal.Now.instant(), log, ownId: () => '9' },
    ...{ render: () => Promise.reject(new Error('nothing is sent')), renderNotice: () => ({}) },
  });
  return { discord, bulk, channels, office };
}

test('posts and readings of the posts before share what Discord allows in a second', async () => {
  await using stack = new AsyncDisposableStack();
  const { discord, channels, office } = await aBulk(stack);
  discord.answer(({ path }) => (path === '/gateway' ? undefined : { status: 200, body: { id: '1', reactions: [] } }));
  const read = (at: number): Promise<unknown> => channels.count({ ...aPost({ channelId: `${at}` }), messageId: '1' });
  await Promise.all(Array.from({ length: 40 }, (_, at) => [office.time(), read(at)]).flat());
  const cameMs = discord.calls.map(({ atMs }) => atMs).toSorted((a, b) => a - b);
  expect(cameMs).toHaveLength(80);
  for (const from of cameMs)
    expect(cameMs.filter((ms) => ms >= from && ms < from + 1000).length).toBeLessThanOrEqual(50);
});

test('after a thousand refused requests nothing that can wait leaves any more, long before Discord bans for it', async () => {
  await using stack = new AsyncDisposableStack();
  const { discord, bulk, channels, office } = await aBulk(stack);
  // As the client counts them; it forgets them after ten minutes.
  const refused = (count: number) => bulk.rest.emit('invalidRequestWarning', { count, remainingTime: 300_000 });
  refused(900);
  await office.time();
  expect(discord.calls).toHaveLength(1);
  refused(1000);
  expect(await office.time()).toBeUndefined();
  await expect(channels.count({ ...aPost(), messageId: '1' })).rejects.toThrow(LaneClosed);
  expect(discord.calls).toHaveLength(1);
});
