import { ChannelType } from 'discord.js';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import enUS from '../../src/locales/en-US.json' with { type: 'json' };
import ru from '../../src/locales/ru.json' with { type: 'json' };
import type { MessageView } from '../../src/playground/protocol.ts';
import { startClub, textOf } from '../support/club.ts';
import type { Club, Visitor } from '../support/club.ts';
import { seededRandom } from '../support/library.ts';

let club: Club;
let clara: Visitor;
let clock: { now: Temporal.Instant };

/** A Wednesday; the films of these tests come on Fridays. */
beforeEach(async () => {
  clock = { now: Temporal.Instant.from('2026-11-25T18:00:00Z') };
  club = await startClub({ clock: () => clock.now, random: seededRandom(1) });
  clara = await club.as('moderator');
});
afterEach(() => club[Symbol.asyncDispose]());

const channelCalled = (visitor: Visitor, wanted: string): Promise<string> =>
  visitor.until(`#${wanted}`, ({ channels }) => channels.find(({ name }) => name === wanted)?.id);

/** A schedule for Fridays at eight in Moscow. */
async function schedule(values: Readonly<Record<string, string | number | boolean>> = {}) {
  const channel = await channelCalled(clara, 'film-club');
  const friday = { channel, weekday: 'friday', time: '20:00', timezone: 'Europe/Moscow' };
  return clara.press(await clara.command('/filmweek schedule', { ...friday, ...values }), enUS['schedule.confirm']);
}

/** What is said at last, when it is asked for again and again. */
const until = (ask: () => Promise<string>, wanted: RegExp): Promise<string> =>
  vi.waitFor(
    async () => {
      const said = await ask();
      if (!wanted.test(said)) throw new Error(said);
      return said;
    },
    { timeout: 10_000, interval: 200 },
  );

/** What the log of changes says, once it has so many entries. */
const logged = (channelId: string, count: number): Promise<readonly string[]> =>
  clara.until(`${count} entries in the log`, ({ messages }) => {
    const entries = (messages[channelId] ?? [])
      .flatMap(({ message }) => message.embeds)
      .map(({ title, description }) => [title, description?.split('\n').slice(1).join('\n')].join(': '));
    return entries.length >= count ? entries : undefined;
  });

/** Friday, 27 November 2026, 20:00 in Moscow. */
const friday = '<t:1795798800:F>';

test('a server has room for 25 schedules, as many as can be chosen from, and says so before anything is shown', async () => {
  for (let n = 1; n <= 25; n += 1) expect(textOf(await schedule({ name: `night-${n}` }))).toContain('is on.');
  const channel = await channelCalled(clara, 'film-club');
  const another = { channel, weekday: 'friday', time: '20:00', timezone: 'Europe/Moscow', name: 'one-more' };
  expect(textOf(await clara.command('/filmweek schedule', another))).toContain('There are 25 schedules here');
  // One that is there can be changed all the same.
  expect(textOf(await schedule({ name: 'night-7', time: '21:00' }))).toContain('is on.');

  // What was removed comes back only while there is room; of two that are confirmed for one place one gets it.
  const ask = await clara.command('/filmweek remove', { name: 'night-9' });
  const removed = await clara.press(ask, enUS['schedule.remove']);
  const drafts = [];
  for (const name of ['one-more', 'another'])
    drafts.push(await clara.command('/filmweek schedule', { ...another, name }));
  const confirmed = [];
  for (const draft of drafts) confirmed.push(textOf(await clara.press(draft, enUS['schedule.confirm'])));
  expect(confirmed).toEqual([
    expect.stringContaining('is on.'),
    expect.stringContaining('There are 25 schedules here'),
  ]);
  expect(textOf(await clara.press(removed, enUS['config.undo']))).toContain('There are 25 schedules here');
  const again = await clara.command('/filmweek remove', { name: 'one-more' });
  await clara.press(again, enUS['schedule.remove']);
  expect(textOf(await clara.press(removed, enUS['config.undo']))).toContain('Next: ');
}, 60_000);

test('a schedule whose channel takes no posts is shown as parked, with the way out, and so does the check', async () => {
  await schedule();
  const { world } = club.playground;
  const film = world.channel(await channelCalled(clara, 'film-club'));
  if (film) film.overwrites = [{ id: world.bot.id, type: 1, allow: 0n, deny: 1n << 11n }];
  clock.now = Temporal.Instant.from('2026-11-27T17:00:00Z');
  const parked = await until(async () => textOf(await clara.command('/filmweek show')), /It is parked/);
  expect(parked).toContain('Give me View Channel, Send Messages');
  expect(textOf(await clara.command('/filmconfig check'))).toContain(
    '**main** is parked: nothing gets through. Give me',
  );
});

