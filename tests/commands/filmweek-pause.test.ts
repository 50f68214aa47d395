import { expect, test } from 'vitest';
import { pause } from '../../src/commands/filmweek/pause.ts';
import { limits } from '../../src/discord/limits.ts';
import type { Locale } from '../../src/locales/translate.ts';
import { aFilm, aLibrary } from '../support/library.ts';
import { aCommandRequest, someEvening } from '../support/requests.ts';
import { anItem, fridays } from '../support/schedules.ts';
import { servicesOf } from '../support/services.ts';

const { guildId: here = '' } = aCommandRequest({});

/** What a pause says where so many films have dates. */
async function saidWith(count: number, locale: Locale): Promise<string> {
  const film = (at: number) => aFilm({ id: `film-${at}`, title: `Film ${at}`, originalTitle: `Фильм ${at}` });
  const services = servicesOf(aLibrary(Array.from({ length: count }, (_, at) => film(at))));
  const by = { now: someEvening };
  const key = { guildId: here, name: 'main' };
  await services.schedules.put(key, fridays, by);
  for (let at = 0; at < count; at += 1) {
    const date = Temporal.PlainDate.from('2026-11-27').add({ weeks: at }).toString();
    await services.queue.add(key, anItem({ id: `${at}`, filmId: `film-${at}`, date }), undefined, by);
  }
  const request = aCommandRequest({ name: undefined, until: undefined, reason: undefined }, { locale });
  const reply = await pause.execute(request, services);
  if (!('content' in reply)) throw new Error('a form');
  return reply.content ?? '';
}

test('a pause tells how many films had dates in it, and names so many that what comes next is told as well', async () => {
  const said = await saidWith(40, 'en-US');
  expect(said).toMatch(/^The schedule “main” is paused\.\n40 films are set .*\*\*Film 9 .*, …\. .*\nNext: nothing/);
  expect(said).not.toContain('Film 10 ');
  expect(said.length).toBeLessThan(limits.content);
});

test('a pause tells of one film and of twenty-one as Russians say it', async () => {
  expect(await saidWith(1, 'ru')).toContain('На дни паузы назначен 1 фильм: **Фильм 0 (1966)**');
  expect(await saidWith(21, 'ru')).toContain('На дни паузы назначен 21 фильм: **Фильм 0 (1966)**');
  expect(await saidWith(22, 'ru')).toContain('На дни паузы назначено 22 фильма: ');
});
