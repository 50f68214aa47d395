import fc from 'fast-check';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { defineComponent, readCustomId } from '../../src/discord/component.ts';

const pager = defineComponent({
  route: 'pager',
  args: z.tuple([z.string(), z.coerce.number().int().min(0)]),
  placement: 'update',
  execute: (_request, [collection, page]) => ({ content: `${collection} ${page}` }),
});

test('a button carries its route and arguments', () => {
  expect(pager.customId('evacuation', 2)).toBe('pager:evacuation:2');
  expect(readCustomId('pager:evacuation:2')).toEqual({ route: 'pager', args: ['evacuation', '2'] });
});

test('only colons and percent signs are escaped, so Cyrillic takes one character a letter', () => {
  expect(pager.customId('50%: начало', 0)).toBe('pager:50%25%3A начало:0');
});

test('a button without arguments is its route', () => {
  const help = defineComponent({ route: 'help', args: z.tuple([]), placement: 'same', execute: () => ({}) });
  expect(help.customId()).toBe('help');
  expect(readCustomId('help')).toEqual({ route: 'help', args: [] });
});

test('a custom_id over 100 characters is our mistake and found at once', () => {
  expect(pager.customId('x'.repeat(92), 1)).toHaveLength(100);
  expect(() => pager.customId('x'.repeat(93), 1)).toThrow(RangeError);
});

test('any arguments come back as they were', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'binary', maxLength: 10 }), { maxLength: 3 }), (args) => {
      const all = defineComponent({ route: 'r', args: z.array(z.string()), placement: 'same', execute: () => ({}) });
      expect(readCustomId(all.customId(...args))).toEqual({ route: 'r', args });
    }),
  );
});

test('no custom_id that a stranger sends makes the reader fail', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.string({ unit: 'binary' })), (customId) => {
      const { args } = readCustomId(customId);
      expect(() => pager.args.safeParse(args)).not.toThrow();
    }),
  );
});