test('a film that AutoMod refuses is out of the queue, and first in it again with its note if a moderator says so', async () => {
  const log = await channelCalled(clara, 'general');
  await clara.command('/filmconfig log', { channel: log });
  await schedule();
  await clara.command('/filmweek queue add', { film: 'wings', note: 'With a talk' });
  await clara.command('/filmweek queue add', { film: 'mirror' });
  club.playground.faults.rest.next({ method: 'POST', path: /messages$/ }, { refused: 400, code: 200_000 });
  const notice = (wanted: string): Promise<MessageView> =>
    clara.until(wanted, ({ messages }) =>
      (messages[log] ?? []).find(({ message }) => message.content.includes(wanted)),
    );
  clock.now = Temporal.Instant.from('2026-11-27T17:00:00Z');
  await notice('By myself I do not send the same once more');
  clock.now = clock.now.add({ hours: 25 });
  const skipped = await notice('is in the queue no more');
  const queue = async () => textOf(await clara.command('/filmweek queue list'));
  expect(await queue()).not.toContain('Wings');
  await clara.press(skipped, enUS['notice.requeue']);
  await notice('is number 1 in the queue');
  expect(await queue()).toMatch(/Wings.*\n.*Mirror/);
  expect(textOf(await clara.command('/filmweek preview'))).toContain('With a talk');
  await clara.press(skipped, enUS['notice.requeue']);
  await notice(enUS['queue.already']);
});

test('before a schedule is kept it says whom it cannot ping, and that the forum wants tags; the check says it, too', async () => {
  const { world } = club.playground;
  const role = world.roles.find(({ name }) => name === 'moderators');
  const forum = world.addChannel('films', ChannelType.GuildForum);
  const channel = await channelCalled(clara, 'films');
  const values = { channel, weekday: 'friday', time: '20:00', timezone: 'Europe/Moscow', role: role?.id ?? '' };
  const asked = async () => textOf(await clara.command('/filmweek schedule', values));
  forum.needsTag = true;
  expect(await asked()).toMatch(/no posts without a tag[\s\S]*⚠️ <@&\d+> will see no ping: I may not mention it/);
  await clara.press(await clara.command('/filmweek schedule', values), enUS['schedule.confirm']);
  const check = async () => textOf(await clara.command('/filmconfig check', { channel }));
  expect(await check()).toMatch(/no posts without a tag[\s\S]*will see no ping/);
  forum.needsTag = false;
  if (role) role.mentionable = true;
  for (const said of [await asked(), await check()]) expect(said).not.toMatch(/without a tag|no ping/);
  // Who may mention everyone may mention any role.
  if (role) role.mentionable = false;
  forum.overwrites = [{ id: world.bot.id, type: 1, allow: 1n << 17n, deny: 0n }];
  for (const said of [await asked(), await check()]) expect(said).not.toContain('no ping');
});

test('a schedule for a forum says that thread and pin mean nothing there', async () => {
  club.playground.world.addChannel('films', ChannelType.GuildForum);
  const channel = await channelCalled(clara, 'films');
  const asked = { channel, weekday: 'friday', time: '20:00', timezone: 'Europe/Moscow' };
  expect(textOf(await clara.command('/filmweek schedule', asked))).not.toContain('In a forum');
  expect(textOf(await clara.command('/filmweek schedule', { ...asked, pin: true }))).toContain('and pin nothing');
});

