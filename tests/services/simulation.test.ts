import { expect, test } from 'vitest';
import { ClubSettings } from '../../src/services/club-settings.ts';
import { Simulation } from '../../src/services/simulation.ts';
import { copyProgramme } from '../../src/stores/guild-copy.ts';
import { GuildChangeStore } from '../../src/stores/guild-change-store.ts';
import { GuildSettingsStore } from '../../src/stores/guild-settings-store.ts';
import { OccurrenceStore } from '../../src/stores/occurrence-store.ts';
import { ScheduleStore } from '../../src/stores/schedule-store.ts';
import { memoryDatabase } from '../support/database.ts';
import { Engine } from '../support/engine.ts';
import { anItem } from '../support/schedules.ts';

/** What a simulation says about the next weeks of an engine's guild: a line for each occurrence. */
async function simulated({ database, services, key, clock }: Engine, until: string): Promise<string[]> {
  await using copy = await memoryDatabase();
  await copyProgramme(key.guildId, database.db, copy.db);
  const [schedules, occurrences] = [new ScheduleStore(copy.db), new OccurrenceStore(copy.db)];
  const settings = new ClubSettings({
    store: new GuildSettingsStore(copy.db),
    changes: new GuildChangeStore(copy.db),
  });
  const simulation = new Simulation({ films: services.films, schedules, occurrences, settings, random: () => 0 });
  const found = await simulation.run(key.guildId, clock.now, Temporal.Instant.from(until));
  return found.map(({ record, settled }) => [...lineOf(record), settled].join(' '));
}

type Line = Readonly<{
  dueAt: Temporal.Instant;
  filmId: string | undefined;
  reason: string | undefined;
  late: boolean;
}>;
const lineOf = ({ dueAt, filmId, reason, late }: Line) => [dueAt.toString(), filmId ?? reason, late];

test('a simulation says what then comes: pinned, queued, chosen by chance, left out, and at last nothing', async () => {
  await using engine = await Engine.start();
  // Reactions would only take time.
  await engine.services.settings.change(engine.key.guildId, { ratingMode: 'off' }, engine.clock.now);
  await engine.schedule({}, anItem({ filmId: 'ascent' }), anItem({ id: 'd', filmId: 'ivan', date: '2026-12-11' }));
  await engine.services.schedules.skip(engine.key, '2026-12-04', undefined, { now: engine.clock.now });
  // A film that chance has chosen for a preview stays.
  await engine.services.schedules.preview(engine.key, 8);
  const said = await simulated(engine, '2027-01-15T18:00:00Z');
  expect(said).toHaveLength(8);
  const came: string[] = [];
  for (let week = 0; week < 8; week += 1) {
    await engine.friday({ hours: 168 * week });
    const [latest] = await engine.history(1);
    if (latest) came.push([...lineOf(latest), latest.filmId !== undefined].join(' '));
  }
  expect(said).toEqual(came);
  expect(said[1]).toContain('skipped-by-moderator');
  expect(said.at(-1)).toContain('no-film');
});

test('a simulation of two schedules that share the last films says what then comes of each', async () => {
  await using engine = await Engine.start();
  const { services, key, clock } = engine;
  await services.settings.change(key.guildId, { ratingMode: 'off' }, clock.now);
  await engine.schedule({}, anItem({ filmId: 'ascent' }));
  const late = { ...(await services.schedules.get(key)).schedule.settings, weekday: 'saturday' } as const;
  await services.schedules.put({ ...key, name: 'late' }, late, { now: clock.now });
  await services.schedules.preview(key, 1);
  const said = await simulated(engine, '2026-12-20T00:00:00Z');
  for (let week = 0; week < 4; week += 1)
    for (const hours of [0, 24]) await engine.friday({ hours: 168 * week + hours });
  const came = (await engine.history(20)).map((one) => [...lineOf(one), one.filmId !== undefined].join(' '));
  expect(said).toEqual(came.toReversed());
  expect(said.filter((line) => line.includes('no-film'))).toHaveLength(3);
});

test('what an outage left to do comes first and late, and what it missed for good is told', async () => {
  await using engine = await Engine.start();
  await engine.schedule();
  engine.clock.now = Temporal.Instant.from('2026-12-04T20:00:00Z');
  expect(await simulated(engine, '2026-12-12T00:00:00Z')).toEqual([
    '2026-11-27T17:00:00Z missed false false',
    '2026-12-04T17:00:00Z wings true true',
    '2026-12-11T17:00:00Z daisies false true',
  ]);
});

test('a simulation leaves the store as it is', async () => {
  await using engine = await Engine.start();
  await engine.schedule();
  const kept = async () => [await engine.services.schedules.get(engine.key), await engine.history()];
  const before = await kept();
  await simulated(engine, '2027-12-12T00:00:00Z');
  expect(await kept()).toEqual(before);
});
