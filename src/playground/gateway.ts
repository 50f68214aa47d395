import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { GatewayCloseCodes, GatewayOpcodes } from 'discord.js';
import type { WebSocket } from 'ws';
import { WebSocketServer } from 'ws';
import { z } from 'zod';
import { GatewaySession } from './gateway-session.ts';
import type { World } from './world.ts';
import { guildPayload } from './payloads.ts';

/** Everything but the privileged ones, which an application must apply for. */
const privileged = (1 << 1) | (1 << 8) | (1 << 15);
const allIntents = 0x331ffff;

const Frame = z.object({ op: z.int(), d: z.unknown(), s: z.int().nullish(), t: z.string().nullish() });
const Identify = z.object({
  token: z.string(),
  intents: z.int().min(0),
  properties: z.looseObject({}),
  shard: z.tuple([z.int().min(0), z.int().min(1)]).optional(),
});
const Resume = z.object({ token: z.string(), session_id: z.string(), seq: z.int() });

type Connection = { socket: WebSocket; session: GatewaySession | undefined; silent: boolean };

/** Discord's gateway, version 10, JSON: hello, heartbeats, identify, resume, events by intent. */
export class PlaygroundGateway {
  readonly #world: World;
  readonly #token: string;
  readonly #heartbeatMs: number;
  readonly #server = new WebSocketServer({ noServer: true, maxPayload: 64 * 1024 });
  readonly #sessions = new Map<string, GatewaySession>();
  readonly #connections = new Set<Connection>();
  #identifiesLeft = 1000;

  /** The address under which it can be reached, known once the server listens. */
  url = '';

  constructor(parts: { world: World; token: string; heartbeatMs: number }) {
    this.#world = parts.world;
    this.#token = parts.token;
    this.#heartbeatMs = parts.heartbeatMs;
    this.#server.on('connection', (socket) => this.#open(socket));
  }

  get identifiesLeft(): number {
    return this.#identifiesLeft;
  }

  /** A bot is connected and has identified or resumed. */
  get online(): boolean {
    return [...this.#connections].some(({ session }) => session !== undefined);
  }

  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    this.#server.handleUpgrade(request, socket, head, (opened) => this.#server.emit('connection', opened, request));
  }