describe('what a moderator changes about the film of the week', () => {
  test('is chosen, where it is about a film in the queue, among those films alone', async () => {
    await schedule();
    const offered = (typed: string) =>
      clara.choices('/filmweek queue remove', 'film', typed).then((all) => all.map(({ value }) => value));
    expect(await offered('')).toEqual([]);
    for (const film of ['wings', 'mirror']) await clara.command('/filmweek queue add', { film });
    expect(await offered('')).toEqual(['wings', 'mirror']);
    expect(await offered('mir')).toEqual(['mirror']);
    expect(await offered('daisies')).toEqual([]);
  });

  test('is told with the next dates and to the log, and can be taken back', async () => {
    const log = await channelCalled(clara, 'general');
    await clara.command('/filmconfig log', { channel: log });
    expect(textOf(await schedule())).toContain(`Next: ${friday}`);
    const queued = await clara.command('/filmweek queue add', { film: 'wings' });
    expect(textOf(queued)).toMatch(/Wings.*number 1.*\nNext: <t:/);
    await clara.command('/filmweek queue add', { film: 'mirror' });
    const moved = await clara.command('/filmweek queue move', { film: 'mirror', position: 1 });
    const removed = await clara.command('/filmweek queue remove', { film: 'mirror' });
    const back = await clara.press(removed, enUS['config.undo']);
    expect(textOf(back)).toMatch(/^Change taken back\n\*\*Mirror .*number 1 in the queue\nNext: <t:/);
    expect(textOf(await clara.press(moved, enUS['config.undo']))).toMatch(/Wings .*number 2 → 1/);
    const skipped = await clara.command('/filmweek skip');
    expect(textOf(skipped)).not.toContain(`Next: ${friday}`);
    expect(textOf(await clara.press(skipped, enUS['config.undo']))).toContain(`Next: ${friday}`);
    const paused = await clara.command('/filmweek pause', { reason: 'Winter' });
    expect(textOf(paused)).toContain(enUS['schedule.no-dates']);
    expect(textOf(await clara.press(paused, enUS['config.undo']))).toContain(`Next: ${friday}`);
    const later = await schedule({ time: '21:00', pin: true });
    expect(textOf(later)).toMatch(/\*\*Time\*\*: 20:00 → 21:00\n\*\*Pins the post\*\*: no → yes\nNext/);
    await clara.press(later, enUS['config.undo']);
    const cleared = await clara.press(await clara.command('/filmweek queue clear'), enUS['queue.clear']);
    await clara.press(cleared, enUS['config.undo']);
    const gone = await clara.press(await clara.command('/filmweek remove'), enUS['schedule.remove']);
    expect(textOf(await clara.press(gone, enUS['config.undo']))).toContain(`Next: ${friday}`);
    expect(textOf(await clara.command('/filmweek queue list'))).toMatch(/1\. \*\*Wings.*\n2\. \*\*Mirror/);

    const entries = await logged(log, 18);
    expect(entries.every((entry) => /: (?:changed|change taken back)|Settings/.test(entry))).toBe(true);
    expect(entries.join('\n')).toMatch(/change taken back: \*\*Time\*\*: 21:00 → 20:00/);
    expect(entries.join('\n')).toMatch(/The schedule is removed, and 2 films in its queue/);
  });

  test('leaves all as it was when it is taken back, whatever it was', async () => {
    await schedule();
    const looks = async () => {
      const [show, queue, later] = ['/filmweek show', '/filmweek queue list', '/filmweek preview'] as const;
      return [await clara.command(show), await clara.command(queue), await clara.command(later, { ahead: 5 })].map(
        textOf,
      );
    };
    const command = (path: string, values = {}) => clara.command(path, values);
    const confirmed = async (asked: Promise<MessageView>, label: string) => clara.press(await asked, label);
    await command('/filmweek queue add', { film: 'wings', note: 'With tea.' });
    await command('/filmweek queue add', { film: 'mirror', date: '2026-12-04' });
    await command('/filmweek queue add', { film: 'the-ascent' });
    const settled = await looks();
    const changes: Readonly<Record<string, () => Promise<MessageView>>> = {
      add: () => command('/filmweek queue add', { film: 'ballad-of-a-soldier', position: 1 }),
      'add for a date': () => command('/filmweek queue add', { film: 'ballad-of-a-soldier', date: '2026-12-11' }),
      move: () => command('/filmweek queue move', { film: 'mirror', position: 1 }),
      remove: () => command('/filmweek queue remove', { film: 'wings' }),
      clear: () => confirmed(command('/filmweek queue clear'), enUS['queue.clear']),
      fill: () => confirmed(command('/filmweek queue fill', { count: 3 }), enUS['schedule.confirm']),
      skip: () => command('/filmweek skip', { date: '2026-12-04', reason: 'a holiday' }),
      replace: () => command('/filmweek replace', { film: 'the-ascent' }),
      'replace on a date': () => command('/filmweek replace', { film: 'ballad-of-a-soldier', date: '2026-12-04' }),
      'pause until a date': () => command('/filmweek pause', { until: '2026-12-10' }),
      schedule: () => schedule({ weekday: 'monday', every_weeks: 2, mode: 'queue_only', thread: true }),
      end: () => confirmed(command('/filmweek remove'), enUS['schedule.remove']),
    };
    for (const [what, change] of Object.entries(changes)) {
      const changed = await change();
      if (what !== 'end') expect([what, ...(await looks())]).not.toEqual([what, ...settled]);
      await clara.press(changed, enUS['config.undo']);
      expect([what, ...(await looks())]).toEqual([what, ...settled]);
    }
    await command('/filmweek pause');
    const paused = await looks();
    await clara.press(await command('/filmweek resume'), enUS['config.undo']);
    expect(await looks()).toEqual(paused);
  });

  test('is not removed or emptied as long as it is not what was asked about', async () => {
    await schedule();
    await clara.command('/filmweek queue add', { film: 'wings' });
    const [clear, remove] = [await clara.command('/filmweek queue clear'), await clara.command('/filmweek remove')];
    await clara.command('/filmweek queue remove', { film: 'wings' });
    await clara.command('/filmweek queue add', { film: 'mirror' });
    const anew = await clara.press(clear, enUS['queue.clear']);
    expect(textOf(anew)).toBe(`${enUS['schedule.changed-since']}\nTake 1 film out of the queue?`);
    const again = await clara.press(remove, enUS['schedule.remove']);
    expect(textOf(again)).toContain(enUS['schedule.changed-since']);
    expect(textOf(await clara.command('/filmweek queue list'))).toMatch(/1\. \*\*Mirror/);
    expect(textOf(await clara.press(anew, enUS['queue.clear']))).toContain('1 film is out of the queue.');
    // Asked about a queue that was there still.
    const last = await clara.press(again, enUS['schedule.remove']);
    expect(textOf(last)).toContain(enUS['schedule.changed-since']);
    await clara.press(last, enUS['schedule.remove']);
    expect(textOf(await clara.command('/filmweek remove'))).toContain('There is no schedule');
  });

  test('is not taken back once it has changed again, or its quarter of an hour is over', async () => {
    await schedule();
    const queued = await clara.command('/filmweek queue add', { film: 'wings' });
    await clara.command('/filmweek queue remove', { film: 'wings' });
    expect(textOf(await clara.press(queued, enUS['config.undo']))).toMatch(
      /^Nothing was taken back: <@\d+> has changed/,
    );
    const again = await clara.command('/filmweek queue add', { film: 'wings' });
    clock.now = clock.now.add({ minutes: 16 });
    expect(textOf(await clara.press(again, enUS['config.undo']))).toBe(enUS['week.undo.late']);
    expect(textOf(await clara.command('/filmweek queue list'))).toContain('Wings');
  });

  test('is said in Russian to who speaks it, and to a guild that does', async () => {
    const log = await channelCalled(clara, 'general');
    await clara.command('/filmconfig log', { channel: log });
    await clara.command('/filmconfig language', { posts: 'ru' });
    await schedule();
    clara = await club.as('moderator', 'ru');
    const queued = await clara.command('/filmweek queue add', { film: 'wings', date: '2026-12-04' });
    expect(textOf(queued)).toContain('Крылья');
    expect(textOf(await clara.press(queued, ru['config.undo']))).toMatch(/^Изменение отменено\n\*\*Крылья .*убран/);
    expect((await logged(log, 5)).slice(-2)).toEqual([
      expect.stringMatching(/^Фильм недели \(main\): изменение: \*\*Крылья.*пятница, 4 декабря/),
      expect.stringMatching(/^Фильм недели \(main\): изменение отменено: \*\*Крылья .*убран из очереди/),
    ]);
  });

  test('a film that was planned for a week that is left out is the next one', async () => {
    await schedule();
    await clara.command('/filmweek queue add', { film: 'mirror' });
    await clara.command('/filmweek queue add', { film: 'wings', date: '2026-11-27' });
    const skipped = await clara.command('/filmweek skip', { date: '2026-11-27' });
    expect(textOf(skipped)).toMatch(/Wings .*is now first in the queue/);
    expect(textOf(await clara.command('/filmweek queue list'))).toMatch(/1\. \*\*Wings.*\n2\. \*\*Mirror/);
    await clara.press(skipped, enUS['config.undo']);
    expect(textOf(await clara.command('/filmweek queue list'))).toMatch(/📌 \*\*Wings.*\n1\. \*\*Mirror/);
  });
});

