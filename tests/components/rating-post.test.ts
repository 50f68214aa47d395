import type { APIMessage } from 'discord-api-types/v10';
import { expect, test } from 'vitest';
import { ratingPost, vote } from '../../src/components/rating-post.ts';
import { recountReply } from '../../src/components/recount.ts';
import { recountRatings } from '../../src/commands/recount-ratings.ts';
import { storesInMemory } from '../support/database.ts';
import { aFilm, aLibrary } from '../support/library.ts';
import { Lists } from '../support/lists.ts';
import { aPost } from '../support/posts.ts';
import { aComponentRequest, someEvening } from '../support/requests.ts';
import { servicesOf } from '../support/services.ts';

const post = aPost({ mode: 'both' });
const { guildId, filmId, messageId } = post;
const message = { id: messageId } as APIMessage;
const me = aComponentRequest({ guildId, message });

/** A club in which the post is. */
async function aClub() {
  const stores = storesInMemory();
  await stores.posts.add(post);
  const services = servicesOf(aLibrary([aFilm({ id: filmId })]), { stores });
  const press = (request: Partial<typeof me> = {}) => vote.execute({ ...me, ...request }, [filmId, 4], services);
  return { stores, services, press, score: () => services.ratings.of({ guildId, userId: me.userId, filmId }) };
}

test('a press under an open post rates', async () => {
  const { press, score } = await aClub();
  await press();
  expect(await score()).toBe(4);
});

test('under a post that is closed, whose time is over, or that nobody knows, a press rates nothing and is told so', async () => {
  const { stores, press, score } = await aClub();
  const closed = { key: 'post.closed' };
  await expect(press({ now: someEvening.add({ hours: 28 * 24 }) })).rejects.toMatchObject(closed);
  await expect(press({ message: { ...message, id: '7' } })).rejects.toMatchObject(closed);
  await expect(press({ guildId: '7' })).rejects.toMatchObject(closed);
  await stores.posts.end(post.id, 'frozen');
  await expect(press()).rejects.toMatchObject(closed);
  expect(await score()).toBeUndefined();
});

test('having a post counted anew is for moderators, unless a guild decides otherwise in Discord’s settings', () => {
  expect(recountRatings.needs).toBe('moderator');
});

test('who has a post counted anew hears that Discord’s list was not whole', async () => {
  const { stores } = await aClub();
  const discord = new Lists();
  const services = servicesOf(aLibrary([aFilm({ id: filmId })]), { stores, channels: discord });
  discord.stand(4, '11');
  const whole = await recountReply(post, me, services);
  expect(whole.content).toMatch(/^Counted anew: .* 1 added, 0 removed, 0 unchanged\.$/);
  discord.counts.set(4, 40);
  const short = await recountReply(post, me, services);
  expect(short.content).toMatch(/^Counted anew: .*\nDiscord listed fewer reactions than it counts under the post/);
});

test('where the club has text instead of embeds, a post for rating is text', async () => {
  const { services } = await aClub();
  expect((await ratingPost(post, services)).embeds).toHaveLength(1);
  await services.settings.change(guildId, { plainText: true }, someEvening);
  const { embeds, content } = await ratingPost(post, services);
  expect(embeds).toBeUndefined();
  expect(content).toContain(aFilm({ id: filmId }).title);
});
