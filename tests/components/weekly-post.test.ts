import { expect, test } from 'vitest';
import { weeklyPost } from '../../src/components/weekly-post.ts';
import { defaultSettings } from '../../src/domain/guild-settings.ts';
import type { GuildSettings } from '../../src/domain/guild-settings.ts';
import { aFilm } from '../support/library.ts';
import { someEvening } from '../support/requests.ts';
import { fridays } from '../support/schedules.ts';
import { aClub } from '../support/services.ts';

const film = aFilm({ id: 'daisies', spoilers: { en: 'They fall.', ru: 'Они падают.' } });

/** The post as it stands in the channel of a club that has chosen this. */
async function postIn(club: Partial<GuildSettings>) {
  const occurrence = { guildId: '1', schedule: 'main', key: '2026-11-27', late: false, dueAt: someEvening };
  const record = { ...occurrence, item: undefined, settings: fridays };
  const { reply } = await weeklyPost({ record, film, club: { ...defaultSettings, ...club } }, aClub([film]));
  return reply;
}

const buttonsOf = (reply: Awaited<ReturnType<typeof postIn>>) =>
  reply.components?.flatMap(({ components }) => components.map((part) => 'label' in part && part.label));

test('where the club has text instead of embeds, the film of the week is text', async () => {
  expect((await postIn({})).embeds).toHaveLength(1);
  const { embeds, content } = await postIn({ plainText: true });
  expect(embeds).toBeUndefined();
  expect(content).toContain('Film of the week');
  expect(content).toContain(film.title);
});

test('a film of the week shows how it ends on a press, unless its card tells that already', async () => {
  expect(buttonsOf(await postIn({}))).toContain('How it ends');
  const reply = await postIn({ spoilers: true });
  expect(JSON.stringify(reply.embeds)).toContain('||They fall.||');
  expect(buttonsOf(reply)).not.toContain('How it ends');
});
