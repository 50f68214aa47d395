import { ComponentType } from 'discord.js';
import { describe, expect, test } from 'vitest';
import { history } from '../../src/commands/film/history.ts';
import { week } from '../../src/commands/film/week.ts';
import { historyPage } from '../../src/components/history.ts';
import { readCustomId } from '../../src/discord/component.ts';
import type { MessageReply } from '../../src/discord/reply.ts';
import { extraKeyOf } from '../../src/domain/occurrence.ts';
import type { OccurrenceRecord } from '../../src/domain/occurrence.ts';
import type { Services } from '../../src/services/services.ts';
import { translator } from '../../src/locales/translate.ts';
import { storesInMemory } from '../support/database.ts';
import { aFilm, aLibrary } from '../support/library.ts';
import { aCommandRequest, aComponentRequest, someEvening } from '../support/requests.ts';
import { anItem, anOccurrence, aSchedule, fridays } from '../support/schedules.ts';
import { servicesOf } from '../support/services.ts';

const { guildId: here = '' } = aCommandRequest({});
const moderator = { permissions: 1n << 33n };
const films = Array.from({ length: 23 }, (_, at) =>
  aFilm({ id: `film-${at}`, year: 1950, themes: at % 2 ? [{ id: 'partisans' }] : [{ id: 'partisan-songs' }] }),
);

/** Films that a club was shown, one a week, the last one a week before some evening; each may be told apart by `parts`. */
async function aClubThatSaw(
  count: number,
  parts: (at: number) => Partial<OccurrenceRecord> = () => ({}),
): Promise<{ services: Services; stores: ReturnType<typeof storesInMemory> }> {
  const stores = storesInMemory();
  for (let at = 0; at < count; at += 1) {
    const shown = someEvening.subtract({ hours: 168 * (count - at) });
    const { posting, ...record } = anOccurrence({ guildId: here, key: `week-${at}`, dueAt: shown });
    const post = { channelId: '500', messageId: `90${at}` };
    const all = {
      ...record,
      posting: { ...posting, state: 'done' as const, post },
      filmId: `film-${at}`,
      ...parts(at),
    };
    await stores.occurrences.add(all, shown, shown);
  }
  return { services: servicesOf(aLibrary(films), { stores }), stores };
}

type Request = Parameters<typeof aCommandRequest>[1];

const askWeek = async (services: Services, request: Request = {}): Promise<MessageReply> =>
  (await week.execute(aCommandRequest({}, request), services)) as MessageReply;

const askHistory = async (
  services: Services,
  options: Readonly<{ year?: number; theme?: string }> = {},
  request: Request = {},
): Promise<MessageReply> => (await history.execute(aCommandRequest(options, request), services)) as MessageReply;

const wordsOf = ({ content, embeds = [] }: MessageReply): string =>
  [content, ...embeds.flatMap(({ title, description, footer }) => [title, description, footer?.text])].join('\n');

const next = '<t:1795798800:F>';

