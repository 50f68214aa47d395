import type { APIActionRowComponent, APIButtonComponentWithCustomId, APIEmbed } from 'discord-api-types/v10';
import { pino } from 'pino';
import { createServices } from '../../src/app/create-services.ts';
import { drawReply } from '../../src/components/another-film.ts';
import { FilmIndex } from '../../src/data/film-index.ts';
import { loadLibrary } from '../../src/data/load-library.ts';
import { messagePayload } from '../../src/discord/message-payload.ts';
import { defaultSettings } from '../../src/domain/guild-settings.ts';
import { translator } from '../../src/locales/translate.ts';
import type { Guilds } from '../../src/services/guilds.ts';
import type { Channels } from '../../src/services/channels.ts';
import { noMetrics } from '../../src/services/metrics.ts';
import { openDatabase } from '../../src/stores/database/database.ts';

/** An answer to `/film random`, as far as other bots have to say the same. */
export type Card = Readonly<{
  embeds: readonly APIEmbed[];
  components: readonly APIActionRowComponent<APIButtonComponentWithCustomId>[];
}>;

const nowhere = (): Promise<never> => Promise.reject(new Error('there is no Discord here'));
const noChannels: Channels = { send: nowhere, find: nowhere, react: nowhere, count: nowhere, list: nowhere };

/** Cards ask nothing of guilds, either. */
const noGuilds: Guilds = { look: nowhere, invitation: () => '', greet: nowhere };

/** The bot's own answer for each film of the library: what the other bots say, and what ours is held against. */
export async function drawCards(): Promise<Card[]> {
  const films = new FilmIndex(loadLibrary());
  const log = pino({ level: 'silent' });
  await using store = await openDatabase('sqlite::memory:', { log });
  const services = createServices({
    films,
    ...store,
    channels: noChannels,
    guilds: noGuilds,
    clock: () => Temporal.Now.instant(),
    random: Math.random,
    metrics: noMetrics,
    log,
    isMember: () => Promise.resolve(true),
  });
  const request = {
    interactionId: '1',
    userId: '1',
    guildId: '1',
    channelId: '1',
    permissions: 0n,
    roles: [],
    ownPermissions: undefined,
    inThread: false,
    guildLocale: 'en-US' as const,
    now: Temporal.Now.instant(),
    club: defaultSettings,
    t: translator('en-US'),
  };
  const cards: Card[] = [];
  for (const _ of films.films) {
    const { embeds, components } = messagePayload(await drawReply({}, 'all', request, services)).body;
    cards.push({ embeds, components } as Card);
  }
  return cards;
}
