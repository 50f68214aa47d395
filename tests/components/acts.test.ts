import { sql } from 'kysely';
import { pino } from 'pino';
import { beforeEach, expect, test } from 'vitest';
import { z } from 'zod';
import { createServices } from '../../src/app/create-services.ts';
import { components } from '../../src/components/index.ts';
import type { Component } from '../../src/discord/component.ts';
import { FilmIndex } from '../../src/data/film-index.ts';
import { UserError } from '../../src/errors.ts';
import { noMetrics } from '../../src/services/metrics.ts';
import type { Services } from '../../src/services/services.ts';
import type { Database } from '../../src/stores/database/database.ts';
import { memoryDatabase } from '../support/database.ts';
import { noChannels, noGuilds } from '../support/services.ts';
import { aFilm, aLibrary } from '../support/library.ts';
import { aComponentRequest, someEvening } from '../support/requests.ts';

/*
 * Whatever a component that is not authenticated is made to do, it changes nothing that members would miss. So one that
 * does must say that it acts.
 */
const film = aFilm({ id: 'daisies' });
const request = aComponentRequest({ values: [film.id], permissions: ~0n & ((1n << 53n) - 1n) });
const { guildId = '', userId } = request;

let db: Database['db'];
let services: Services;
beforeEach(async () => {
  const store = await memoryDatabase();
  ({ db } = store);
  const parts = { films: new FilmIndex(aLibrary([film])), ...store, clock: () => someEvening, random: () => 0.5 };
  const log = pino({ level: 'silent' });
  const isMember = () => Promise.resolve(true);
  services = createServices({ ...parts, channels: noChannels, guilds: noGuilds, metrics: noMetrics, log, isMember });
  await services.ratings.rate({ guildId, userId, filmId: film.id, score: 4, source: 'button', updatedAt: someEvening });
  await services.lists.put('watchlist', film.id, request, someEvening);
});

/** What has come up in draws and in facts is remembered by whoever asks; nobody would miss it. */
const unimportant = ['bags'];

/** Every row of every table. */
async function everything(): Promise<object> {
  const tables = (await db.introspection.getTables()).map(({ name }) => name);
  const rows = tables
    .filter((name) => !unimportant.includes(name))
    .map(async (name) => [name, (await sql`select * from ${sql.table(name)}`.execute(db)).rows] as const);
  return Object.fromEntries(await Promise.all(rows));
}

/** Values that an argument may have, the plausible ones. */
function valuesOf(schema: z.core.$ZodType): readonly string[] {
  if (schema instanceof z.ZodEnum) return schema.options.map(String);
  if (schema instanceof z.ZodPipe) return valuesOf(schema.in);
  if (schema instanceof z.ZodDefault || schema instanceof z.ZodOptional) return valuesOf(schema.unwrap());
  return schema instanceof z.ZodNumber ? ['1', '3'] : [film.id, userId, guildId, ''];
}

/** Every list with one value from each of the lists. */
const combinations = (lists: readonly (readonly string[])[]): readonly (readonly string[])[] =>
  lists.reduce<readonly (readonly string[])[]>(
    (all, list) => all.flatMap((one) => list.map((value) => [...one, value])),
    [[]],
  );

/** Presses a component with all sorts of arguments; says whether something is different afterwards. */
async function changesSomething({ args, execute }: Component): Promise<boolean> {
  const before = await everything();
  const items = args instanceof z.ZodTuple ? args.def.items : [];
  for (const written of combinations(items.map(valuesOf)).slice(0, 200)) {
    const read = args.safeParse(written);
    if (!read.success) continue;
    try {
      await execute(request, read.data, services);
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
    }
    if (JSON.stringify(await everything()) !== JSON.stringify(before)) return true;
  }
  return false;
}

test.each(components.filter(({ acts }) => !acts).map((component) => [component.route, component] as const))(
  '%s, which is not authenticated, changes nothing',
  async (_route, component) => expect(await changesSomething(component)).toBe(false),
);

test('the presses are such that components that act do change something', async () => {
  const scores = components.filter(({ route }) => ['score', 'unrate', 'toggle'].includes(route));
  expect(scores).toHaveLength(3);
  for (const component of scores) expect(await changesSomething(component), component.route).toBe(true);
});
