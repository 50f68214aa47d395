import { expect, test } from 'vitest';
import { commands } from '../../src/commands/index.ts';
import { components } from '../../src/components/index.ts';
import { readCustomId } from '../../src/discord/component.ts';
import { colorOf } from '../../src/discord/embeds/colors.ts';
import type { MessageReply, Reply } from '../../src/discord/reply.ts';
import { defaultSettings } from '../../src/domain/guild-settings.ts';
import type { GuildSettings } from '../../src/domain/guild-settings.ts';
import type { Services } from '../../src/services/services.ts';
import { aFilm } from '../support/library.ts';
import { aCommandRequest, aComponentRequest, aRequest } from '../support/requests.ts';
import { aClub } from '../support/services.ts';

const wings = aFilm({ id: 'wings', spoilers: { en: 'He falls.', ru: 'Он падает.' } });
const films = [wings, aFilm({ id: 'ascent' })];

/** All that is said about one film, by command or component. */
const answers: readonly (readonly [by: string, options: Record<string, unknown>])[] = [
  ['film info', { film: 'wings' }],
  ['film rate', { film: 'wings', score: 4 }],
  ['film unrate', { film: 'wings' }],
  ['film fact', { film: 'wings' }],
  ['film similar', { film: 'wings' }],
  ['film seen add', { film: 'wings' }],
  ['film nominate', { film: 'wings' }],
  ['rate:wings', {}],
  ['toggle:watchlist:wings', {}],
  ['ending:wings', {}],
];

async function answerTo(by: string, options: Record<string, unknown>, services: Services, club: GuildSettings) {
  const [name = '', ...path] = by.split(' ');
  const command = commands.find((each) => each.name === name);
  if (command?.kind === 'slash') {
    const subcommand = command.subcommands.find((each) => each.name === path.join(' '));
    return (await subcommand?.execute(aCommandRequest(options, { club }), services)) as Reply;
  }
  const { route, args } = readCustomId(by);
  const component = components.find((each) => each.route === route);
  return (await component?.execute(aComponentRequest({ club }), component.args.parse(args), services)) as Reply;
}

test.each(answers)(
  'what %s says of a film has the club’s colour, if it has chosen one, else the film’s',
  async (...by) => {
    for (const color of [0x112233, undefined]) {
      const services = aClub(films);
      const [embed] = ((await answerTo(...by, services, { ...defaultSettings, color })) as MessageReply).embeds ?? [];
      expect(embed?.color).toBe(color ?? colorOf(wings));
    }
  },
);

test('a nomination has it, too', async () => {
  const services = aClub(films);
  const club = { ...defaultSettings, color: 0x112233 };
  await answerTo('film nominate', { film: 'wings' }, services, club);
  const [nomination] = await services.nominations.list(aRequest().guildId ?? '');
  const shown = (await answerTo(`accept-nomination:${nomination?.id}`, {}, services, club)) as MessageReply;
  expect(shown.embeds?.[0]?.color).toBe(0x112233);
});
