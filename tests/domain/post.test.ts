import { expect, test } from 'vitest';
import { emojiOf, scoreOf } from '../../src/domain/post.ts';
import { scores } from '../../src/domain/rating.ts';

test.each(['digits', 'stars'] as const)(
  'each emoji of the set “%s” stands for its score, however it is written',
  (set) => {
    for (const score of scores) {
      const emoji = emojiOf(score, set);
      expect(scoreOf(emoji, set)).toBe(score);
      expect(scoreOf(emoji.replaceAll('\u{fe0f}', ''), set)).toBe(score);
      expect(scoreOf(`${emoji}\u{fe0f}`, set)).toBe(score);
    }
  },
);

test('any other emoji stands for nothing, those of the other set neither', () => {
  for (const emoji of ['6️⃣', '0️⃣', '👍', '1', '', '⭐⭐']) expect(scoreOf(emoji, 'digits'), emoji).toBeUndefined();
  expect(scoreOf('⭐', 'digits')).toBeUndefined();
  expect(scoreOf('5️⃣', 'stars')).toBeUndefined();
});
