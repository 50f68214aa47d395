import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseInline, parseMarkdown } from '../../../src/playground/page/markdown.ts';
import type { Block, Inline } from '../../../src/playground/page/markdown.ts';

const text = (value: string): Inline => ({ kind: 'text', text: value });

/** What a reader sees, marks taken away. */
const plainOf = (parts: readonly Inline[]): string =>
  parts.map((part) => ('children' in part ? plainOf(part.children) : 'text' in part ? part.text : '')).join('');

describe('inside a line', () => {
  test.each([
    ['**bold**', 'strong'],
    ['*slanted*', 'em'],
    ['_slanted_', 'em'],
    ['__underlined__', 'underline'],
    ['~~struck~~', 'strike'],
    ['||hidden||', 'spoiler'],
  ])('%s is %s', (source, kind) => {
    expect(parseInline(source)).toEqual([{ kind, children: [text(source.replaceAll(/\W|_/g, ''))] }]);
  });

  test('marks nest, and a spoiler hides all that is in it', () => {
    expect(parseInline('||**he** dies||')).toEqual([
      { kind: 'spoiler', children: [{ kind: 'strong', children: [text('he')] }, text(' dies')] },
    ]);
  });

  test('a lone mark, a mark in a name and an escaped mark are what they look like', () => {
    expect(parseInline('2 * 3 = 6')).toEqual([text('2 * 3 = 6')]);
    expect(parseInline('film_of_the_week')).toEqual([text('film_of_the_week')]);
    expect(parseInline('\\*not slanted\\*')).toEqual([text('*not slanted*')]);
  });

  test('nothing in code means anything', () => {
    expect(parseInline('`**as is** ||open||`')).toEqual([{ kind: 'code', text: '**as is** ||open||' }]);
  });

  test('a link needs http or https: nothing else becomes one', () => {
    expect(parseInline('[card](https://example.org/a_(b))')).toEqual([
      { kind: 'link', href: 'https://example.org/a_(b)', children: [text('card')] },
    ]);
    expect(parseInline('see https://example.org.')).toEqual([
      text('see '),
      { kind: 'link', href: 'https://example.org', children: [text('https://example.org')] },
      text('.'),
    ]);
    expect(parseInline('[card](javascript:alert(1))')).toEqual([text('[card](javascript:alert(1))')]);
  });

  test('timestamps and mentions are read, whatever else stands in angle brackets stays', () => {
    expect(parseInline('<t:1700000000:R>')).toEqual([{ kind: 'time', unix: 1_700_000_000, style: 'R' }]);
    expect(parseInline('<t:1700000000>')).toEqual([{ kind: 'time', unix: 1_700_000_000, style: 'f' }]);
    expect(parseInline('<@1> <#2> <@&3> </film theme:4>').filter(({ kind }) => kind !== 'text')).toEqual([
      { kind: 'user', id: '1' },
      { kind: 'channel', id: '2' },
      { kind: 'role', id: '3' },
      { kind: 'command', name: 'film theme' },
    ]);
    expect(parseInline('<script>alert(1)</script>')).toEqual([text('<script>alert(1)</script>')]);
  });
});

describe('line by line', () => {
  test('headings, small text and quotes are blocks of their own', () => {
    expect(parseMarkdown('## Films\nten\n-# small\n> quoted\n> too')).toEqual<Block[]>([
      { kind: 'heading', level: 2, children: [text('Films')] },
      { kind: 'text', children: [text('ten')] },
      { kind: 'subtext', children: [text('small')] },
      { kind: 'quote', blocks: [{ kind: 'text', children: [text('quoted\ntoo')] }] },
    ]);
  });

  test('a list keeps its depth, and numbers after dots begin another', () => {
    expect(parseMarkdown('- one\n  - deeper\n- two\n3. three')).toEqual<Block[]>([
      {
        kind: 'list',
        start: undefined,
        items: [
          {
            children: [text('one')],
            nested: [{ kind: 'list', start: undefined, items: [{ children: [text('deeper')], nested: [] }] }],
          },
          { children: [text('two')], nested: [] },
        ],
      },
      { kind: 'list', start: 3, items: [{ children: [text('three')], nested: [] }] },
    ]);
  });

  test('three grave accents open a block of code', () => {
    expect(parseMarkdown('a\n```js\nlet a = "**";\n```\nb')).toEqual<Block[]>([
      { kind: 'text', children: [text('a')] },
      { kind: 'code', text: 'let a = "**";' },
      { kind: 'text', children: [text('b')] },
    ]);
  });
});

test('words without any mark come out as they went in', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom('a', 'ж', '9', ' ', '.', '&', '"', '😀') }), (words) => {
      expect(plainOf(parseInline(words))).toBe(words);
    }),
  );
});

test('no writing is too wild to be read, and none takes long', () => {
  const marks = fc.string({
    unit: fc.constantFrom('*', '_', '|', '~', '`', '[', ']', '(', ')', '<', '>', '\\', 'a', '\n'),
    maxLength: 400,
  });
  fc.assert(
    fc.property(marks, (wild) => Array.isArray(parseMarkdown(wild))),
    { interruptAfterTimeLimit: 10_000, markInterruptAsFailure: true },
  );
});
