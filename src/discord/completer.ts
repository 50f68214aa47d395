import { InteractionResponseType } from 'discord-api-types/v10';
import type { Logger } from 'pino';
import type { Clock } from '../domain/clock.ts';
import type { Outcome, Use } from '../services/metrics.ts';
import type { Services } from '../services/services.ts';
import { Budgets, isFlood, whileTyping } from './budgets.ts';
import type { Callbacks } from './callbacks.ts';
import { clamp } from './clamp.ts';
import { seenFrom, translatorFor } from './club-view.ts';
import type { Choice } from './command.ts';
import type { Doors } from './doors.ts';
import { outcomeOf } from './error-reply.ts';
import type { Interaction } from './interaction.ts';
import { limits } from './limits.ts';

/** Nobody waits longer for choices. */
const completeMs = 3000;

type Parts = Readonly<{ doors: Doors; callbacks: Callbacks; services: Services; clock: Clock; stopped: AbortSignal }>;

/** Offers choices to whoever types into an option. */
export class Completer {
  readonly #parts: Parts;
  readonly #budgets = new Budgets({ most: whileTyping });

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** An empty list is the answer to whatever goes wrong, a flood too: nobody reads an error while typing. Never rejects. */
  async complete(interaction: Interaction, log: Logger): Promise<Use> {
    const { callbacks, stopped: signal } = this.#parts;
    const { command = 'unknown', offered = [], outcome } = await this.#choices(interaction, log);
    try {
      const data = { choices: fittingChoices(offered) };
      const answer = { type: InteractionResponseType.ApplicationCommandAutocompleteResult, data } as const;
      await callbacks.post(interaction, answer, { untilMs: performance.now() + completeMs, signal });
      return { command, outcome };
    } catch (error) {
      // Each keystroke asks anew: a late answer is no news, and there is nobody to tell.
      log.info({ err: error }, 'Discord did not take the choices');
      return { command, outcome: outcomeOf(error) };
    }
  }

  async #choices(
    interaction: Interaction,
    log: Logger,
  ): Promise<{ command?: string; offered?: readonly Choice[]; outcome: Outcome }> {
    const { guildId, userId } = interaction;
    let command: string | undefined;
    try {
      const completion = isFlood(this.#budgets, interaction, log)
        ? undefined
        : this.#parts.doors.completion(interaction);
      if (!completion?.option.autocomplete) return { outcome: 'refused' };
      command = completion.name;
      const { typed, options, option } = completion;
      const { services, club } = await seenFrom(interaction, this.#parts.services);
      const t = translatorFor(interaction, 'ephemeral', club);
      const offered = await option.autocomplete?.(
        { typed, options, guildId, userId, now: this.#parts.clock(), t },
        services,
      );
      return { command, offered: offered ?? [], outcome: 'done' };
    } catch (error) {
      log.error({ err: error }, 'autocomplete failed');
      return { ...(command !== undefined && { command }), outcome: outcomeOf(error) };
    }
  }
}

const fittingChoices = (choices: readonly Choice[]): Choice[] =>
  choices
    .filter(({ name, value }) => name.trim() !== '' && value !== '' && String(value).length <= limits.choiceValue)
    .slice(0, limits.choices)
    .map(({ name, value }) => ({ name: clamp(name, limits.choiceName), value }));
