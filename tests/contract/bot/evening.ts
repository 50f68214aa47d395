import { ChannelType, ComponentType } from 'discord.js';
import type { APIComponentInMessageActionRow } from 'discord.js';
import { readCustomId } from '../../../src/discord/component.ts';
import type { MessageView } from '../../../src/playground/protocol.ts';
import { extremes } from '../../commands/library-of-extremes.ts';
import { weekdays } from '../../../src/domain/schedule.ts';
import type { Club, Visitor } from '../../support/club.ts';

const [film, theme, person, collection] = [
  extremes.films[0]?.id ?? '',
  extremes.themes[1]?.id ?? '',
  extremes.people[0]?.id ?? '',
  extremes.collections[0]?.id ?? '',
];

/** What fits many names in the full library, and what fits none. */
const [many, none] = ['everyone', 'qqqq zzzz'];

const questions: readonly (readonly [path: string, values: Record<string, string | number | boolean>])[] = [
  ['/film random', {}],
  ['/film random', { theme: none }],
  ['/film theme', { theme }],
  ['/film theme', { theme: many, sort: 'random' }],
  ['/film info', { film, spoilers: true }],
  ['/film info', { film, private: true }],
  ['/film info', { film: many }],
  ['/film info', { film: none }],
  ['/film search', { query: many }],
  ['/film search', { query: none }],
  ['/film search', { query: none, in: 'theme' }],
  ['/film search', { query: none, in: 'person' }],
  ['/film list', { theme: none, person: none }],
  ['/film list', { collection, theme, person, year_from: 1941, year_to: 1990, max_runtime: 300, sort: 'title' }],
  ['/film list', { year_from: 2100 }],
  ['/film themes', {}],
  ['/film collections', {}],
  ['/film fact', { film }],
  ['/film fact', { theme: many }],
  ['/film similar', { film }],
  ['/film help', { topic: 'privacy' }],
  ['/film rate', { film, score: 5 }],
  ['/film rate', { film: many, score: 3 }],
  ['/film top', { min_votes: 1 }],
  ['/film top', { kind: 'divisive', private: true }],
  ['/film top', { theme: many }],
  ['/film unrate', { film }],
  ['/film watchlist add', { film }],
  ['/film watchlist add', { film: many }],
  // Enough for a second page.
  ...extremes.films.slice(1, 12).map(({ id }) => ['/film watchlist add', { film: id }] as const),
  ['/film random', { from: 'watchlist', private: false }],
  ['/film watchlist show', {}],
  ['/film watchlist clear', {}],
  ['/film watchlist remove', { film }],
  ['/film seen add', { film: none }],
  ['/film seen show', {}],
  ['/film list', { seen: 'unseen' }],
  ['/film seen remove', { film }],
  ['/film random', { from: 'unseen_by_club' }],
  ['/filmdata show', {}],
  ['/filmdata export', {}],
  ['/filmdata delete', { scope: 'this_server' }],
  ['/filmdata delete', { scope: 'everywhere' }],
];

/** What those who manage the server set. */
const settings: typeof questions = [
  ['/filmconfig setup', {}],
  ['/filmconfig show', {}],
  ['/filmconfig check', {}],
  ['/filmconfig log', {}],
  ['/filmconfig language', { posts: 'ru' }],
  ['/filmconfig timezone', { zone: 'Asia/Yekaterinburg' }],
  ['/filmconfig ratings', { mode: 'both', emoji_set: 'stars' }],
  ['/filmconfig content', { spoilers: true, warnings: false, plain_text: false, color: '#bd6e28' }],
  ['/filmconfig nominations', { open: true, per_member: 5 }],
  ['/filmconfig roles', { remove: 'both' }],
  ['/filmconfig collection disable', { collection }],
  ['/filmconfig collection enable', { collection }],
  ['/filmconfig collection enable', { collection: none }],
];

