import type { APIActionRowComponent, APIButtonComponentWithCustomId, APIEmbed } from 'discord-api-types/v10';
import { pino } from 'pino';
import { drawReply } from '../../src/components/another-film.ts';
import { FilmIndex } from '../../src/data/film-index.ts';
import { loadLibrary } from '../../src/data/load-library.ts';
import { messagePayload } from '../../src/discord/message-payload.ts';
import { translator } from '../../src/locales/translate.ts';
import { FactTurns } from '../../src/services/fact-turns.ts';
import { MemberData } from '../../src/services/member-data.ts';
import { RandomDraw } from '../../src/services/random-draw.ts';
import { Ratings } from '../../src/services/ratings.ts';
import { Turns } from '../../src/services/turns.ts';
import { openDatabase } from '../../src/stores/database/database.ts';
import { MemberDataStore } from '../../src/stores/member-data-store.ts';
import { RatingStore } from '../../src/stores/rating-store.ts';
import { emptyBag } from '../../src/domain/bag.ts';
import type { Bag } from '../../src/domain/bag.ts';

/** An answer to `/film random`, as far as other bots have to say the same. */
export type Card = Readonly<{
  embeds: readonly APIEmbed[];
  components: readonly APIActionRowComponent<APIButtonComponentWithCustomId>[];
}>;

/** The bot's own answer for each film of the library: what the other bots say, and what ours is held against. */
export async function drawCards(): Promise<Card[]> {
  const films = new FilmIndex(loadLibrary());
  const turns = new Turns({ bags: bagsInMemory(), random: Math.random });
  await using store = await openDatabase('sqlite::memory:', { log: pino({ level: 'silent' }) });
  const services = {
    films,
    draws: new RandomDraw({ films, turns }),
    facts: new FactTurns({ turns }),
    ratings: new Ratings({ films, store: new RatingStore(store.db) }),
    members: new MemberData({ store: new MemberDataStore(store.db) }),
  };
  const request = {
    interactionId: '1',
    userId: '1',
    guildId: '1',
    channelId: '1',
    permissions: 0n,
    now: Temporal.Now.instant(),
    t: translator('en-US'),
  };
  const cards: Card[] = [];
  for (const _ of films.films) {
    const { embeds, components } = messagePayload(await drawReply({}, request, services));
    cards.push({ embeds, components } as Card);
  }
  return cards;
}

/** Cards are drawn for nobody: what has come up need not outlive them. */
function bagsInMemory() {
  const bags = new Map<string, Bag>();
  return {
    get: async (_scope: string, key: string) => bags.get(key) ?? emptyBag,
    put: async (_scope: string, key: string, bag: Bag) => void bags.set(key, bag),
  };
}
