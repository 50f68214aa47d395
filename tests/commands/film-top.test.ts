import { Resvg } from '@resvg/resvg-js';
import { describe, expect, test } from 'vitest';
import { top } from '../../src/commands/film/top.ts';
import { topPage } from '../../src/components/top.ts';
import { readCustomId } from '../../src/discord/component.ts';
import type { MessageReply } from '../../src/discord/reply.ts';
import type { Score } from '../../src/domain/rating.ts';
import type { Services } from '../../src/services/services.ts';
import { UserError } from '../../src/errors.ts';
import { translator } from '../../src/locales/translate.ts';
import { aFilm } from '../support/library.ts';
import { aCommandRequest, aComponentRequest, someEvening } from '../support/requests.ts';
import { aClub } from '../support/services.ts';

const { guildId: here = '' } = aCommandRequest({});
const ballot = { guildId: here, userId: '1', score: 4, source: 'button', updatedAt: someEvening } as const;
const longAgo = someEvening.subtract({ hours: 24 * 200 });

type Scores = Readonly<Record<string, readonly Score[]>>;

/** A club that gave these films these scores. */
async function aClubThatRated(given: Scores, { guildId = here, at = someEvening } = {}): Promise<Services> {
  const theme = { id: 'partisans', relevance: 'central' } as const;
  const club = aClub(
    Object.keys(given).map((id, number) =>
      aFilm({ id, title: id, originalTitle: id, year: 1950, themes: number === 0 ? [theme] : [] }),
    ),
  );
  for (const [filmId, scores] of Object.entries(given))
    for (const [member, score] of scores.entries())
      await club.ratings.rate({ guildId, userId: `${member}`, filmId, score, source: 'button', updatedAt: at });
  return club;
}

type Asked = Partial<Record<'period' | 'theme' | 'kind' | 'min_votes', string | number>>;

async function ask(club: Services, asked: Asked = {}, request: Parameters<typeof aCommandRequest>[1] = {}) {
  const options = Object.fromEntries(
    Object.entries(top.options).map(([name, { schema }]) => [name, schema.parse(asked[name as keyof Asked])]),
  );
  return (await top.execute(aCommandRequest(options, request), club)) as MessageReply;
}

const wordsOf = ({ embeds }: MessageReply): string => embeds?.[0]?.description ?? '';
const titlesOf = (reply: MessageReply): string[] =>
  [...wordsOf(reply).matchAll(/\*\*(.+) \\?\(1950\\?\)\*\*/g)].map(([, title = '']) => title);

const club = (): Promise<Services> =>
  aClubThatRated({ loved: [5, 5, 5, 5, 5, 5], sure: [4, 5, 5, 4, 5, 4, 5, 5], fought: [1, 5, 1, 5], few: [5, 5] });

describe('the ranking', () => {
  test('has counts in words, and the formula with the club’s average', async () => {
    const text = wordsOf(await ask(await club()));
    expect(text).toContain('all time · at least 3 ratings');
    expect(text).toContain('(5 × 4.45 + sum of the scores) ÷ (5 + number of ratings)');
    expect(text).toContain('1\\. **loved (1950)**\n5.0 of 5, 6 ratings · 4.75 in this order');
  });

  test.each<[kind: string, titles: string[]]>([
    ['best', ['loved', 'sure', 'fought']],
    ['most_rated', ['sure', 'loved', 'fought']],
    ['divisive', ['fought', 'sure']],
    ['hidden_gems', ['loved']],
  ])('%s is another order', async (kind, titles) => {
    expect(titlesOf(await ask(await club(), { kind }))).toEqual(titles);
  });

  test('takes films with fewer ratings where the member asks for them', async () => {
    expect(titlesOf(await ask(await club(), { min_votes: 2 }))).toContain('few');
    expect(titlesOf(await ask(await club(), { min_votes: 7 }))).toEqual(['sure']);
  });

  test('is of one theme, or of the last months, where the member asks for that', async () => {
    const reply = await ask(await club(), { theme: 'partisans' });
    expect(titlesOf(reply)).toEqual(['loved']);
    expect(wordsOf(reply)).toMatch(/^theme “/);
    const old = await aClubThatRated({ old: [5, 5, 5] }, { at: longAgo });
    expect(titlesOf(await ask(old, { period: 'year' }))).toEqual(['old']);
    await expect(ask(old, { period: 'month' })).rejects.toMatchObject({ key: 'top.none' });
  });

  test('is the club’s own, and there is none in direct messages', async () => {
    const elsewhere = await aClubThatRated({ theirs: [5, 5, 5] }, { guildId: '9' });
    await expect(ask(elsewhere)).rejects.toMatchObject({ key: 'top.none' });
    await expect(ask(elsewhere, {}, { guildId: undefined })).rejects.toMatchObject({ key: 'rating.guild-only' });
  });

  test('speaks Russian to a Russian club', async () => {
    const text = wordsOf(await ask(await club(), {}, { locale: 'ru' }));
    expect(text).toContain('за всё время · не меньше 3 оценок');
    expect(text).toContain('5,0 из 5, 6 оценок · в рейтинге 4,75');
  });
});

