import { GatewayDispatchEvents, GatewayOpcodes } from 'discord.js';
import type { GatewayConnection } from '../gateway/gateway-connection.ts';
import type { Roster } from '../gateway/roster.ts';
import { guildCreatePayload } from '../world/payloads.ts';
import { timestampOf } from '../world/world.ts';
import type { World } from '../world/world.ts';
import type { DispatchFaults } from './dispatch-faults.ts';

type Admittance = 'identify' | 'resume';

/** What can go wrong with the gateway, at will. All of it is in the ledger, as `fault`. */
export class GatewayFaults {
  /** What happens to single events. */
  readonly events: DispatchFaults;
  readonly #world: World;
  readonly #roster: Roster;
  #refused: readonly { what: Admittance; code: number | undefined }[] = [];
  #awayUntilMs = 0;

  constructor(parts: { world: World; roster: Roster; events: DispatchFaults }) {
    this.#world = parts.world;
    this.#roster = parts.roster;
    this.events = parts.events;
  }

  /** Cuts every connection as a lost network does: no close frame. Sessions live on. */
  drop(): void {
    this.#note('drop');
    for (const connection of this.#roster.connections) connection.terminate();
  }

  /** Breaks every connection, so that the bot sees an error of its network (ECONNRESET). Sessions live on. */
  break(): void {
    this.#note('break');
    for (const connection of this.#roster.connections) connection.break();
  }

  /** Asks every client to reconnect and resume (op 7). */
  reconnect(): void {
    this.#note('reconnect');
    for (const connection of this.#roster.connections) connection.send({ op: GatewayOpcodes.Reconnect, d: null });
  }

  /** Takes the session from every connection (op 9): to be resumed, or with `false` for good. */
  invalidate(resumable: boolean): void {
    this.#note('invalidate', { resumable });
    for (const connection of this.#roster.connections) {
      if (resumable) this.#roster.detach(connection);
      else this.#roster.end(connection);
      connection.send({ op: GatewayOpcodes.InvalidSession, d: resumable });
    }
  }

  /** Leaves present connections open and says nothing on them any more, not even to heartbeats: zombies. */
  silence(): void {
    this.#note('silence');
    for (const connection of this.#roster.connections) connection.isSilent = true;
  }

  /** Closes every connection with a code. Sessions live on. */
  close(code: number): void {
    this.#note('close', { code });
    for (const connection of this.#roster.connections) {
      this.#roster.detach(connection);
      connection.close(code);
    }
  }

  /** Refuses the next so many resumes or identifies: with a close code, or without one with op 9. */
  refuse(what: Admittance, times: number, code?: number): void {
    this.#refused = [...this.#refused, ...Array.from({ length: times }, () => ({ what, code }))];
  }

  /** Lets nobody connect for so many milliseconds; who is connected stays. */
  refuseConnections(forMs: number): void {
    this.#note('refuse connections', { forMs });
    this.#awayUntilMs = performance.now() + forMs;
  }

  /** Sends an event of at least so many bytes: the guild, with a field that nobody knows. */
  oversize(bytes: number): void {
    this.#note('oversize', { bytes });
    const payload = { ...guildCreatePayload(this.#world), padding: 'ф'.repeat(Math.ceil(bytes / 2)) };
    this.#roster.tellAll(GatewayDispatchEvents.GuildCreate, { ...payload, guild_id: this.#world.guild.id });
  }

  /** A moderator takes the bot out of the guild. */
  kick(): void {
    this.#note('kick');
    this.#world.botIsMember = false;
    this.#tellGuild(GatewayDispatchEvents.GuildDelete, { id: this.#world.guild.id });
  }

  /** A moderator invites the bot, for the first time or again. */
  invite(): void {
    this.#note('invite');
    this.#world.botIsMember = true;
    this.#world.invitedAt = timestampOf(this.#world.clock());
    this.#tellGuild(GatewayDispatchEvents.GuildCreate, guildCreatePayload(this.#world));
  }

  /** The guild breaks down for some time, or comes back. */
  setAvailable(isAvailable: boolean): void {
    this.#note(isAvailable ? 'guild back' : 'guild unavailable');
    this.#world.guildIsAvailable = isAvailable;
    if (isAvailable) this.#tellGuild(GatewayDispatchEvents.GuildCreate, guildCreatePayload(this.#world));
    else this.#tellGuild(GatewayDispatchEvents.GuildDelete, { id: this.#world.guild.id, unavailable: true });
  }

  /** Lets everybody in again; what was sent cannot be taken back. */
  clear(): void {
    this.#refused = [];
    this.#awayUntilMs = 0;
    this.events.clear();
  }

  /** Nobody may connect at the moment; whoever asks has just tried. */
  turnsAwayAll(): boolean {
    const isAway = performance.now() < this.#awayUntilMs;
    if (isAway) this.#note('connection refused');
    return isAway;
  }

  /** Refuses this identify or resume if one is to be refused; says whether it did. */
  turnAway(connection: GatewayConnection, what: Admittance): boolean {
    const at = this.#refused.findIndex((refused) => refused.what === what);
    const [refused] = at < 0 ? [] : this.#refused.slice(at, at + 1);
    if (!refused) return false;
    this.#refused = this.#refused.toSpliced(at, 1);
    const { code } = refused;
    this.#note(`refuse ${what}`, { code });
    if (code === undefined) connection.send({ op: GatewayOpcodes.InvalidSession, d: false });
    else connection.close(code);
    return true;
  }

  #tellGuild(event: string, data: object): void {
    this.#roster.tellAll(event, data, this.#world.guild.id);
    this.#world.changed();
  }

  #note(what: string, detail: Readonly<Record<string, unknown>> = {}): void {
    this.#world.ledger.event('fault', what, detail);
  }
}