/** Members use every command in both languages, in the guild and in private, and press all that comes of it. */
export async function spendAnEvening(club: Club, threeDaysPass: () => void): Promise<void> {
  const [anna, vera] = [await club.as('member'), await club.as('newcomer', 'ru')];
  const pressed = new Set<string>();
  for (const [path, values] of questions) await useAll(anna, await anna.command(path, values), pressed);
  await nominate(club, anna, pressed);
  const clara = await club.as('moderator');
  // Not where they talk: what the log says is no answer to anybody.
  const logChannel = await clara.until(
    'another channel',
    ({ channels }) => channels.find(({ name }) => name === 'general')?.id,
  );
  await useAll(clara, await clara.command('/filmconfig log', { channel: logChannel }), pressed);
  const answered = await clara.press(await clara.command('/filmconfig setup', {}), 'Russian');
  const zone = await clara.press(await clara.press(answered, 'Undo'), 'Skip');
  await clara.fill(zone, 'Another city', { city: 'Крас' });
  for (const [path, values] of settings) await useAll(clara, await clara.command(path, values), pressed);
  for (const [path, option] of [
    ['/filmconfig timezone', 'zone'],
    ['/filmconfig collection disable', 'collection'],
    ['/filmconfig collection enable', 'collection'],
  ] as const)
    await clara.choices(path, option, 'e');
  const direct = await vera.command('/film random', {}, 'dm');
  await useAll(vera, direct, new Set());
  await vera.menu('Film details', direct);
  const said = 'Does anybody know a good one?';
  await anna.act({ do: 'say', channelId: (await channelOf(anna)).id, content: said });
  const talk = await anna.until('what she said', ({ messages }) =>
    Object.values(messages)
      .flat()
      .find(({ message }) => message.content === said),
  );
  await anna.menu('Film details', talk);
  await anna.menu('Rate this film', talk);
  await useAll(anna, await anna.menu('Rate this film', await anna.command('/film list', {})), pressed);
  await rateTogether(club);
  for (const [path, option] of [
    ['/film info', 'film'],
    ['/film theme', 'theme'],
    ['/film list', 'person'],
    ['/film list', 'collection'],
    ['/film seen remove', 'film'],
  ] as const)
    for (const typed of [many, none, 'e']) await anna.choices(path, option, typed);
  await showWeekly(club, threeDaysPass);
}

/** A member nominates more than fits on a page of a moderator, who accepts and declines. */
async function nominate(club: Club, anna: Visitor, pressed: Set<string>): Promise<void> {
  const boris = await club.as('moderator');
  const ids = extremes.films.map(({ id }) => id);
  // As many as one member may have open, and as many members as there are; what is accepted leaves room for more.
  for (const [at, id] of ids.slice(0, 12).entries()) {
    const nominated = await anna.command('/film nominate', { film: id, note: '**@everyone** [a](https://b.example)' });
    if (at === 0) await useAll(anna, await anna.command('/film nominate', { film: many, note: 'Because' }), pressed);
    if (at === 1) await useAll(anna, nominated, pressed);
    if (at === 1) await anna.command('/film nominate', { film: id });
    await boris.command('/filmweek nominations accept', { nomination: id });
  }
  await boris.command('/film nominate', { film: ids[12] ?? '' });
  for (const [path, typed] of [
    ['accept', ''],
    ['decline', many],
  ] as const)
    await boris.choices(`/filmweek nominations ${path}`, 'nomination', typed);
  const list = await boris.command('/filmweek nominations list');
  // The first one is open, the last one is accepted.
  await useAll(boris, await boris.pick(list, /./), pressed);
  await useAll(boris, list, pressed);
  await boris.command('/filmweek nominations decline', { nomination: ids[0] ?? '', reason: 'Seen *last* year' });
  const unclear = { nomination: none, reason: 'Seen *last* year' };
  await useAll(boris, await boris.command('/filmweek nominations decline', unclear), pressed);
}

