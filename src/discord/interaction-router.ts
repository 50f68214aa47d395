import type { REST } from '@discordjs/rest';
import { InteractionType } from 'discord-api-types/v10';
import type { Logger } from 'pino';
import type { Clock } from '../domain/clock.ts';
import { defaultSettings } from '../domain/guild-settings.ts';
import { UserError } from '../errors.ts';
import type { Translate } from '../locales/translate.ts';
import { noMetrics } from '../services/metrics.ts';
import type { Metrics, Use } from '../services/metrics.ts';
import type { Services } from '../services/services.ts';
import { isFlood } from './budgets.ts';
import type { Budgets } from './budgets.ts';
import type { Callbacks } from './callbacks.ts';
import { seenFrom, translatorFor } from './club-view.ts';
import type { Command } from './command.ts';
import { Completer } from './completer.ts';
import type { Component } from './component.ts';
import { Doors } from './doors.ts';
import type { Call } from './doors.ts';
import { errorReply, isDead, outcomeOf } from './error-reply.ts';
import { InteractionAnswer } from './interaction-answer.ts';
import { readInteraction } from './interaction.ts';
import type { Interaction } from './interaction.ts';
import { passOf } from './passes.ts';
import { withoutEmbeds } from './plain-text.ts';
import { RecentIds } from './recent-ids.ts';
import type { Visibility } from './reply.ts';
import type { Seal } from './seal.ts';

/** Discord waits 3 s for the first answer; half of it is left to the way there and back. */
const deferAfterMs = 1500;

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
  readonly #completer: Completer;
  readonly #running = new Set<Promise<void>>();
  readonly #stopped = new AbortController();
  readonly #metrics: Metrics;
  #closed = false;

  constructor(parts: Parts) {
    this.#parts = parts;
    this.#metrics = parts.metrics ?? noMetrics;
    this.#doors = new Doors(parts);
    this.#completer = new Completer({ ...parts, doors: this.#doors, stopped: this.#stopped.signal });
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
    const startedMs = performance.now();
    const use = await this.#use(interaction, log);
    if (use) this.#metrics.answered({ ...use, seconds: (performance.now() - startedMs) / 1000 });
  }

  #use(interaction: Interaction, log: Logger): Promise<Use | undefined> | undefined {
    switch (interaction.type as InteractionType) {
      case InteractionType.ApplicationCommand:
        return this.#answer(interaction, log, () => this.#doors.command(interaction));
      case InteractionType.MessageComponent:
      case InteractionType.ModalSubmit:
        return this.#answer(interaction, log, () => this.#doors.component(interaction));
      case InteractionType.ApplicationCommandAutocomplete:
        return this.#completer.complete(interaction, log);
      default:
        log.debug({ type: interaction.type }, 'an interaction of a type that we do not know');
        return undefined;
    }
  }

  async #answer(interaction: Interaction, log: Logger, find: () => Call): Promise<Use> {
    const { rest, callbacks } = this.#parts;
    const { id, token, applicationId = this.#parts.applicationId(), mostFileBytes } = interaction;
    const answer = new InteractionAnswer({
      ...{ rest, callbacks, log, stopped: this.#stopped.signal },
      interaction: { id, token, applicationId, mostFileBytes },
    });

    let speaks = (seenBy: Visibility): Translate => translatorFor(interaction, seenBy, defaultSettings);
    let timer: NodeJS.Timeout | undefined;
    let command = 'unknown';
    try {
      if (isFlood(this.#parts.budgets, interaction, log)) throw new UserError('error.too-fast');
      const call = find();
      const { direction } = call;
      command = call.name;
      answer.direction = direction;
      timer = setTimeout(() => answer.defer(), deferAfterMs);
      const { services, club } = await seenFrom(interaction, this.#parts.services);
      speaks = (seenBy) => translatorFor(interaction, seenBy, club);
      const request = {
        interactionId: interaction.id,
        userId: interaction.userId,
        guildId: interaction.guildId,
        channelId: interaction.channelId,
        permissions: interaction.permissions,
        roles: interaction.roles,
        ownPermissions: interaction.ownPermissions,
        inThread: interaction.inThread,
        guildLocale: interaction.guildLocale,
        now: this.#parts.clock(),
        club,
        t: speaks(direction.visibility),
      };
      const reply = await call.execute(request, services);
      const shown = club.plainText ? withoutEmbeds(reply) : reply;
      await answer.send(this.#parts.seal.sealed(shown, interaction, passOf(call, request)));
      return { command, outcome: 'done' };
    } catch (error) {
      await this.#sendError(error, answer, { id: interaction.id, speaks }, log);
      return { command, outcome: outcomeOf(error) };
    } finally {
      clearTimeout(timer);
    }
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
}