describe('/film week', () => {
  test('has the card of the current film, a link to its post, and when the next one comes', async () => {
    const { services, stores } = await aClubThatSaw(3);
    await stores.schedules.put(aSchedule({ guildId: here }));
    const reply = await askWeek(services);
    expect(reply.content).toBe(
      [
        `[film-2 (1950)](https://discord.com/channels/${here}/500/902), since <t:1795024800:D>`,
        `The next one comes ${next}.`,
      ].join('\n'),
    );
    expect(reply.embeds?.[0]?.title).toContain('film-2');
    expect(reply.components?.length).toBeGreaterThan(0);
  });

  test('is not what a moderator posted beside it, which the history has', async () => {
    const { services, stores } = await aClubThatSaw(2, (at) =>
      at === 1 ? { key: extraKeyOf('film-1', '2026-11-18') } : {},
    );
    await stores.schedules.put(aSchedule({ guildId: here }));
    expect((await askWeek(services)).content).toContain('[film-0 (1950)]');
    expect(wordsOf(await askHistory(services))).toContain('[film-1 (1950)]');
  });

  test('tells of each of several schedules, and opens cards from a menu', async () => {
    const { services, stores } = await aClubThatSaw(2, (at) => ({ schedule: at === 0 ? 'late-show' : 'main' }));
    for (const name of ['main', 'late-show', 'new']) await stores.schedules.put(aSchedule({ guildId: here, name }));
    const reply = await askWeek(services, { locale: 'ru' });
    const text = wordsOf(reply);
    expect(text).toMatch(
      /\*\*late-show\*\*\n\[film-0 .*\*\*main\*\*\n\[film-1 .*\*\*new\*\*\nЕщё ни один фильм не вышел/s,
    );
    expect(text.split(`Следующий выпуск: ${next}.`)).toHaveLength(4);
    const [menu] = reply.components?.[0]?.components ?? [];
    expect(menu?.type === ComponentType.StringSelect && menu.options.map(({ value }) => value)).toEqual([
      'film-0',
      'film-1',
    ]);
  });

  test('gives nothing away before the first post', async () => {
    const { services, stores } = await aClubThatSaw(0);
    await stores.schedules.put(aSchedule({ guildId: here }));
    await stores.schedules.change({ guildId: here, name: 'main' }, () => ({ queue: [anItem({ filmId: 'film-7' })] }));
    const reply = await askWeek(services);
    expect(wordsOf(reply)).toContain(`No film has come yet.\nThe next one comes ${next}.`);
    expect(JSON.stringify(reply)).not.toContain('film-7');
  });

  test('says kindly that there is none, and tells moderators where to begin', async () => {
    const { services } = await aClubThatSaw(0);
    await expect(askWeek(services)).rejects.toMatchObject({ key: 'week.none' });
    await expect(askWeek(services, moderator)).rejects.toMatchObject({ key: 'week.none-moderator' });
    await expect(askWeek(services, { guildId: undefined })).rejects.toMatchObject({ key: 'week.guild-only' });
    expect(translator('en-US')('week.none-moderator')).toContain('/filmweek schedule');
  });

  test('says that a paused schedule has no next date', async () => {
    const { services, stores } = await aClubThatSaw(1);
    await stores.schedules.put(aSchedule({ guildId: here, pending: undefined }));
    expect((await askWeek(services)).content).toContain('no date yet: a moderator has paused it');
  });

  test('neither links to a post that was deleted nor loses a film that left the library', async () => {
    const { services, stores } = await aClubThatSaw(1, () => ({ filmId: 'gone', reason: 'deleted' }));
    await stores.schedules.put(aSchedule({ guildId: here }));
    expect(wordsOf(await askWeek(services))).toContain('**gone**, since');
  });
});

describe('/film history', () => {
  test('has the latest first, each with its date, its link, and what the club thinks of it, counts in words', async () => {
    const { services } = await aClubThatSaw(2);
    for (const [userId, score] of [['1', 4] as const, ['2', 5] as const])
      await services.ratings.rate({
        guildId: here,
        userId,
        filmId: 'film-0',
        score,
        source: 'button',
        updatedAt: someEvening,
      });
    const link = (at: number): string => `(https://discord.com/channels/${here}/500/90${at})`;
    expect(wordsOf(await askHistory(services))).toBe(
      [
        '',
        'Films shown',
        `1\\. [film-1 (1950)]${link(1)}\n<t:1795024800:D> · not rated yet\n`,
        `2\\. [film-0 (1950)]${link(0)}\n<t:1794420000:D> · 4.5 of 5, 2 ratings`,
        '2 films',
      ].join('\n'),
    );
    expect(wordsOf(await askHistory(services, {}, { locale: 'ru' }))).toContain('4,5 из 5, 2 оценки');
  });

  test('is of one year by the club’s clocks, and of one theme', async () => {
    const newYear = Temporal.Instant.from('2025-12-31T20:30:00Z');
    const { services } = await aClubThatSaw(4, (at) => ({ postedAt: newYear.add({ hours: at - 1 }) }));
    const club = { ...aCommandRequest({}).club, timezone: 'Europe/Moscow' };
    const shown = async (options: Parameters<typeof askHistory>[1]): Promise<string[]> =>
      [...wordsOf(await askHistory(services, options, { club })).matchAll(/\[(film-\d)/g)].map(([, id = '']) => id);
    expect(await shown({ year: 2025 })).toEqual(['film-1', 'film-0']);
    expect(await shown({ year: 2026 })).toEqual(['film-3', 'film-2']);
    expect(await shown({ year: 2026, theme: 'partisans' })).toEqual(['film-3']);
    expect(wordsOf(await askHistory(services, { year: 2026, theme: 'partisans' }, { club }))).toContain(
      'theme “partisans” · 2026',
    );
    await expect(askHistory(services, { year: 2020 })).rejects.toMatchObject({ key: 'history.none-such' });
  });

  test('counts years by UTC where the platform knows the club’s zone no more', async () => {
    const { services } = await aClubThatSaw(2, (at) => ({
      postedAt: Temporal.Instant.from('2025-12-31T23:30:00Z').add({ hours: at }),
    }));
    const club = { ...aCommandRequest({}).club, timezone: 'Europe/Atlantis' };
    const said = wordsOf(await askHistory(services, { year: 2025 }, { club }));
    expect([said.includes('film-0'), said.includes('film-1')]).toEqual([true, false]);
    expect(await services.showings.years(here, club.timezone)).toEqual([2026, 2025]);
  });

  test('offers the years in which films were shown while one types', async () => {
    const { services } = await aClubThatSaw(60);
    const years = async (typed: string, guildId?: string) =>
      history.options['year']?.autocomplete?.(
        { typed, options: {}, guildId, userId: '1', now: someEvening, t: translator('en-US') },
        services,
      );
    expect(await years('', here)).toEqual([
      { name: '2026', value: 2026 },
      { name: '2025', value: 2025 },
    ]);
    expect(await years('2025', here)).toHaveLength(1);
    expect(await years('')).toEqual([]);
  });

  test('asks which theme was meant, and goes on with it', async () => {
    const { services } = await aClubThatSaw(4);
    const asked = await askHistory(services, { theme: 'partisan' });
    const [menu] = asked.components?.[0]?.components ?? [];
    const id = menu && 'custom_id' in menu ? menu.custom_id : '';
    const args = historyPage.args.parse(readCustomId(id).args);
    const reply = await historyPage.execute(aComponentRequest({ values: ['partisans'] }), args, services);
    expect(wordsOf(reply as MessageReply)).toContain('2 films');
  });

  test('has ten on a page and each showing once, also when pressed, and a film that came twice stands in the menu once', async () => {
    const { services } = await aClubThatSaw(23, (at) => (at === 22 ? { filmId: 'film-21' } : {}));
    const first = await askHistory(services, { year: 2026 });
    const pages = [first];
    for (const _ of [2, 3]) {
      const parts = pages.at(-1)?.components?.flatMap((row) => row.components) ?? [];
      const button = parts.find((part) => 'label' in part && part.label === 'Next');
      const { args } = readCustomId(button && 'custom_id' in button ? button.custom_id : '');
      pages.push(
        (await historyPage.execute(aComponentRequest(), historyPage.args.parse(args), services)) as MessageReply,
      );
    }
    const links = pages.map((page) => [...wordsOf(page).matchAll(/500\/(\d+)/g)].map(([, id]) => id));
    expect(links.map(({ length }) => length)).toEqual([10, 10, 3]);
    expect(new Set(links.flat()).size).toBe(23);
    const [menu] = first.components?.[0]?.components ?? [];
    expect(menu?.type === ComponentType.StringSelect && menu.options).toHaveLength(9);
  });

  test('is the club’s own, holds what was skipped for nobody, and there is none in direct messages', async () => {
    const { services } = await aClubThatSaw(1, () => ({ guildId: '9' }));
    await expect(askHistory(services)).rejects.toMatchObject({ key: 'history.none' });
    await expect(askHistory(services, {}, { guildId: undefined })).rejects.toMatchObject({ key: 'week.guild-only' });
    const { posting } = anOccurrence({ settings: fridays });
    const skipped = await aClubThatSaw(1, () => ({ posting: { ...posting, state: 'skipped' } }));
    await expect(askHistory(skipped.services)).rejects.toMatchObject({ key: 'history.none' });
  });
});