/** A moderator sets up the film of the week, plans it, and everybody gets one. */
async function showWeekly(club: Club, threeDaysPass: () => void): Promise<void> {
  const clara = await club.as('moderator');
  // What is confirmed here stays; the change that is taken back and the forms come below.
  const pressed = new Set(['undo-week Undo', 'week-more More settings']);
  const { id: channel } = await channelOf(clara);
  const role = club.playground.world.roles.at(-1)?.id ?? '';
  const ids = extremes.films.map(({ id }) => id);
  const weekdayIn = (days: number) =>
    weekdays[(club.playground.world.clock().toZonedDateTimeISO('Europe/Moscow').dayOfWeek - 1 + days) % 7] ?? 'friday';
  const once = {
    channel,
    weekday: weekdayIn(1),
    time: '20:00',
    name: 'main',
    timezone: 'Europe/Moscow',
    grace_hours: 144,
  };
  const confirmed = async (values: Readonly<Record<string, string | number>>): Promise<void> => {
    await clara.press(await clara.command('/filmweek schedule', { ...once, ...values }), 'Confirm');
  };
  const all = { ...once, mode: 'theme_rotation', theme, role, every_weeks: 1, thread: true, pin: true };
  await useAll(clara, await clara.command('/filmweek schedule', { ...all, close_rating_days: 7 }), pressed);
  await clara.command('/filmweek schedule', { ...once, name: 'x', time: 'noon' });
  await useAll(clara, await clara.command('/filmweek schedule', { ...once, name: 'x', theme: many }), pressed);
  for (const option of ['timezone', 'name', 'theme']) await clara.choices('/filmweek schedule', option, 'm');
  for (const id of ids.slice(0, 12))
    await clara.command('/filmweek queue add', { film: id, note: '**@everyone** [a](https://b.example)' });
  await useAll(clara, await clara.command('/filmweek queue add', { film: many, note: 'Because' }), pressed);
  await useAll(clara, await clara.command('/filmweek queue list'), pressed);
  await clara.command('/filmweek queue move', { film: ids[3] ?? '', position: 1 });
  await clara.press(await clara.command('/filmweek queue remove', { film: ids[4] ?? '' }), 'Undo');
  await clara.command('/filmweek replace', { film: ids[6] ?? '' });
  await clara.press(await clara.command('/filmweek queue fill', { theme, count: 52 }), 'Confirm');
  await useAll(clara, await clara.command('/filmweek queue fill', { theme: many, count: 1 }), pressed);
  await clara.command('/filmweek preview', { ahead: 2 });
  await clara.command('/filmweek skip', { date: '1999-01-01' });
  await clara.command('/filmweek pause', { reason: 'Summer' });
  await clara.command('/filmweek resume', {});
  const unclear = await clara.form('/filmweek edit', {}, { every: '1', time: 'noon' });
  const edited = await clara.fill(unclear, 'Open the form again', { time: '20:00' });
  const tooLate = await clara.fill(edited, 'More settings', { grace: '145' });
  await clara.press(await clara.fill(tooLate, 'Open the form again', { grace: '144' }), 'Confirm');
  // One that is missed while days pass, and somewhere to tell that.
  const log = await clara.until('#general', ({ channels }) => channels.find(({ name }) => name === 'general')?.id);
  await clara.command('/filmconfig log', { channel: log });
  await confirmed({ channel: log, name: 'strict', grace_hours: 0 });
  // One that a filter refuses until it is too late for it.
  const filtered = club.playground.world.addChannel('filtered', ChannelType.GuildText).id;
  await confirmed({ channel: filtered, name: 'filtered' });
  await clara.command('/filmweek queue add', { film: ids[20] ?? '', name: 'filtered' });
  const theirs = { method: 'POST', path: new RegExp(`/${filtered}/messages$`) } as const;
  club.playground.faults.rest.next(theirs, { refused: 400, code: 200_000 }, 99);
  await clara.command('/filmweek post', { film: ids[7] ?? '', name: 'strict', counts: 'extra' });
  threeDaysPass();
  const notice = (route: string): Promise<MessageView> =>
    clara.until(`a notice with ${route}`, ({ messages }) =>
      Object.values(messages)
        .flat()
        .find((view) => partsOf(view).some((part) => kindOf(part).startsWith(route))),
    );
  await useAll(clara, await notice('post-missed'), pressed);
  const post = await clara.until('the film of the week', ({ messages }) =>
    messages[channel]?.find(({ message }) => (message.reactions?.length ?? 0) === 5 && message.pinned),
  );
  await useAll(clara, post, pressed);
  await clara.command('/filmconfig check', {}, 'thread');
  const aboutServer = { path: /^\/guilds\/\d+\/(?:roles|members|channels)/ };
  club.playground.faults.rest.next(aboutServer, { refused: 404, code: 10_004 }, 3);
  await clara.command('/filmconfig check');
  // The film of today's week has had its hour: the next one is of a later week, and asked about.
  await confirmed({ weekday: weekdayIn(0), time: '00:00', name: 'later' });
  await useAll(clara, await clara.command('/filmweek post', { film: ids[8] ?? '', name: 'later' }), pressed);
  await clara.command('/filmweek show', {});
  await clara.choices('/filmweek recount', 'post', '');
  await clara.command('/filmweek recount', {});
  await useAll(clara, await clara.command('/filmweek recount', { post: none }), pressed);
  for (const format of ['message', 'markdown', 'csv', 'ics']) await clara.command('/filmweek report', { format });
  await useAll(clara, await clara.command('/film week', {}), pressed);
  await useAll(clara, await clara.command('/film history', {}), pressed);
  await useAll(clara, await clara.command('/film history', { theme: many }), pressed);
  await clara.choices('/film history', 'year', '2');
  threeDaysPass();
  threeDaysPass();
  await useAll(clara, await notice('requeue'), pressed);
  await useAll(clara, await clara.command('/filmweek queue clear', {}), pressed);
  await clara.press(await clara.command('/filmweek remove', {}), 'Cancel');
  pressed.add('cancel-schedule Cancel');
  await useAll(clara, await clara.command('/filmweek remove', {}), pressed);
}

