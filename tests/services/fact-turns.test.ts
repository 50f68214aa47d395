import { pino } from 'pino';
import { expect, test } from 'vitest';
import type { Fact, Film } from '../../src/domain/film.ts';
import { FactTurns } from '../../src/services/fact-turns.ts';
import { Turns } from '../../src/services/turns.ts';
import { bagsInMemory } from '../support/database.ts';
import { aFilm, seededRandom } from '../support/library.ts';

const fact = (text: string): Fact => ({
  text: { en: text, ru: text },
  kind: 'history',
  confidence: 'well-known',
  sources: [],
});
const film = aFilm({ facts: [fact('one'), fact('two'), fact('three')] });

const someFacts = () =>
  new FactTurns({
    turns: new Turns({
      bags: bagsInMemory(),
      isShared: false,
      random: seededRandom(3),
      log: pino({ level: 'silent' }),
    }),
  });

/** The next facts of a film for a scope. */
async function told(facts: FactTurns, count: number, scope = 'guild 1', of: Film = film): Promise<string[]> {
  const texts: string[] = [];
  for (let at = 0; at < count; at += 1) texts.push((await facts.next(scope, of)).text.en);
  return texts;
}

test('no fact is told again before all have been told', async () => {
  const texts = await told(someFacts(), 6);
  expect(new Set(texts.slice(0, 3))).toEqual(new Set(['one', 'two', 'three']));
  expect(new Set(texts.slice(3))).toEqual(new Set(['one', 'two', 'three']));
  expect(texts[3]).not.toBe(texts[2]);
});

test('each guild has its own turns, and each film', async () => {
  const facts = someFacts();
  await told(facts, 2);
  expect(new Set(await told(facts, 3, 'guild 2')).size).toBe(3);
  expect(await told(facts, 2, 'guild 1', aFilm({ id: 'other', facts: [fact('only')] }))).toEqual(['only', 'only']);
  expect(new Set(await told(facts, 1)).size).toBe(1);
});

test('a fact that a new release of the library took away is not told', async () => {
  const facts = someFacts();
  await told(facts, 2);
  expect(await told(facts, 2, 'guild 1', aFilm({ facts: [fact('one')] }))).toEqual(['one', 'one']);
});
