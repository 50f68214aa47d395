import type { REST } from '@discordjs/rest';
import { InteractionResponseType, InteractionType } from 'discord-api-types/v10';
import type { Logger } from 'pino';
import type { Clock } from '../domain/clock.ts';
import { defaultSettings } from '../domain/guild-settings.ts';
import type { GuildSettings } from '../domain/guild-settings.ts';
import { UserError } from '../errors.ts';
import { localeOf, translator } from '../locales/translate.ts';
import type { Translate } from '../locales/translate.ts';
import { noMetrics } from '../services/metrics.ts';
import type { Metrics, Outcome } from '../services/metrics.ts';
import type { Services } from '../services/services.ts';
import { whileTyping, Budgets } from './budgets.ts';
import type { Callbacks } from './callbacks.ts';
import { clamp } from './clamp.ts';
import type { Choice, Command } from './command.ts';
import type { Component } from './component.ts';
import { Doors } from './doors.ts';
import type { Call } from './doors.ts';
import { errorReply, isDead, outcomeOf } from './error-reply.ts';
import { InteractionAnswer } from './interaction-answer.ts';
import { readInteraction } from './interaction.ts';
import type { Interaction } from './interaction.ts';
import { limits } from './limits.ts';
import { withoutEmbeds } from './plain-text.ts';
import { RecentIds } from './recent-ids.ts';
import type { Visibility } from './reply.ts';
import type { Seal } from './seal.ts';

/** Discord waits 3 s for the first answer; half of it is left to the way there and back. */
const deferAfterMs = 1500;
/** Nobody waits longer for choices. */
const completeMs = 3000;

type Parts = Readonly<{
  rest: REST;
  callbacks: Callbacks;
  services: Services;
  commands: readonly Command[];
  components: readonly Component[];
  seal: Seal;
  /** What each may use; typing has a budget of its own. */
  budgets: Budgets;
  clock: Clock;
  log: Logger;
  /** For an interaction that does not name its application, although Discord documents that all do. */
  applicationId: () => string;
  metrics?: Metrics;
}>;

/** Takes every INTERACTION_CREATE to its door and the door's answer back to Discord. */
export class InteractionRouter {
  readonly #parts: Parts;
  readonly #doors: Doors;
  readonly #recent = new RecentIds({ most: 10_000 });
  readonly #typing = new Budgets({ most: whileTyping });
  readonly #running = new Set<Promise<void>>();
  readonly #stopped = new AbortController();
  readonly #metrics: Metrics;
  #closed = false;

  constructor(parts: Parts) {
    this.#parts = parts;
    this.#metrics = parts.metrics ?? noMetrics;
    this.#doors = new Doors(parts);
  }

