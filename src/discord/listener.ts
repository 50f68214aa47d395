import type { GatewayDispatchEvents } from 'discord-api-types/v10';
import type { Logger } from 'pino';
import type { z } from 'zod';
import type { Services } from '../services/services.ts';

/** Something that Discord tells. `shape` is what the listener relies on in the event's data, and no more. */
export type Listener<Data = unknown> = Readonly<{
  event: GatewayDispatchEvents;
  shape: z.ZodType<Data>;
  handle(data: Data, services: Services): void | Promise<void>;
}>;

/** Keeps the type of the data for `handle` while the list of listeners holds every shape. */
export const defineListener = <Data>(listener: Listener<Data>): Listener => listener as unknown as Listener;

/**
 * Takes each event to its listeners. Never throws: what they cannot read is dropped, what fails in them is logged, and
 * neither keeps the next event. Events without a listener cost a look into a map.
 */
export class Listeners {
  readonly #byEvent: ReadonlyMap<string, readonly Listener[]>;
  readonly #services: Services;
  readonly #log: Logger;

  constructor(parts: { listeners: readonly Listener[]; services: Services; log: Logger }) {
    this.#byEvent = Map.groupBy(parts.listeners, ({ event }) => event);
    this.#services = parts.services;
    this.#log = parts.log;
  }

  hear({ t: event, d: data }: Readonly<{ t: string; d: unknown }>): void {
    for (const listener of this.#byEvent.get(event) ?? []) {
      const read = listener.shape.safeParse(data);
      if (read.success) this.#handle(listener, read.data);
      else this.#log.debug({ event }, 'an event in a shape that we do not know');
    }
  }

  /** Gets only what the listener reads: an event may be of megabytes, and thousands wait for the store after a start. */
  #handle({ event, handle }: Listener, data: unknown): void {
    const failed = (error: unknown): void => this.#log.error({ err: error, event }, 'a listener failed');
    try {
      const done = handle(data, this.#services);
      if (done) done.catch(failed);
    } catch (error) {
      failed(error);
    }
  }
}
