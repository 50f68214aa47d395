import { InteractionType } from 'discord.js';
import { Invocations } from '../../src/playground/acts/invocations.ts';
import { RestFaults } from '../../src/playground/faults/rest-faults.ts';
import { PlaygroundGateway } from '../../src/playground/gateway/gateway.ts';
import { createApi } from '../../src/playground/rest/api.ts';
import type { ApiParts } from '../../src/playground/rest/call.ts';
import { Callbacks } from '../../src/playground/rest/callbacks.ts';
import { Posts } from '../../src/playground/world/posts.ts';
import { Reactions } from '../../src/playground/world/reactions.ts';
import { Threads } from '../../src/playground/world/threads.ts';
import { World } from '../../src/playground/world/world.ts';

/** The playground's API without a server, over a world of its own. */
export class BareApi {
  readonly #parts: ApiParts;
  readonly #invocations: Invocations;

  constructor() {
    const [world, token] = [new World(() => Temporal.Now.instant()), 'a-token'];
    const gateway = new PlaygroundGateway({ world, token, heartbeatMs: 1000 });
    const posts = new Posts({ world, gateway });
    const reactions = new Reactions({ world, gateway });
    const threads = new Threads({ world, gateway, posts });
    this.#invocations = new Invocations({ world, gateway, posts });
    const callbacks = new Callbacks({ world, posts });
    const faults = new RestFaults({ ledger: world.ledger });
    this.#parts = { world, gateway, posts, reactions, threads, callbacks, faults, token };
  }

  /** Every route, with its method: `GET /channels/:channel_id`. */
  get routes(): readonly string[] {
    const { routes } = createApi(this.#parts);
    return routes.filter(({ method }) => method !== 'ALL').map(({ method, path }) => `${method} ${path}`);
  }

  /** Where commands are registered. */
  get commands(): string {
    return `/applications/${this.#parts.world.applicationId}/commands`;
  }

  /** The call that sends a message. */
  get posting(): string {
    return `POST /channels/${this.#parts.world.channels[0]?.id}/messages`;
  }

  /** Somebody uses a command: the call that answers it. */
  answering(): string {
    return this.#callback(InteractionType.ApplicationCommand);
  }

  /** Somebody types: the call that offers choices. */
  completing(): string {
    return this.#callback(InteractionType.ApplicationCommandAutocomplete);
  }

  /** The status that a request gets from an API which has counted none before: no limit of requests is in the way. */
  async status({ method, path, sent }: { method: string; path: string; sent: unknown }): Promise<number> {
    const headers = {
      'user-agent': 'DiscordBot (https://example.org, 1.0.0)',
      authorization: `Bot ${this.#parts.token}`,
      'content-type': 'application/json',
    };
    const { status } = await createApi(this.#parts).request(path, { method, headers, body: JSON.stringify(sent) });
    return status;
  }

  #callback(type: InteractionType): string {
    const { people, channels, interactions } = this.#parts.world;
    const [person, channel] = [people[0], channels[0]];
    if (!person || !channel) throw new Error('the world is empty');
    this.#invocations.send({ person, channel, type, data: {} });
    const { id, token } = [...interactions.values()].at(-1) ?? {};
    return `POST /interactions/${id}/${token}/callback`;
  }
}