describe('another film', () => {
  test('takes the place of the next one, or of one to come, and what was queued waits', async () => {
    await schedule();
    await clara.command('/filmweek queue add', { film: 'wings' });
    await clara.command('/filmweek queue add', { film: 'mirror' });
    const replaced = await clara.command('/filmweek replace', { film: 'zoya' });
    expect(textOf(replaced)).toMatch(/: \*\*Wings \(1966\)\*\* → \*\*Zoya .*\n\*\*Wings .*first in the queue/);
    expect(textOf(await clara.command('/filmweek queue list'))).toMatch(
      /📌 \*\*Zoya.*\n1\. \*\*Wings.*\n2\. \*\*Mirror/,
    );
    const later = await clara.command('/filmweek replace', { film: 'mirror', date: '2026-12-04' });
    expect(textOf(later)).toMatch(/\*\*Wings \(1966\)\*\* → \*\*Mirror/);
    await clara.press(later, enUS['config.undo']);
    await clara.press(replaced, enUS['config.undo']);
    expect(textOf(await clara.command('/filmweek queue list'))).toMatch(/1\. \*\*Wings.*\n2\. \*\*Mirror/);
    expect(textOf(await clara.command('/filmweek replace', { film: 'wings' }))).toBe(enUS['week.replaced-same']);
    expect(textOf(await clara.command('/filmweek replace', { film: 'zoya', date: '2026-11-20' }))).toBe(
      enUS['schedule.past-date'],
    );
    expect(textOf(await clara.command('/filmweek replace', { film: 'zoya', date: '2026-12-05' }))).toMatch(
      /^No film comes on that date/,
    );
  });

  test('replaces what chance has chosen, and not what members have seen', async () => {
    await schedule();
    const preview = textOf(await clara.command('/filmweek preview'));
    const replaced = textOf(await clara.command('/filmweek replace', { film: 'wings' }));
    const [, old = ''] = /: \*\*(.*)\*\* → \*\*Wings/.exec(replaced) ?? [];
    expect(old).not.toBe('');
    expect(preview).toContain(old);
    clock.now = Temporal.Instant.from('2026-11-27T17:00:00Z');
    await clara.until('the post', ({ messages }) =>
      Object.values(messages)
        .flat()
        .find(({ message }) => message.reactions?.length === 5),
    );
    expect(textOf(await clara.command('/filmweek replace', { film: 'zoya', date: '2026-11-27' }))).toBe(
      enUS['week.replaced-late'],
    );
  });
});

test('a nomination that is accepted is in the queue with its date; taken back, it waits as before', async () => {
  await schedule();
  const anna = await club.as('member');
  await anna.command('/film nominate', { film: 'wings' });
  await anna.command('/film nominate', { film: 'mirror' });
  await clara.command('/filmweek queue add', { film: 'mirror' });
  const accepted = await clara.command('/filmweek nominations accept', { nomination: 'wings' });
  expect(textOf(accepted)).toMatch(/Accepted[^]*\*\*Wings .*number 2 in the queue\. It comes <t:/);
  expect(textOf(await clara.command('/filmweek nominations accept', { nomination: 'mirror' }))).toContain('already');
  const undone = await clara.press(accepted, enUS['config.undo']);
  expect(textOf(undone)).toMatch(/Wings .*out of the queue/);
  expect(textOf(await clara.command('/filmweek nominations list'))).toMatch(/Wings .*open/);
  await clara.press(undone, enUS['config.undo']);
  expect(textOf(await clara.command('/filmweek nominations list'))).toMatch(/Wings .*accepted/);
});

