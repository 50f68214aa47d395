import type { Fact, Film } from '../domain/film.ts';
import type { Turns } from './turns.ts';

/** A film's facts take turns: in one scope none is told again before all have been told. */
export class FactTurns {
  readonly #turns: Turns;

  constructor(parts: { turns: Turns }) {
    this.#turns = parts.turns;
  }

  /** The film's next fact for a scope: a guild, or a person in direct messages. */
  async next(scope: string, film: Film): Promise<Fact> {
    const { item } = await this.#turns.next(
      scope,
      `facts ${film.id}`,
      film.facts.map((_, at) => String(at)),
    );
    const fact = film.facts[Number(item)];
    if (!fact) throw new Error(`${film.id} has no fact ${item}`);
    return fact;
  }
}
