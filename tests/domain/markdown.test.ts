import fc from 'fast-check';
import { expect, test } from 'vitest';
import { clamp } from '../../src/discord/clamp.ts';
import { readMarkdown } from '../../src/discord/markdown-spans.ts';
import { escapeMarkdown, link } from '../../src/domain/markdown.ts';

test('a title with marks is shown with its marks', () => {
  expect(escapeMarkdown('M*A*S*H')).toBe('M\\*A\\*S\\*H');
  expect(escapeMarkdown('||spoiler|| `code` ~~gone~~ __u__')).toBe(
    '\\|\\|spoiler\\|\\| \\`code\\` \\~\\~gone\\~\\~ \\_\\_u\\_\\_',
  );
});

test('what somebody typed becomes no mention, no link, no heading and no list', () => {
  expect(escapeMarkdown('<@1> <#2> <t:3:R>')).toBe('\\<@1> \\<#2> \\<t:3:R>');
  expect(escapeMarkdown('[free](https://example.org)')).toBe('\\[free\\](https://example.org)');
  expect(escapeMarkdown('# big\n-# small\n- item\n> quote\n1. first')).toBe(
    '\\# big\n\\-# small\n\\- item\n\\> quote\n1\\. first',
  );
});

test('plain words stay as they are', () => {
  expect(escapeMarkdown('Летят журавли (1957) - The Cranes Are Flying, 9.5!')).toBe(
    'Летят журавли (1957) - The Cranes Are Flying, 9.5!',
  );
});

test('an escaped text holds no marks at all, and nothing of it is lost', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      const escaped = escapeMarkdown(text);
      expect(readMarkdown(escaped).spans).toEqual([]);
      expect(escaped.replace(/\\([\\`*_~|<[\]#>.+-])/g, '$1')).toBe(text);
    }),
  );
});

test('however many marks or blank lines a text has, its length alone is what it costs', () => {
  const units = ['_*a ', '**_a ', '_a __', '||a_', '*', '`', '[a](b', '<', '\n', ' \n', '\n- '];
  const costly = units.filter((unit) => {
    const text = unit.repeat(60_000 / unit.length);
    const started = process.cpuUsage();
    clamp(text, 4096);
    escapeMarkdown(text);
    // A tenth of it in a quiet moment; what looks back at all that was before takes a second and more.
    return process.cpuUsage(started).user / 1000 > 400;
  });
  expect(costly).toEqual([]);
});

test('a link cannot be broken out of, and is left out where it is none or too long', () => {
  expect(link('a [b](c)', 'https://example.com/film_(1957) x')).toBe(
    '[a \\[b\\](c)](https://example.com/film_%281957%29%20x)',
  );
  expect(link('words', 'javascript:alert(1)')).toBe('words');
  expect(link('words', `https://example.com/${'a'.repeat(400)}`)).toBe('words');
});
