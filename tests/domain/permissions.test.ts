import { OverwriteType } from 'discord.js';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { defaultSettings } from '../../src/domain/guild-settings.ts';
import { bits, bitsOf, lacksIn, rightsForRating } from '../../src/domain/permissions.ts';
import { permissionsIn } from '../../src/playground/world/permissions.ts';

const standing = (permissions: bigint, more: object = {}) => ({
  ...{ guildId: '1', botId: '9', roles: [{ id: '1', permissions }], isTimedOut: false, ...more },
});
const neededRights = rightsForRating(defaultSettings);
const all = bitsOf(neededRights);

test('what posts need is what Discord counts as 85056', () => {
  expect(all).toBe(85_056n);
});

test('a right that no role gives is missing in the whole server', () => {
  expect(lacksIn(standing(all & ~bits.react), [], neededRights)).toEqual([{ right: 'react', by: 'server' }]);
});

test('a channel that denies it says to whom', () => {
  const deny = (id: string, kind: 'role' | 'member') => ({ id, kind, allow: 0n, deny: bits.send });
  const roles = [
    { id: '1', permissions: all },
    { id: '5', permissions: 0n },
  ];
  const who = (overwrite: ReturnType<typeof deny>) => lacksIn(standing(all, { roles }), [overwrite], neededRights);
  expect(who(deny('1', 'role'))).toEqual([{ right: 'send', by: 'everyone', id: '1' }]);
  expect(who(deny('5', 'role'))).toEqual([{ right: 'send', by: 'role', id: '5' }]);
  expect(who(deny('9', 'member'))).toEqual([{ right: 'send', by: 'member', id: '9' }]);
  expect(who(deny('6', 'role'))).toEqual([]);
});

test('an administrator lacks nothing, and in a time-out only looking is left', () => {
  expect(
    lacksIn(standing(bits.administrator), [{ id: '1', kind: 'role', allow: 0n, deny: all }], neededRights),
  ).toEqual([]);
  const lacks = lacksIn(standing(all, { isTimedOut: true }), [], neededRights);
  expect(lacks).toEqual(['send', 'embed', 'react'].map((right) => ({ right, by: 'timeout' })));
});

test('whatever roles and channels say, a right is missing just when Discord would refuse it', () => {
  const mask = fc
    .subarray(neededRights.map((right) => bits[right]))
    .map((some) => some.reduce((sum, bit) => sum | bit, 0n));
  const target = fc.constantFrom(
    ...([
      { id: '1', kind: 'role' },
      { id: '5', kind: 'role' },
      { id: '6', kind: 'role' },
      { id: '9', kind: 'member' },
    ] as const),
  );
  const overwrite = fc
    .record({ target, allow: mask, deny: mask })
    .map(({ target: whom, allow, deny }) => ({ ...whom, allow, deny }));
  const distinct = fc.uniqueArray(overwrite, { selector: ({ id }) => id });
  fc.assert(
    fc.property(mask, mask, distinct, (everyone, own, overwrites) => {
      const roles = [
        { id: '1', permissions: everyone },
        { id: '5', permissions: own },
      ];
      const missing = lacksIn(standing(0n, { roles }), overwrites, neededRights).map(({ right }) => right);
      const given = overwrites.map(({ kind, ...rest }) => ({
        ...rest,
        type: kind === 'role' ? OverwriteType.Role : OverwriteType.Member,
      }));
      const may = permissionsIn({ userId: '9', guildId: '1', roles, overwrites: given });
      // Without the first rights the others are worth nothing; they are told one by one all the same.
      if (missing.includes('view')) expect(may).toBe(0n);
      else if (missing.includes('send')) expect(may & bits.send).toBe(0n);
      else expect(neededRights.filter((right) => (may & bits[right]) === 0n)).toEqual(missing);
    }),
  );
});
