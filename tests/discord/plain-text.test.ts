import { expect, test } from 'vitest';
import { withoutEmbeds } from '../../src/discord/plain-text.ts';

test('an embed as text has all its words in their order, and draws no previews', () => {
  const embed = {
    ...{
      title: 'Wings (1966)',
      url: 'https://www.imdb.com/title/tt1/',
      color: 1,
      description: 'A [pilot](https://a.b).',
    },
    fields: [{ name: 'Fact', value: 'She flew.' }],
    footer: { text: 'Club rating: 5' },
  };
  expect(withoutEmbeds({ content: 'Look', embeds: [embed], components: [] })).toEqual({
    content:
      'Look\n\n**[Wings (1966)](<https://www.imdb.com/title/tt1/>)**\n\nA [pilot](<https://a.b>).\n\n**Fact**\nShe flew.\n\n-# Club rating: 5',
    components: [],
  });
});

test('what has no embeds stays as it is, and so does a form', () => {
  for (const reply of [{ content: 'Hello' }, { modal: { custom_id: 'x', title: 'X', components: [] } }])
    expect(withoutEmbeds(reply)).toBe(reply);
});
