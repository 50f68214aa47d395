import { expect, test } from 'vitest';
import enUS from '../../src/locales/en-US.json' with { type: 'json' };
import ru from '../../src/locales/ru.json' with { type: 'json' };
import { startClub, textOf } from '../support/club.ts';

test('two members nominate a film, a moderator accepts it and declines another, and a restart forgets none of it', async () => {
  await using club = await startClub();
  const [anna, boris, vera] = [await club.as('member'), await club.as('newcomer', 'ru'), await club.as('moderator')];
  await anna.command('/film nominate', { film: 'wings', note: 'For @everyone [here](https://b.example)' });
  expect(textOf(await boris.command('/film nominate', { film: 'wings' }))).toContain(ru['nominate.outcome.joined']);
  await anna.command('/film nominate', { film: 'mirror' });

  const list = await vera.command('/filmweek nominations list');
  expect(list.ephemeral).toBe(true);
  expect(textOf(list)).toMatch(/Wings[^]*2 members want it[^]*Mirror[^]*1 member wants it/);
  expect(textOf(list)).not.toContain('https://b.example');
  const wings = await vera.pick(list, /Wings/);
  await club.restartBot();
  expect(textOf(await vera.press(wings, enUS['nomination.accept']))).toContain('when it is shown is up to you');

  const mirror = await vera.pick(await vera.command('/filmweek nominations list'), /Mirror/);
  expect(textOf(await vera.fill(mirror, enUS['nomination.decline'], { reason: 'Seen last year' }))).toContain(
    'Declined',
  );
  expect(textOf(await anna.command('/filmdata show'))).toContain('2 nominations');

  await club.restartBot();
  const own = textOf(await anna.command('/film nominate', { film: 'zoya' }));
  expect(own).toMatch(/Wings.*accepted/);
  expect(own).toMatch(/Mirror.*declined.*reason: Seen last year/);
});

test('a note comes along where the title fits several films, also over a restart', async () => {
  await using club = await startClub();
  const [anna, vera] = [await club.as('member'), await club.as('moderator')];
  const note = 'For *Mother’s Day*, @everyone';
  const question = await anna.command('/film nominate', { film: 'the', note: `  ${note} ` });
  expect(textOf(question)).toContain(enUS['choose.your-note']);
  await club.restartBot();
  expect(textOf(await anna.pick(question, /./))).toContain('Nominated');
  const opened = await vera.pick(await vera.command('/filmweek nominations list'), /./);
  expect(textOf(opened).replaceAll('\\', '')).toContain('For *Mother’s Day*, @everyone');
  // Nothing is asked about a note that was not given.
  expect(textOf(await anna.command('/film nominate', { film: 'the' }))).not.toContain(enUS['choose.your-note']);
});

test('a member who nominates is told how many are left, takes one back, and nominates another', async () => {
  await using club = await startClub();
  const anna = await club.as('member');
  for (const film of ['wings', 'mirror', 'zoya']) await anna.command('/film nominate', { film });
  const full = await anna.command('/film nominate', { film: 'rainbow' });
  expect(textOf(full)).toContain('as many open nominations as one member may have');
  expect(textOf(await anna.pick(full, /Zoya/))).toContain(enUS['nominate.taken-back']);
  expect(textOf(await anna.command('/film nominate', { film: 'rainbow' }))).toContain('Nominated');
  expect(textOf(await anna.command('/film nominate', { film: 'rainbow' }, 'dm'))).toBe(enUS['nominate.guild-only']);
});