/** What is typed into the forms that buttons open. */
const forms: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'decline-nomination': { reason: 'Not this year' },
  'setup-city': { city: 'Екатеринбург' },
};

/** A moderator posts a film, members rate under it, and the moderator counts anew. */
async function rateTogether(club: Club): Promise<void> {
  const [anna, clara] = [await club.as('member'), await club.as('moderator')];
  await clara.press(await clara.command('/film info', { film, private: true }), 'Post for rating');
  const post = await clara.until('the post with its reactions', ({ messages }) =>
    Object.values(messages)
      .flat()
      .find(({ message }) => message.reactions?.length === 5),
  );
  await anna.act({ do: 'react', messageId: post.message.id, emoji: '4️⃣' });
  await anna.press(post, '5 ★');
  await anna.act({ do: 'unreact', messageId: post.message.id, emoji: '4️⃣' });
  await clara.menu('Recount ratings', post);
}

const channelOf = (visitor: Visitor) =>
  visitor.until('a channel', ({ channels }) => channels.find(({ kind }) => kind === 'text'));

/** Presses every kind of button and picks from every kind of menu once, those of the answers too. */
async function useAll(visitor: Visitor, first: MessageView, pressed: Set<string>): Promise<void> {
  const views = new Map([[first.message.id, first]]);
  for (;;) {
    const next = [...views.values()]
      .flatMap((view) => partsOf(view).map((part) => ({ view, part })))
      .find(({ part }) => !pressed.has(kindOf(part)));
    if (!next) return;
    pressed.add(kindOf(next.part));
    const { part, view } = next;
    // The last of a menu is of the full library, the first may be of the one that we ship.
    const fields = forms[readCustomId('custom_id' in part ? part.custom_id : '').route];
    const label = 'label' in part ? (part.label ?? '') : '';
    const answer =
      part.type !== ComponentType.Button
        ? await visitor.pick(view, 'options' in part ? (part.options.at(-1)?.label ?? '') : /general|moderators/)
        : await (fields ? visitor.fill(view, label, fields) : visitor.press(view, label));
    views.set(answer.message.id, answer);
  }
}

const partsOf = ({ message }: MessageView): readonly APIComponentInMessageActionRow[] =>
  (message.components ?? [])
    .flatMap((row) => (row.type === ComponentType.ActionRow ? row.components : []))
    .filter((part) => 'custom_id' in part && !('disabled' in part && part.disabled === true));

/** What a button does: its route, and for a pager which way. */
const kindOf = (part: APIComponentInMessageActionRow): string =>
  `${readCustomId('custom_id' in part ? part.custom_id : '').route} ${'label' in part ? part.label : ''}`;