describe('a film that is posted now', () => {
  test('takes the place of the next one, once, and is told to the log', async () => {
    const log = await channelCalled(clara, 'general');
    await clara.command('/filmconfig log', { channel: log });
    // Where commands are typed the post would be taken for their answer.
    await schedule({ channel: log });
    const posted = await clara.command('/filmweek post', { film: 'wings' });
    expect(textOf(posted)).toMatch(
      /^Posted: \[Wings \(1966\)\]\(https:\/\/discord\.com\/channels\/\d+\/\d+\/\d+\)\nIt is the film of <t:1795798800:D>\.\nNext: <t:/,
    );
    expect(textOf(posted)).not.toContain(friday);
    expect(textOf(await clara.command('/filmweek post', { film: 'wings' }))).toMatch(/^It is posted already: \[Wings/);
    expect(textOf(await clara.command('/filmweek post', {}))).toMatch(/^The film of this week is posted already: http/);
    const extra = await clara.command('/filmweek post', { film: 'mirror', counts: 'extra' });
    expect(textOf(extra)).toMatch(/^Posted: \[Mirror \(1975\)\]\(\S+\)\nNext: /);
    expect(textOf(await clara.command('/filmweek post', { counts: 'extra' }))).toBe(enUS['week.post.which']);
    expect((await logged(log, 6)).filter((entry) => entry.includes('Posted now'))).toEqual([
      'Film of the week (main): changed: Posted now, as the film of the week: **Wings (1966)**',
      'Film of the week (main): changed: Posted now, beside the film of the week: **Mirror (1975)**',
    ]);
    clara = await club.as('moderator', 'ru');
    expect(textOf(await clara.command('/filmweek post', { film: 'mirror', counts: 'extra' }))).toMatch(
      /^Уже выпущен: \[Зеркало/,
    );
  });

  test('beside the film of the week is out of the queue, and the answer says so', async () => {
    await schedule({ channel: await channelCalled(clara, 'general') });
    await clara.command('/filmweek queue add', { film: 'the-ascent' });
    expect(textOf(await clara.command('/filmweek post', { film: 'the-ascent', counts: 'extra' }))).toMatch(
      /^Posted: \[The Ascent \(1977\)\]\(\S+\)\nIt is out of the queue\.\nNext: /,
    );
    expect(textOf(await clara.command('/filmweek queue list', {}))).toContain('The queue is empty');
  });

  test('takes the place of one of a later week only if that is meant', async () => {
    const log = await channelCalled(clara, 'general');
    await schedule({ channel: log });
    await clara.command('/filmweek queue add', { film: 'wings' });
    await fridayComes();
    const asked = await clara.command('/filmweek post', { film: 'mirror' });
    expect(textOf(asked)).toMatch(
      /^No film of this week .*Mirror \(1975\)\*\* would .* of <t:1796403600:D>\. Post it now\?/,
    );
    expect(textOf(await clara.command('/filmweek show'))).toContain('<t:1796403600:f>');
    const posted = await clara.press(asked, enUS['week.post.yes']);
    expect(textOf(posted)).toMatch(
      /^Posted: \[Mirror .*\nIt is the film of <t:1796403600:D>\.\nNext: <t:1797008400:F>/,
    );
    expect(textOf(await clara.command('/filmweek post', {}))).toMatch(/^The film of this week is posted already: http/);
  });

  test('may be one that was missed: the notice has a button for it', async () => {
    const log = await channelCalled(clara, 'general');
    await clara.command('/filmconfig log', { channel: log });
    await schedule({ channel: log });
    await clara.command('/filmweek queue add', { film: 'wings' });
    clock.now = Temporal.Instant.from('2026-11-28T18:00:00Z');
    const notice = await clara.until('the notice', ({ messages }) =>
      messages[log]?.find(({ message }) => message.content.includes('no post')),
    );
    expect((await (await club.as('member')).press(notice, enUS['notice.post-now'])).message.content).toBe(
      enUS['moderator.only'],
    );
    await clara.press(notice, enUS['notice.post-now']);
    const posts = () =>
      clara.until('the post', ({ messages }) => {
        const found = messages[log]?.filter(({ message }) => message.content.includes(`**${enUS['week.title']}**`));
        return found?.some(({ message }) => message.reactions?.length === 5) ? found : undefined;
      });
    expect((await posts()).map(textOf)).toEqual([expect.stringMatching(/A little late[^]*Wings/)]);
    await clara.press(notice, enUS['notice.post-now']);
    await clara.until('the second answer', ({ messages }) =>
      messages[log]?.find(({ message }) => message.content.startsWith('It is posted already')),
    );
    expect(await posts()).toHaveLength(1);
  });
});

test('a moderator is shown the next dates with their films, and which other schedules there are', async () => {
  const show = async (values = {}) => textOf(await clara.command('/filmweek show', values));
  await schedule({ name: 'late', mode: 'queue_only' });
  expect(await show()).toMatch(/^Film of the week: late\n[^]*Next films\n<t:\d+:f>: no film yet\n/);
  await schedule();
  await clara.command('/filmweek queue add', { film: 'wings' });
  const main = await show();
  expect(main).toMatch(/^Film of the week: main\n[^]*Other schedules here: `late`\./);
  const [first, second] = main.split('\n').filter((line) => /^<t:\d+:f>: \*\*/.test(line));
  expect(first).toContain('Wings (1966)');
  // What chance has chosen stays true.
  const [, title = ''] = /: \*\*(.*)\*\*$/.exec(second ?? '') ?? [];
  expect(textOf(await clara.command('/filmweek preview', { ahead: 2 }))).toContain(title);
  await clara.command('/filmweek skip', { reason: 'a holiday' });
  expect(await show()).toMatch(/\nLeft out: Friday, November 27, 2026: .*a holiday.*\n/);
  await clara.command('/filmweek pause', { until: '2026-12-10', reason: 'winter' });
  expect(await show()).toMatch(/\nPaused until December 10, 2026: .*winter.*\n/);
  clock.now = Temporal.Instant.from('2026-12-10T12:00:00Z');
  expect(await show()).not.toContain('Paused');
});

test('a film that keeps its date, although another day was chosen, is known by that date', async () => {
  await schedule();
  await clara.command('/filmweek skip', { date: '2026-12-04' });
  // This week’s Monday is over.
  expect(textOf(await schedule({ weekday: 'monday' }))).toContain(`Next: ${friday} · `);
  expect(textOf(await clara.command('/filmweek show'))).toContain('Left out: Monday, November 30, 2026');
  expect(textOf(await clara.command('/filmweek queue add', { film: 'wings', date: '2026-12-04' }))).toBe(
    'No film comes on that date. The next dates are: 2026-11-27, 2026-12-07, 2026-12-14.',
  );
  await clara.command('/filmweek queue add', { film: 'wings', date: '2026-11-27' });
  expect(textOf(await clara.command('/filmweek preview'))).toContain('Wings');
  expect(textOf(await clara.command('/filmweek replace', { film: 'mirror', date: '2026-11-27' }))).toMatch(
    /Wings.* → .*Mirror/,
  );
  expect(textOf(await clara.command('/filmweek skip', { date: '2026-11-27' }))).toContain(friday);
});

test('while a schedule is paused, nobody is told that films are missing', async () => {
  await schedule();
  await clara.command('/filmweek pause');
  const paused = enUS['schedule.nothing-next'];
  const show = async () => textOf(await clara.command('/filmweek show'));
  expect(await show()).toContain(`Next films\n${enUS['schedule.next.paused']}`);
  await clara.command('/filmweek queue add', { film: 'wings' });
  expect(await show()).toMatch(/ resume goes on\. The first one then is \*\*Wings \(1966\)\*\*\.$/m);
  expect(textOf(await clara.command('/filmweek preview'))).toBe(paused);
  expect(textOf(await clara.command('/filmweek queue add', { film: 'wings', date: '2026-12-04' }))).toBe(paused);
  expect(textOf(await schedule({ time: '21:00' }))).toMatch(
    /^The schedule “main” is paused\.\n\*\*Time\*\*: 20:00 → 21:00\n/,
  );
});

/** The film of Friday is there. */
async function fridayComes(): Promise<MessageView> {
  clock.now = Temporal.Instant.from('2026-11-27T17:00:00Z');
  return clara.until('the post', ({ messages }) =>
    Object.values(messages)
      .flat()
      .find(({ message }) => message.reactions?.length === 5),
  );
}

test('a post speaks what the server has chosen by then, whatever it spoke when the schedule was made', async () => {
  await clara.command('/filmconfig language', { posts: 'ru' });
  await schedule();
  await clara.command('/filmconfig language', { posts: 'server' });
  expect(textOf(await clara.command('/filmweek preview'))).toContain(enUS['week.title']);
  expect(textOf(await fridayComes())).toContain(enUS['week.title']);
});

test('a post speaks the language that the server has in Discord by then, where it has chosen none', async () => {
  await schedule();
  await clara.act({ do: 'guildLocale', locale: 'ru' });
  expect(textOf(await clara.command('/filmweek preview'))).toContain(ru['week.title']);
  expect(textOf(await fridayComes())).toContain(ru['week.title']);
});

test('what moderators are told of a post is in the language of the server', async () => {
  const log = await channelCalled(clara, 'general');
  await clara.command('/filmconfig log', { channel: log });
  await schedule({ mode: 'queue_only' });
  await clara.act({ do: 'guildLocale', locale: 'ru' });
  clock.now = Temporal.Instant.from('2026-11-27T17:00:00Z');
  const told = await clara.until('the notice', ({ messages }) =>
    (messages[log] ?? []).find(({ message }) => message.embeds.length === 0),
  );
  expect(textOf(told)).toMatch(/^Фильм недели \(main\)/);
});

test('a nomination is done with once its film was shown, and whoever queues that again is told', async () => {
  await schedule();
  const anna = await club.as('member');
  await anna.command('/film nominate', { film: 'wings' });
  await clara.command('/filmweek nominations accept', { nomination: 'wings' });
  expect(textOf(await clara.command('/filmweek nominations list'))).toMatch(/Wings .*accepted/);
  expect(textOf(await anna.command('/film nominate', { film: 'wings' }))).toContain(enUS['nominate.outcome.accepted']);
  await fridayComes();
  expect(textOf(await clara.command('/filmweek nominations list'))).toBe(enUS['nomination.none']);
  expect(textOf(await anna.command('/film nominate', { film: 'wings' }))).toContain('Nominated:');

  const again = textOf(await clara.command('/filmweek queue add', { film: 'wings' }));
  expect(again).toMatch(/number 1 in the queue.*\nIt was shown here before: <t:1795798800:D>\.\nNext:/);
  expect(textOf(await clara.command('/filmweek queue add', { film: 'mirror' }))).not.toContain('shown');
});

test('a pause tells which films had dates in it', async () => {
  await schedule();
  await clara.command('/filmweek queue add', { film: 'wings', date: '2026-12-04' });
  await clara.command('/filmweek queue add', { film: 'mirror', date: '2026-12-18' });
  const until = textOf(await clara.command('/filmweek pause', { until: '2026-12-10' }));
  expect(until).toMatch(
    /1 film is set for a date in the pause, on which nothing comes: \*\*Wings .*\*\* \(<t:1796403600:D>\)\./,
  );
  expect(until).not.toContain('Mirror');
  expect(textOf(await clara.command('/filmweek preview'))).toContain('Wings');
  expect(textOf(await clara.command('/filmweek pause'))).toMatch(
    /2 films are set for dates in the pause.*Wings.*Mirror/,
  );
});

describe('the form with the settings', () => {
  test('changes what is filled in anew, shows the post first, and can be taken back', async () => {
    await schedule({ theme: 'memory' });
    const shown = await clara.form('/filmweek edit', {}, { weekday: 'saturday', time: '21:30 Europe/Berlin' });
    expect(textOf(shown)).toMatch(
      /schedule “main” changes\n[^]*21:30[^]*give it another \*name\*[^]*Next: <t:1795897800:F>/,
    );
    const more = await clara.fill(shown, enUS['schedule.more'], { extras: 'both', grace: '12', theme: '' });
    const kept = await clara.press(more, enUS['schedule.confirm']);
    expect(textOf(kept)).toMatch(
      new RegExp(
        [
          ...['Day\\*\\*: Friday → Saturday', 'Time\\*\\*: 20:00 → 21:30'],
          ...['Time zone\\*\\*: Europe/Moscow → Europe/Berlin', 'Theme\\*\\*: Memory → none'],
          ...['Thread for each film\\*\\*: no → yes', 'Pins the post\\*\\*: no → yes'],
          'Hours it may be late\\*\\*: 24 → 12',
        ].join('\\n\\*\\*'),
      ),
    );
    await clara.press(kept, enUS['config.undo']);
    expect(textOf(await clara.command('/filmweek show'))).toContain('Friday, 20:00 (Europe/Moscow)');
  });

  test('says kindly what it does not understand, and knows of no schedule that is not there', async () => {
    expect(textOf(await clara.command('/filmweek edit'))).toMatch(/^There is no schedule called/);
    await schedule();
    expect(textOf(await clara.form('/filmweek edit', {}, { time: 'noon' }))).toBe(enUS['schedule.bad-time']);
    expect(textOf(await clara.form('/filmweek edit', {}, { time: '20:00 Nowhere' }))).toMatch(/is no time zone/);
  });

  test('opens again as it was filled in, where something in it cannot be understood', async () => {
    await schedule({ theme: 'memory' });
    const typed = { weekday: 'saturday', every: '2', time: 'noon Europe/Berlin' };
    const unclear = await clara.form('/filmweek edit', {}, typed);
    const still = await clara.fill(unclear, enUS['schedule.form-again'], {});
    expect(textOf(still)).toBe(enUS['schedule.bad-time']);
    const shown = await clara.fill(still, enUS['schedule.form-again'], { time: '12:00 Europe/Berlin' });
    expect(textOf(shown)).toMatch(/Day\*\*: Friday → Saturday[^]*Time\*\*: 20:00 → 12:00[^]*post to post\*\*: 1 → 2/);

    const rest = await clara.fill(shown, enUS['schedule.more'], { extras: 'both', theme: 'evacuation', grace: '145' });
    expect(textOf(rest)).toMatch(/is no whole number from 0 to 144/);
    const more = await clara.fill(rest, enUS['schedule.form-again'], { grace: '144' });
    const kept = textOf(await clara.press(more, enUS['schedule.confirm']));
    for (const part of ['Friday → Saturday', 'Theme**: Memory → Evacuation', 'no → yes', '24 → 144'])
      expect(kept).toContain(part);
  });

  test('speaks Russian, too', async () => {
    await schedule();
    clara = await club.as('moderator', 'ru');
    const shown = await clara.form('/filmweek edit', {}, { every: '2' });
    const more = await clara.fill(shown, ru['schedule.more'], { theme: 'память' });
    expect(textOf(await clara.press(more, ru['schedule.confirm']))).toMatch(
      /Недель от поста до поста\*\*: 1 → 2[^]*Тема/,
    );
  });
});

describe('filling the queue', () => {
  test('shows the films with their dates first, those that nobody has seen before others, and can be taken back', async () => {
    await schedule();
    const anna = await club.as('member');
    const first = textOf(await clara.command('/filmweek queue fill', { theme: 'memory', count: 1 }));
    const [, seen = ''] = /\*\*(.*) \(/.exec(first) ?? [];
    await anna.command('/film seen add', { film: seen });
    await clara.command('/filmweek queue add', { film: 'wings' });
    const shown = await clara.command('/filmweek queue fill', { theme: 'memory', count: 3 });
    expect(textOf(shown)).toMatch(/^Films for the queue “main”\n(?:\*\*[^\n]+\*\* <t:\d+:D>\n?){3}$/);
    expect(textOf(shown)).not.toContain(seen);
    expect(textOf(shown)).not.toContain('Wings');
    // The first date is taken by what was queued before.
    expect(textOf(shown)).not.toContain(friday.replace(':F', ':D'));
    const filled = await clara.press(shown, enUS['schedule.confirm']);
    expect(textOf(filled)).toMatch(/number 2 in the queue\n.*number 3 in the queue\n.*number 4 in the queue\nNext:/);
    expect(textOf(await clara.press(filled, enUS['config.undo']))).toMatch(/(?:out of the queue[^]*){3}/);
    expect(textOf(await clara.command('/filmweek queue list')).match(/\*\*/g)).toHaveLength(2);
  });

  test('says when there are fewer films than asked for, or none, and queues nothing when it is cancelled', async () => {
    await schedule();
    const all = await clara.command('/filmweek queue fill', { theme: 'evacuation', count: 52 });
    expect(textOf(all)).toMatch(/Only \d+ films fit/);
    await clara.press(await clara.command('/filmweek queue fill', { count: 2 }), enUS['schedule.cancel']);
    expect(textOf(await clara.command('/filmweek queue list'))).toContain(enUS['queue.empty']);
    await clara.press(all, enUS['schedule.confirm']);
    clara = await club.as('moderator', 'ru');
    expect(textOf(await clara.command('/filmweek queue fill', { theme: 'evacuation' }))).toBe(ru['queue.nothing-fits']);
  });
});

test('a moderator has the reactions under a post counted anew, by film and date', async () => {
  const log = await channelCalled(clara, 'general');
  expect(textOf(await clara.command('/filmweek recount'))).toBe(enUS['recount.no-posts']);
  await schedule({ channel: log });
  for (const film of ['wings', 'mirror']) await clara.command('/filmweek post', { film, counts: 'extra' });
  const posts = await clara.until('the reactions', ({ messages }) => {
    const found = (messages[log] ?? []).filter(({ message }) => message.reactions?.length === 5);
    return found.length === 2 ? found : undefined;
  });
  const [wings] = posts;
  const offered = await clara.choices('/filmweek recount', 'post', '');
  expect(offered.map(({ name }) => name)).toEqual(
    expect.arrayContaining(['Wings (1966) · Nov 25, 2026', 'Mirror (1975) · Nov 25, 2026']),
  );
  const [choice] = await clara.choices('/filmweek recount', 'post', 'wing');
  expect(choice?.value).toBe(wings?.message.id);
  const counted = await clara.command('/filmweek recount', { post: String(choice?.value) });
  expect(textOf(counted)).toMatch(
    /^Counted anew: \[Wings \(1966\)\]\(https:.*\/channels\/.*\)\. 0 added, 0 removed, 0 unchanged\.$/,
  );
  expect(textOf(await clara.command('/filmweek recount', { post: 'mirror' }))).toMatch(/^Counted anew: \[Mirror/);
  expect(textOf(await clara.command('/filmweek recount', {}))).toMatch(/^Counted anew/);
  expect(textOf(await clara.command('/filmweek recount', { post: 'zoya' }))).toMatch(/^No open post fits “zoya”/);
});

describe('the report', () => {
  const download = async ({ message, ephemeral }: MessageView): Promise<string> => {
    expect([ephemeral, message.attachments.length]).toEqual([true, 1]);
    // As bytes: reading text would take the mark at its beginning away.
    return new TextDecoder('utf-8', { ignoreBOM: true }).decode(
      await (await fetch(message.attachments[0]?.url ?? '')).arrayBuffer(),
    );
  };

  test('tells what was shown with dates, scores and links, as a message and as files', async () => {
    const log = await channelCalled(clara, 'general');
    expect(textOf(await clara.command('/filmweek report'))).toBe(enUS['history.none']);
    await schedule({ channel: log });
    await clara.command('/filmweek post', { film: 'wings' });
    await clara.command('/filmweek post', { film: 'mirror', counts: 'extra' });
    await (await club.as('member')).command('/film rate', { film: 'wings', score: 4 });
    await clara.command('/film rate', { film: 'wings', score: 5 });
    const told = textOf(await clara.command('/filmweek report'));
    expect(told).toMatch(/2 films shown\. All together: 4\.5 of 5, 2 ratings\./);
    expect(told).toMatch(/<t:\d+:d> \[Wings \(1966\)\]\(https:\/\/discord\.com\/channels\/\d+\/\d+\/\d+\) · .*4\.5/);

    const markdown = await download(await clara.command('/filmweek report', { format: 'markdown' }));
    expect(markdown).toMatch(/^# What the club was shown\n\n2 films shown[^]*- 2026-11-25: \[Wings \(1966\)\]\(https/);
    const csv = await download(await clara.command('/filmweek report', { format: 'csv', period: 'month' }));
    expect(csv).toMatch(/^\u{feff}Date,Film,ID,Schedule,Average,Ratings,Link\r\n/u);
    expect(csv).toMatch(/\r\n2026-11-25,Wings \(1966\),wings,main,4\.5,2,https:\/\/discord\.com\/[^,]+\r\n/);
    const ics = await download(await clara.command('/filmweek report', { format: 'ics' }));
    expect(ics.match(/BEGIN:VEVENT/g)).toHaveLength(2 + 8);
    expect(ics).toMatch(/UID:\d+-main-2026-11-23@kinoklub\r\nDTSTAMP:20261125T180000Z\r\nDTSTART:20261125T180000Z/);
    expect(ics).toMatch(/UID:\d+-main-2026-11-30@kinoklub\r\nDTSTAMP:\w+\r\nDTSTART:20261204T170000Z/);

    clock.now = Temporal.Instant.from('2027-03-01T12:00:00Z');
    clara = await club.as('moderator', 'ru');
    expect(textOf(await clara.command('/filmweek report', { format: 'csv' }))).toMatch(/^Показано|^Показан/);
  });
});
