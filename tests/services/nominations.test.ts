import { expect, test } from 'vitest';
import { someEvening } from '../support/requests.ts';
import { fridays } from '../support/schedules.ts';
import { aClub } from '../support/services.ts';

const moderator = { userId: '99', now: someEvening };
let lastId = 0;
const by = (userId: string, filmId: string, guildId = '1') => ({
  ...{ guildId, userId, filmId, note: '', now: someEvening },
  id: String((lastId += 1)),
});

test('a member may have three open nominations, and one that is decided or taken back makes room', async () => {
  const { nominations } = aClub();
  for (const film of ['a', 'b', 'c']) expect(await nominations.nominate(by('7', film))).toBe('opened');
  expect(await nominations.nominate(by('7', 'd'))).toBe('full');
  expect(await nominations.nominate(by('7', 'a'))).toBe('kept');
  expect(await nominations.of({ guildId: '1', userId: '7' })).toMatchObject({ left: 0, most: 3 });
  await nominations.takeBack(by('7', 'a'));
  expect(await nominations.nominate(by('7', 'd'))).toBe('opened');
  const [latest] = (await nominations.of({ guildId: '1', userId: '7' })).nominations;
  await nominations.accept('1', latest?.id ?? '', moderator);
  expect(await nominations.nominate(by('7', 'e'))).toBe('opened');
});

test('joining takes of the same three, and each guild counts for itself', async () => {
  const { nominations } = aClub();
  for (const film of ['a', 'b', 'c']) await nominations.nominate(by('7', film));
  for (const film of ['a', 'b', 'c']) expect(await nominations.nominate(by('8', film))).toBe('joined');
  expect(await nominations.nominate(by('8', 'd'))).toBe('full');
  expect(await nominations.nominate(by('8', 'd', '2'))).toBe('opened');
});

test('ten presses at once pass the quota no more than ten in a row', async () => {
  const { nominations } = aClub();
  const films = Array.from({ length: 10 }, (_, at) => `film-${at}`);
  const outcomes = await Promise.all(films.map((film) => nominations.nominate(by('7', film))));
  expect(outcomes.filter((outcome) => outcome === 'opened')).toHaveLength(3);
  expect((await nominations.of({ guildId: '1', userId: '7' })).nominations).toHaveLength(3);
});

test('a guild decides how many, and whether at all; what is open may be taken back in any case', async () => {
  const { nominations, settings } = aClub();
  await settings.change('1', { nominationsPerMember: 1 }, someEvening);
  await nominations.nominate(by('7', 'a'));
  expect(await nominations.nominate(by('7', 'b'))).toBe('full');
  await settings.change('1', { nominationsOpen: false }, someEvening);
  await expect(nominations.nominate(by('8', 'a'))).rejects.toMatchObject({ key: 'nominate.closed' });
  expect(await nominations.takeBack(by('7', 'a'))).toBe(true);
});

test('of two moderators who decide at once one is told that it is decided; what was accepted may be declined after all', async () => {
  const { nominations } = aClub();
  await nominations.nominate(by('7', 'a'));
  const id = (await nominations.list('1'))[0]?.id ?? '';
  const both = await Promise.allSettled([
    nominations.accept('1', id, moderator),
    nominations.accept('1', id, moderator),
  ]);
  expect(both.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  expect(await nominations.decline('1', id, 'Seen', moderator)).toMatchObject({
    nomination: { state: 'declined', reason: 'Seen' },
    released: undefined,
  });
  await expect(nominations.accept('1', id, moderator)).rejects.toMatchObject({ key: 'nomination.gone' });
  await expect(nominations.get('2', id)).rejects.toMatchObject({ key: 'nomination.gone' });
});

test('however two moderators decide at once on a film of the queue, it is there if it is accepted, once, and else not', async () => {
  const { nominations, schedules } = aClub();
  const key = { guildId: '1', name: 'main' };
  await schedules.put(key, fridays, moderator);
  for (const film of ['a', 'b', 'c', 'd']) {
    await nominations.nominate(by(film, film));
    const id = (await nominations.list('1')).find(({ filmId }) => filmId === film)?.id ?? '';
    if (film > 'b') await nominations.accept('1', id, moderator);
    const decline = nominations.decline('1', id, 'Seen', moderator);
    await Promise.allSettled([nominations.accept('1', id, moderator), decline, nominations.accept('1', id, moderator)]);
    const { state } = await nominations.get('1', id);
    const queued = (await schedules.get(key)).queue.filter(({ filmId }) => filmId === film);
    expect(queued).toHaveLength(state === 'accepted' ? 1 : 0);
  }
});
