import { expect, test } from 'vitest';
import { migrate } from '../../src/stores/database/migrate.ts';
import { migrations } from '../../src/stores/database/migrations/index.ts';
import { kyselyOver, openFile } from '../../src/stores/database/sqlite.ts';
import { MemberDataStore } from '../../src/stores/member-data-store.ts';
import { ReactionStore } from '../../src/stores/reaction-store.ts';
import { RatingStore } from '../../src/stores/rating-store.ts';
import type { Schema } from '../../src/stores/schema.ts';

/* What an upgrade makes of what is there already. */

test('in a store of an older version, too, no score falls back to a reaction from before a command', async () => {
  using file = openFile(':memory:');
  const db = kyselyOver<Schema>(file);
  const at = migrations.findIndex(({ name }) => name === '0013-overruled-reactions');
  await migrate(db, 'sqlite', migrations.slice(0, at));
  file.exec(`
    insert into posts (id, guild_id, channel_id, film_id, message_id, mode, emoji_set, locale, state, created_at, heard_since, seeded, to_seed)
      values ('p', '1', '3', 'a', '4', 'both', 'digits', 'ru', 'open', 1, 1, '', ''),
        ('q', '2', '3', 'a', '5', 'both', 'digits', 'ru', 'open', 1, 1, '', '');
    insert into reactions (message_id, user_id, score, at)
      values ('4', '7', 1, 100), ('4', '8', 2, 100), ('4', '9', 3, 300), ('5', '7', 1, 100);
    insert into ratings (guild_id, user_id, film_id, score, source, updated_at)
      values ('1', '7', 'a', 5, 'command', 200), ('1', '8', 'a', 2, 'reaction', 100), ('1', '9', 'a', 4, 'button', 200);
  `);
  await migrate(db, 'sqlite', migrations);
  const [reactions, ratings] = [new ReactionStore(db), new RatingStore(db)];
  const change = (kind: 'given' | 'taken', guildId: string, userId: string) =>
    ({
      kind,
      guildId,
      filmId: 'a',
      messageId: guildId === '1' ? '4' : '5',
      userId,
      score: 4,
      isSuper: false,
      atMs: 400,
    }) as const;
  const left: (number | undefined)[] = [];
  for (const [guildId, userId] of [
    ['1', '7'],
    ['1', '8'],
    ['1', '9'],
    ['2', '7'],
  ] as const) {
    await reactions.write([change('given', guildId, userId), change('taken', guildId, userId)]);
    left.push(await ratings.get({ guildId, userId, filmId: 'a' }));
  }
  // Of the first a command was later; of the second there was none, of the third it was earlier, of the last it was elsewhere.
  expect(left).toEqual([undefined, 2, 3, 1]);
});

test('every rating of an older version is found again, by member and by film', async () => {
  using file = openFile(':memory:');
  const db = kyselyOver<Schema>(file);
  const at = migrations.findIndex(({ name }) => name === '0015-ratings-by-member');
  await migrate(db, 'sqlite', migrations.slice(0, at));
  file.exec(`insert into ratings (guild_id, user_id, film_id, score, source, updated_at)
    values ('1', '7', 'a', 5, 'command', 200), ('2', '7', 'a', 2, 'reaction', 100), ('1', '8', 'a', 3, 'button', 300)`);
  const all = 'select guild_id, user_id, film_id, score, source, updated_at from ratings order by updated_at';
  const before = file.prepare(all).all();
  await migrate(db, 'sqlite', migrations);
  expect(file.prepare(all).all()).toEqual(before);
  expect(await new MemberDataStore(db).ratings('7')).toHaveLength(2);
  expect(await new RatingStore(db).tally('1', 'a')).toMatchObject({ count: 2, average: 4 });
});

test('reactions that an older version kept under closed posts are gone, their ratings and those of open posts are not', async () => {
  using file = openFile(':memory:');
  const db = kyselyOver<Schema>(file);
  const at = migrations.findIndex(({ name }) => name === '0019-closed-reactions');
  await migrate(db, 'sqlite', migrations.slice(0, at));
  for (const [messageId, state] of [
    ['4', 'open'],
    ['5', 'frozen'],
  ] as const)
    file.exec(`
      insert into posts (id, guild_id, channel_id, film_id, message_id, mode, emoji_set, locale, state, created_at, heard_since, seeded, to_seed)
        values ('${messageId}', '1', '3', 'of ${messageId}', '${messageId}', 'both', 'digits', 'ru', '${state}', 1, 1, '', '');
      insert into reactions (message_id, user_id, score, at) values ('${messageId}', '7', 5, 100);
      insert into ratings (guild_id, user_id, film_id, score, source, updated_at)
        values ('1', '7', 'of ${messageId}', 5, 'reaction', 100)`);
  await migrate(db, 'sqlite', migrations);
  const members = new MemberDataStore(db);
  expect((await members.reactions('7')).map(({ messageId }) => messageId)).toEqual(['4']);
  expect(await members.ratings('7')).toHaveLength(2);
});
