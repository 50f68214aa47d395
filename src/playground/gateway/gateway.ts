import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { GatewayCloseCodes, GatewayOpcodes, PermissionFlagsBits } from 'discord.js';
import type { WebSocket } from 'ws';
import { WebSocketServer } from 'ws';
import { DispatchFaults } from '../faults/dispatch-faults.ts';
import { GatewayFaults } from '../faults/gateway-faults.ts';
import { guildPayload } from '../world/payloads.ts';
import type { World } from '../world/world.ts';
import { Admission } from './admission.ts';
import { frameOf, Heartbeat } from './frames.ts';
import { GatewayConnection } from './gateway-connection.ts';
import { Roster } from './roster.ts';

/** What a bot may also ask for, and what nobody here can give: voice, lists of members and of sounds. */
const unanswered: readonly number[] = [
  GatewayOpcodes.PresenceUpdate,
  GatewayOpcodes.VoiceStateUpdate,
  GatewayOpcodes.RequestGuildMembers,
  GatewayOpcodes.RequestSoundboardSounds,
];

/** Discord's gateway, version 10, JSON: hello, heartbeats, identify, resume, events by intent. */
export class PlaygroundGateway {
  readonly #world: World;
  readonly #heartbeatMs: number;
  readonly #server = new WebSocketServer({ noServer: true, maxPayload: 64 * 1024 });
  readonly #roster: Roster;
  readonly #admission: Admission;
  readonly faults: GatewayFaults;

  /** The address under which it can be reached, known once the server listens. */
  url = '';

  constructor(parts: { world: World; token: string; heartbeatMs: number }) {
    this.#world = parts.world;
    this.#heartbeatMs = parts.heartbeatMs;
    const { world, token } = parts;
    const events = new DispatchFaults({ ledger: world.ledger });
    const roster = new Roster({ wire: events });
    this.#roster = roster;
    this.faults = new GatewayFaults({ world, roster, events });
    this.#admission = new Admission({ world, roster, token, faults: this.faults });
    this.#server.on('connection', (socket: WebSocket, request: IncomingMessage) => this.#open(socket, request));
  }

  /** How often a bot may still identify. */
  get sessionStartLimit(): Admission['startLimit'] {
    return this.#admission.startLimit;
  }

  /** A bot is connected and has identified or resumed. */
  get online(): boolean {
    return [...this.#roster.connections].some(({ session }) => session !== undefined);
  }

  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    if (this.faults.turnsAwayAll()) return void socket.destroy();
    this.#server.handleUpgrade(request, socket, head, (opened) => this.#server.emit('connection', opened, request));
  }

  /**
   * Sends an event to every session that wants it, also to those that are cut off and may resume. What happens in a
   * channel that the bot cannot see stays there; interactions come from everywhere.
   */
  dispatch(event: string, data: { guild_id?: string; channel_id?: string }): void {
    const channel = this.#world.channel(data.channel_id ?? '');
    const isHidden =
      channel && (this.#world.permissions(this.#world.bot.id, channel) & PermissionFlagsBits.ViewChannel) === 0n;
    if (!isHidden || event === 'INTERACTION_CREATE') this.#roster.tellAll(event, data);
  }

  /** Tells that the guild has other settings. */
  guildChanged(): void {
    const { guild, botIsMember } = this.#world;
    if (botIsMember) this.#roster.tellAll('GUILD_UPDATE', guildPayload(this.#world), guild.id);
  }

  close(): void {
    for (const connection of this.#roster.connections) connection.terminate();
    this.#server.close();
  }

  #open(socket: WebSocket, request: IncomingMessage): void {
    const connection: GatewayConnection = new GatewayConnection(socket, {
      line: request.socket,
      heartbeatMs: this.#heartbeatMs,
      onSilence: () => this.#timeOut(connection),
    });
    this.#roster.connections.add(connection);
    socket.on('close', (code) => this.#closed(connection, code));
    socket.on('error', () => socket.terminate());
    const query = new URL(request.url ?? '/', 'ws://127.0.0.1').searchParams;
    if (query.get('v') !== '10') return connection.close(GatewayCloseCodes.InvalidAPIVersion);
    // Of what Discord speaks, the playground speaks JSON in plain text.
    if ((query.get('encoding') ?? 'json') !== 'json' || query.has('compress'))
      return connection.close(GatewayCloseCodes.DecodeError);
    socket.on('message', (data: Buffer, isBinary) => this.#receive(connection, data, isBinary));
    connection.send({ op: GatewayOpcodes.Hello, d: { heartbeat_interval: this.#heartbeatMs } });
  }

  #closed(connection: GatewayConnection, code: number): void {
    // 1000 and 1001 say that the client does not mean to come back.
    if (code === 1000 || code === 1001) this.#roster.end(connection);
    this.#roster.remove(connection);
    this.#world.ledger.event('gateway', 'closed', { code });
    this.#world.changed();
  }

  #timeOut(connection: GatewayConnection): void {
    if (connection.isSilent) return;
    this.#roster.end(connection);
    connection.close(GatewayCloseCodes.SessionTimedOut);
  }

  #receive(connection: GatewayConnection, data: Buffer, isBinary: boolean): void {
    if (connection.isSilent) return;
    if (!connection.countFrame()) return connection.close(GatewayCloseCodes.RateLimited);
    const frame = frameOf(data, isBinary);
    if (!frame) return connection.close(GatewayCloseCodes.DecodeError);
    switch (frame.op as GatewayOpcodes) {
      case GatewayOpcodes.Heartbeat:
        if (!Heartbeat.safeParse(frame.d ?? null).success) return connection.close(GatewayCloseCodes.DecodeError);
        connection.heard();
        return connection.send({ op: GatewayOpcodes.HeartbeatAck });
      case GatewayOpcodes.Identify:
        return this.#admission.identify(connection, frame.d, this.url);
      case GatewayOpcodes.Resume:
        return this.#admission.resume(connection, frame.d);
      default:
        if (!connection.session) return connection.close(GatewayCloseCodes.NotAuthenticated);
        if (!unanswered.includes(frame.op)) connection.close(GatewayCloseCodes.UnknownOpcode);
        return;
    }
  }
}