  /** Handles one payload to its end. Never rejects: whatever goes wrong is told to the member, the log, or both. */
  handle(payload: unknown): Promise<void> {
    const interaction = readInteraction(payload);
    if (!interaction) {
      this.#parts.log.debug('an interaction without id, token, type or user');
      return Promise.resolve();
    }
    const log = this.#parts.log.child({ interactionId: interaction.id });
    if (this.#closed || !this.#recent.isNew(interaction.id)) {
      log.debug(this.#closed ? 'an interaction while stopping' : 'an interaction delivered twice');
      return Promise.resolve();
    }
    const run = this.#dispatch(interaction, log)
      .catch((error: unknown) => log.error({ err: error }, 'an interaction failed'))
      .finally(() => this.#running.delete(run));
    this.#running.add(run);
    return run;
  }

  /** Takes no more interactions and waits for the running ones, `graceMs` at most; then no call is repeated any more. */
  async close(graceMs: number): Promise<void> {
    this.#closed = true;
    const { promise: expired, resolve } = Promise.withResolvers<void>();
    const timer = setTimeout(resolve, graceMs);
    await Promise.race([Promise.all(this.#running), expired]);
    clearTimeout(timer);
    this.#stopped.abort();
    if (this.#running.size > 0) this.#parts.log.warn({ count: this.#running.size }, 'stopping without their answers');
  }

  async #dispatch(interaction: Interaction, log: Logger): Promise<void> {
    switch (interaction.type as InteractionType) {
      case InteractionType.ApplicationCommand:
        return this.#answer(interaction, log, () => this.#doors.command(interaction));
      case InteractionType.MessageComponent:
      case InteractionType.ModalSubmit:
        return this.#answer(interaction, log, () => this.#doors.component(interaction));
      case InteractionType.ApplicationCommandAutocomplete:
        return this.#complete(interaction, log);
      default:
        log.debug({ type: interaction.type }, 'an interaction of a type that we do not know');
    }
  }

  async #answer(interaction: Interaction, log: Logger, find: () => Call): Promise<void> {
    const { rest, callbacks } = this.#parts;
    const over = this.#count();
    const applicationId = interaction.applicationId ?? this.#parts.applicationId();
    const answerTo = (direction: Call['direction']): InteractionAnswer =>
      new InteractionAnswer({
        ...{ rest, callbacks, log, direction, stopped: this.#stopped.signal },
        interaction: { ...interaction, applicationId },
      });

    let speaks = (seenBy: Visibility): Translate => translatorFor(interaction, seenBy, defaultSettings);
    let answer = answerTo({ visibility: 'ephemeral', update: false });
    let timer: NodeJS.Timeout | undefined;
    let command: string | undefined;
    try {
      if (this.#isFlood(this.#parts.budgets, interaction, log)) throw new UserError('error.too-fast');
      const { name, direction, execute } = find();
      command = name;
      answer = answerTo(direction);
      timer = setTimeout(() => answer.defer(), deferAfterMs);
      const { services, club } = await this.#seenFrom(interaction);
      speaks = (seenBy) => translatorFor(interaction, seenBy, club);
      const request = {
        interactionId: interaction.id,
        userId: interaction.userId,
        guildId: interaction.guildId,
        channelId: interaction.channelId,
        permissions: interaction.permissions,
        now: this.#parts.clock(),
        club,
        t: speaks(direction.visibility),
      };
      const reply = await execute(request, services);
      const shown = club.plainText ? withoutEmbeds(reply) : reply;
      await answer.send(this.#parts.seal.sealed(shown, interaction));
      over(command, 'done');
    } catch (error) {
      await this.#sendError(error, answer, { id: interaction.id, speaks }, log);
      over(command, outcomeOf(error));
    } finally {
      clearTimeout(timer);
    }
  }

  /** Starts the clock of a use; what it was is known later, or never. */
  #count(): (command: string | undefined, outcome: Outcome) => void {
    const startedMs = performance.now();
    return (command = 'unknown', outcome) =>
      this.#metrics.answered({ command, outcome, seconds: (performance.now() - startedMs) / 1000 });
  }

  /** One line for each flood: a line for each of its uses would be another. */
  #isFlood(budgets: Budgets, interaction: Interaction, log: Logger): boolean {
    const { userId, guildId } = interaction;
    const tooMany = budgets.tooMany(interaction, performance.now());
    if (tooMany === 'now') log.warn({ userId, guildId }, 'more uses in ten seconds than a member or a guild may have');
    return tooMany !== undefined;
  }

  /** What the guild has chosen, and the services as it sees them. Guilds are kept in memory, so this waits for the store once. */
  async #seenFrom({ guildId }: Interaction): Promise<{ services: Services; club: GuildSettings }> {
    const { services } = this.#parts;
    const club = await services.settings.orDefaults(guildId);
    if (club.disabledCollections.length === 0) return { services, club };
    return { services: { ...services, films: services.films.without(club.disabledCollections) }, club };
  }

  async #sendError(
    error: unknown,
    answer: InteractionAnswer,
    { id, speaks }: { id: string; speaks: (seenBy: Visibility) => Translate },
    log: Logger,
  ): Promise<void> {
    const reply = errorReply(error, id, log);
    if (!reply) return;
    try {
      await answer.sendNote((seenBy) => speaks(seenBy)(reply.key, reply.params));
    } catch (second) {
      log[isDead(second) ? 'info' : 'warn']({ err: second }, 'the member could not be told about the failure');
    }
  }

  /** An empty list is the answer to whatever goes wrong, a flood too: nobody reads an error while typing. */
  async #complete(interaction: Interaction, log: Logger): Promise<void> {
    const { guildId, userId } = interaction;
    const over = this.#count();
    let offered: readonly Choice[] = [];
    let command: string | undefined;
    let outcome: Outcome = 'done';
    try {
      const flood = this.#isFlood(this.#typing, interaction, log);
      const completion = flood ? undefined : this.#doors.completion(interaction);
      command = completion?.name;
      if (!completion) outcome = 'refused';
      const { services, club } = await this.#seenFrom(interaction);
      const t = translatorFor(interaction, 'ephemeral', club);
      offered =
        (await completion?.option.autocomplete?.(
          { typed: completion.typed, options: completion.options, guildId, userId, t },
          services,
        )) ?? [];
    } catch (error) {
      outcome = outcomeOf(error);
      log.error({ err: error }, 'autocomplete failed');
    }
    try {
      const answer = {
        type: InteractionResponseType.ApplicationCommandAutocompleteResult,
        data: { choices: fittingChoices(offered) },
      } as const;
      const untilMs = performance.now() + completeMs;
      await this.#parts.callbacks.post(interaction, answer, { untilMs, signal: this.#stopped.signal });
    } catch (error) {
      outcome = outcomeOf(error);
      // Each keystroke asks anew: a late answer is no news, and there is nobody to tell.
      log.info({ err: error }, 'Discord did not take the choices');
    }
    over(command, outcome);
  }
}

/** A public reply speaks the language that the guild has chosen here or else in Discord; what one person sees, theirs. */
const translatorFor = (
  { guildId, guildLocale, locale }: Interaction,
  seenBy: Visibility,
  { language }: GuildSettings,
): Translate => translator(localeOf(seenBy === 'public' && guildId !== undefined ? (language ?? guildLocale) : locale));

const fittingChoices = (choices: readonly Choice[]): Choice[] =>
  choices
    .filter(({ name, value }) => name.trim() !== '' && value !== '' && value.length <= limits.choiceValue)
    .slice(0, limits.choices)
    .map(({ name, value }) => ({ name: clamp(name, limits.choiceName), value }));
