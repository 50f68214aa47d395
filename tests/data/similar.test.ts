import { expect, test } from 'vitest';
import { aFilm, anIndex } from '../support/library.ts';

const central = (id: string) => ({ id, relevance: 'central' }) as const;
const others = Array.from({ length: 6 }, (_, at) =>
  aFilm({ id: `other-${at}`, year: 1990, directors: [`director-${at}`], themes: [{ id: 'war' }] }),
);

test('people in common say more than themes, and the decade says least', () => {
  const films = anIndex([
    aFilm({ id: 'one', year: 1957, directors: ['a'], writers: ['b'], themes: [central('siege')] }),
    aFilm({ id: 'two', year: 1959, directors: ['a'], writers: ['b'], themes: [central('siege')] }),
    ...others,
  ]);
  const [first] = films.similar('one');
  expect(first?.film.id).toBe('two');
  expect(first?.reasons.map(({ kind }) => kind)).toEqual(['director', 'theme', 'writer', 'decade']);
});

test('a rare theme says more than one that most films carry', () => {
  const films = anIndex([
    aFilm({ id: 'one', directors: ['a'], themes: [{ id: 'war' }, { id: 'siege' }] }),
    aFilm({ id: 'rare', directors: ['b'], year: 1990, themes: [{ id: 'siege' }] }),
    ...others,
  ]);
  expect(films.similar('one', 2).map(({ film }) => film.id)).toEqual(['rare', 'other-0']);
});

test('what a film is about says more than what it touches', () => {
  const films = anIndex([
    aFilm({ id: 'one', directors: ['a'], themes: [central('war')] }),
    aFilm({ id: 'touches', directors: ['b'], themes: [{ id: 'war', relevance: 'echo' }] }),
    aFilm({ id: 'is-about', directors: ['c'], themes: [central('war')] }),
  ]);
  expect(films.similar('one').map(({ film }) => film.id)).toEqual(['is-about', 'touches']);
});

test('a theme that a film is only listed under is no likeness, nor is the decade alone', () => {
  const films = anIndex([
    aFilm({ id: 'one', directors: ['a'], themes: [central('evacuation')] }),
    aFilm({ id: 'listed', directors: ['b'], themes: [{ id: 'evacuation', relevance: 'listed' }] }),
  ]);
  expect(films.similar('one')).toEqual([]);
});

test('who both directed and wrote is one reason, not two', () => {
  const both = { directors: ['a'], writers: ['a'] };
  const films = anIndex([
    aFilm({ id: 'one', ...both, themes: [] }),
    aFilm({ id: 'two', ...both, themes: [], year: 1990 }),
  ]);
  expect(films.similar('one')[0]?.reasons).toMatchObject([{ kind: 'director', person: { id: 'a' } }]);
});

test('equals come in an order that does not change', () => {
  const films = [aFilm({ id: 'c' }), aFilm({ id: 'b' }), aFilm({ id: 'a' }), aFilm({ id: 'one' })];
  const idsOf = (all: typeof films) =>
    anIndex(all)
      .similar('one')
      .map(({ film }) => film.id);
  expect(idsOf(films)).toEqual(['a', 'b', 'c']);
  expect(idsOf(films.toReversed())).toEqual(['a', 'b', 'c']);
});