  /** Sends an event to every session that wants it, also to those that are cut off and may resume. */
  dispatch(event: string, data: unknown): void {
    for (const session of this.#sessions.values()) {
      if (!session.wants(event)) continue;
      const frame = session.record(event, data);
      for (const connection of this.#connections) if (connection.session === session) this.#send(connection, frame);
    }
  }

  /** Cuts every connection as a lost network does: no close frame. Sessions live on. */
  dropConnections(): void {
    for (const { socket } of this.#connections) socket.terminate();
  }

  /** Asks every client to reconnect and resume (op 7). */
  requestReconnect(): void {
    for (const connection of this.#connections) this.#send(connection, { op: GatewayOpcodes.Reconnect, d: null });
  }

  /** Ends every session (op 9): to be resumed, or with `false` for good. */
  invalidateSessions(resumable: boolean): void {
    for (const connection of this.#connections) {
      if (!resumable && connection.session) this.#sessions.delete(connection.session.id);
      this.#send(connection, { op: GatewayOpcodes.InvalidSession, d: resumable });
    }
  }

  /** Leaves present connections open and says nothing on them any more, not even to heartbeats: a zombie. */
  silence(): void {
    for (const connection of this.#connections) connection.silent = true;
  }

  close(): void {
    for (const { socket } of this.#connections) socket.terminate();
    this.#server.close();
  }

  #open(socket: WebSocket): void {
    const connection: Connection = { socket, session: undefined, silent: false };
    this.#connections.add(connection);
    socket.on('close', (code) => {
      this.#connections.delete(connection);
      // 1000 and 1001 say that the client does not mean to come back.
      if ((code === 1000 || code === 1001) && connection.session) this.#sessions.delete(connection.session.id);
      this.#note('closed', { code });
      this.#world.changed();
    });
    socket.on('error', () => socket.terminate());
    socket.on('message', (data, isBinary) => this.#receive(connection, isBinary ? '' : String(data as Buffer)));
    this.#send(connection, { op: GatewayOpcodes.Hello, d: { heartbeat_interval: this.#heartbeatMs } });
  }

  #receive(connection: Connection, text: string): void {
    if (connection.silent) return;
    if (text.length > 4096) return this.#close(connection, GatewayCloseCodes.DecodeError);
    const frame = Frame.safeParse(parseJson(text));
    if (!frame.success) return this.#close(connection, GatewayCloseCodes.DecodeError);
    const { op, d } = frame.data;
    switch (op as GatewayOpcodes) {
      case GatewayOpcodes.Heartbeat:
        return this.#send(connection, { op: GatewayOpcodes.HeartbeatAck });
      case GatewayOpcodes.Identify:
        return this.#identify(connection, d);
      case GatewayOpcodes.Resume:
        return this.#resume(connection, d);
      case GatewayOpcodes.PresenceUpdate:
        return connection.session ? undefined : this.#close(connection, GatewayCloseCodes.NotAuthenticated);
      default:
        return this.#close(
          connection,
          connection.session ? GatewayCloseCodes.UnknownOpcode : GatewayCloseCodes.NotAuthenticated,
        );
    }
  }

  #identify(connection: Connection, data: unknown): void {
    if (connection.session) return this.#close(connection, GatewayCloseCodes.AlreadyAuthenticated);
    const identify = Identify.safeParse(data);
    if (!identify.success) return this.#close(connection, GatewayCloseCodes.DecodeError);
    const { token, intents, shard = [0, 1] } = identify.data;
    this.#note('identify', { intents, shard });
    if (token !== this.#token) return this.#close(connection, GatewayCloseCodes.AuthenticationFailed);
    if (shard[0] >= shard[1]) return this.#close(connection, GatewayCloseCodes.InvalidShard);
    if ((intents & ~(allIntents | privileged)) !== 0) return this.#close(connection, GatewayCloseCodes.InvalidIntents);
    if ((intents & privileged) !== 0) return this.#close(connection, GatewayCloseCodes.DisallowedIntents);
    this.#identifiesLeft -= 1;
    const session = new GatewaySession(this.#world.snowflakes.next(), intents);
    this.#sessions.set(session.id, session);
    connection.session = session;
    const { guild, bot, applicationId } = this.#world;
    // The guild lives on shard (id >> 22) % count.
    const here = Number((BigInt(guild.id) >> 22n) % BigInt(shard[1])) === shard[0];
    this.#send(
      connection,
      session.record('READY', {
        v: 10,
        user: bot,
        guilds: here ? [{ id: guild.id, unavailable: true }] : [],
        session_id: session.id,
        resume_gateway_url: this.url,
        shard,
        application: { id: applicationId, flags: 0 },
      }),
    );
    if (here && session.wants('GUILD_CREATE'))
      this.#send(connection, session.record('GUILD_CREATE', guildPayload(this.#world)));
    this.#world.changed();
  }

  #resume(connection: Connection, data: unknown): void {
    const resume = Resume.safeParse(data);
    if (!resume.success) return this.#close(connection, GatewayCloseCodes.DecodeError);
    const { token, session_id: id, seq } = resume.data;
    this.#note('resume', { seq });
    if (token !== this.#token) return this.#close(connection, GatewayCloseCodes.AuthenticationFailed);
    const session = this.#sessions.get(id);
    const missed = session?.since(seq);
    if (!session || !missed) return this.#send(connection, { op: GatewayOpcodes.InvalidSession, d: false });
    // One connection for each session: the old one, if it still stands, is dead without knowing.
    for (const other of this.#connections) if (other.session === session) other.session = undefined;
    connection.session = session;
    for (const frame of missed) this.#send(connection, frame);
    this.#send(connection, session.record('RESUMED', { _trace: [] }));
    this.#world.changed();
  }

  #send({ socket, silent }: Connection, frame: object): void {
    if (!silent && socket.readyState === socket.OPEN) socket.send(JSON.stringify(frame));
  }

  #close({ socket }: Connection, code: GatewayCloseCodes): void {
    socket.close(code, GatewayCloseCodes[code]);
  }

  #note(what: string, detail: Readonly<Record<string, unknown>>): void {
    this.#world.ledger.event('gateway', what, detail);
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
