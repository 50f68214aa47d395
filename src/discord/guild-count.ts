import { GatewayDispatchEvents } from 'discord-api-types/v10';
import type { GatewayDispatchPayload } from 'discord-api-types/v10';

/** Which guilds one gateway connection tells of. Those in an outage count: the bot is in them still. */
export class GuildCount {
  #ids = new Set<unknown>();

  get count(): number {
    return this.#ids.size;
  }

  /** Looks at an event; most are none of its business. */
  hear({ t: event, d: data }: GatewayDispatchPayload): void {
    if (event === GatewayDispatchEvents.Ready) {
      const { guilds } = data as Partial<typeof data>;
      this.#ids = new Set(Array.isArray(guilds) ? guilds.map((guild) => guild?.id) : []);
    } else if (event === GatewayDispatchEvents.GuildCreate) {
      if (data?.id) this.#ids.add(data.id);
    } else if (event === GatewayDispatchEvents.GuildDelete && data?.unavailable !== true) this.#ids.delete(data?.id);
  }
}
