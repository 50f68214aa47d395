import { afterEach, beforeEach, expect, test } from 'vitest';
import { Playground } from '../../src/playground/server.ts';

const monday = Temporal.Instant.from('2026-11-23T12:00:00Z');
const friday = Temporal.Instant.from('2026-11-27T17:00:00Z');

let now: Temporal.Instant;
let next: Temporal.Instant | undefined;
let playground: Playground;
beforeEach(async () => {
  now = monday;
  next = friday;
  playground = await Playground.start({
    ...{ port: 0, clock: () => now },
    movable: {
      nextPost: async (guildId) => (guildId === playground.world.guild.id ? next : undefined),
      moveTo: (moment) => {
        now = moment;
      },
    },
  });
});
afterEach(() => playground[Symbol.asyncDispose]());

const person = (at: number): string => playground.world.people[at]?.id ?? '';

test('a visitor moves the clock to the next post, and never back', async () => {
  expect(playground.snapshot('')).toMatchObject({ now: monday.toString(), canMoveClock: true });
  expect(await playground.act({ as: person(0), do: 'nextPost' })).toEqual({ ok: true });
  expect(playground.snapshot('').now).toBe(friday.toString());
  now = friday.add({ seconds: 1 });
  expect(await playground.act({ as: person(0), do: 'nextPost' })).toEqual({ ok: true });
  expect(now).toEqual(friday.add({ seconds: 1 }));
});

test('where no post is planned the visitor is told so, and the clock stays', async () => {
  next = undefined;
  expect(await playground.act({ as: person(0), do: 'nextPost' })).toMatchObject({
    error: expect.stringMatching(/No post is planned/) as string,
  });
  expect(await playground.act({ as: person(1), do: 'nextPost' })).toMatchObject({
    error: expect.stringMatching(/не запланирован/) as string,
  });
  expect(now).toEqual(monday);
});

test('a clock that is not the playground’s own cannot be moved', async () => {
  await using other = await Playground.start({ port: 0 });
  expect(other.snapshot('').canMoveClock).toBe(false);
  const as = other.world.people[0]?.id ?? '';
  expect(await other.act({ as, do: 'nextPost' })).toMatchObject({ ok: false });
});