describe('while there is nothing to rank', () => {
  test('it says how many ratings are missing, and where', async () => {
    const rated = await aClubThatRated({ one: [4], two: [3, 4] });
    await expect(ask(rated)).rejects.toMatchObject({
      key: 'top.few',
      params: { missing: 1, minVotes: 3, title: { en: 'two (1950)' } },
    });
    await expect(ask(rated, { theme: 'partisans' })).rejects.toMatchObject({ params: { missing: 2 } });
  });

  test('it says so to a member in their own language, also where the ranking would be public', async () => {
    const films = [aFilm({ id: 'two', title: 'Two', originalTitle: 'Двое', year: 1950 })];
    const rated = aClub(films);
    await rated.ratings.rate({ ...ballot, filmId: 'two' });
    const refused = await ask(rated, {}, { locale: 'en-US' }).catch((error: UserError) => error);
    if (!(refused instanceof UserError)) throw new Error('a ranking');
    expect(translator('ru')(refused.key, refused.params)).toMatch(/фильму нужны 3 оценки.* Ближе всех «Двое/);
    expect(translator('en-US')(refused.key, refused.params)).toMatch(/^A film needs 3 ratings .* “Two/);
  });

  test('it says why a film with enough ratings is not in it', async () => {
    const agreed = await aClubThatRated({ one: [4, 4, 4] });
    await expect(ask(agreed, { kind: 'divisive' })).rejects.toMatchObject({ key: 'top.agree' });
    await expect(ask(agreed, { kind: 'hidden_gems' })).rejects.toMatchObject({ key: 'top.no-gems' });
  });
});

describe('pages', () => {
  const many: Scores = Object.fromEntries(
    Array.from({ length: 23 }, (_, at) => [`film-${at}`, at % 2 ? [3, 4, 5] : [2, 3, 5]]),
  );
  const press = async (rated: Services, reply: MessageReply, label: string): Promise<MessageReply> => {
    const parts = reply.components?.flatMap((row) => row.components) ?? [];
    const button = parts.find((part) => 'label' in part && part.label === label);
    const { route, args } = readCustomId(button && 'custom_id' in button ? button.custom_id : '');
    expect(route).toBe(topPage.route);
    return (await topPage.execute(aComponentRequest(), topPage.args.parse(args), rated)) as MessageReply;
  };

  test('have ten films each and every film once, also when pressed', async () => {
    const rated = await aClubThatRated(many);
    const first = await ask(rated);
    const second = await press(rated, first, 'Next');
    const third = await press(rated, second, 'Next');
    const pages = [first, second, third].map(titlesOf);
    expect(pages.map(({ length }) => length)).toEqual([10, 10, 3]);
    expect(new Set(pages.flat()).size).toBe(23);
    expect(wordsOf(third)).toContain('21\\. **');
    expect(third.embeds?.[0]?.footer?.text).toMatch(/^Page 3 of 3 · 23 films/);
  });

  test('open a card from the menu', async () => {
    const { components } = await ask(await aClubThatRated(many));
    const [menu] = components?.[0]?.components ?? [];
    expect(menu && 'options' in menu ? menu.options : []).toHaveLength(10);
    expect(menu && 'custom_id' in menu ? menu.custom_id : '').toBe('film');
  });
});

describe('the picture', () => {
  test('is a PNG that the embed shows, with the same in words for who cannot see it', async () => {
    const { files = [], embeds } = await ask(await club());
    const [file] = files;
    expect(embeds?.[0]?.image?.url).toBe(`attachment://${file?.name}`);
    expect([...(file?.data.slice(0, 4) ?? [])]).toEqual([0x89, 0x50, 0x4e, 0x47]);
    expect(file?.data.length).toBeLessThan(100_000);
    expect(file?.description).toContain('\n3. fought (1950): 1 × 2, 5 × 2');
  });

  test('is drawn of any counts that a club may come to, figures inside the picture', async () => {
    const { scoreChart } = await import('../../src/discord/charts/score-chart.ts');
    const rows = [
      { place: 1, tally: { count: 1, average: 5, perScore: [0, 0, 0, 0, 1] } },
      { place: 998, tally: { count: 1_000_003, average: 4.99, perScore: [1, 1, 1, 400_000, 600_000] } },
    ];
    const svg = scoreChart(rows, (average) => average.toFixed(1));
    expect(svg).not.toMatch(/NaN|undefined|="-/);
    const { width, height } = new Resvg(svg);
    expect([width, height]).toEqual([720, 200]);
  });
});
