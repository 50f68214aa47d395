import type { DispatchFaults } from '../faults/dispatch-faults.ts';
import type { GatewayConnection } from './gateway-connection.ts';
import type { GatewaySession } from './gateway-session.ts';

/** Who is connected, in which session. A session outlives its connection for a while. */
export class Roster {
  readonly connections = new Set<GatewayConnection>();
  readonly #sessions = new Map<string, GatewaySession>();
  readonly #wire: Pick<DispatchFaults, 'send'>;

  /** Events go out over `wire`, which may spoil them. */
  constructor(parts: { wire: Pick<DispatchFaults, 'send'> }) {
    this.#wire = parts.wire;
  }

  /** A session that can still be resumed. */
  find(id: string): GatewaySession | undefined {
    const session = this.#sessions.get(id);
    return session?.isOver ? undefined : session;
  }

  /** Ties a session to this connection, and cuts the one that carried it before: that is dead without knowing. */
  attach(connection: GatewayConnection, session: GatewaySession): void {
    for (const other of this.connections) {
      if (other.session !== session) continue;
      other.session = undefined;
      other.terminate();
    }
    this.#sessions.set(session.id, session);
    session.setCutOff(false);
    connection.session = session;
  }

  /** The connection is gone; its session waits for another. */
  remove(connection: GatewayConnection): void {
    this.connections.delete(connection);
    this.detach(connection);
  }

  /** The connection has no session any more; the session waits for whoever resumes it. */
  detach(connection: GatewayConnection): void {
    connection.session?.setCutOff(true);
    connection.session = undefined;
  }

  /** Ends the connection's session for good. */
  end(connection: GatewayConnection): void {
    if (connection.session) this.#sessions.delete(connection.session.id);
    connection.session = undefined;
  }

  /** Tells every session that wants to know, also those that are cut off and may resume. */
  tellAll(event: string, data: { guild_id?: string }, guildId = data.guild_id): void {
    for (const session of this.#sessions.values()) {
      if (session.isOver) this.#sessions.delete(session.id);
      else if (session.wants(event, guildId)) this.tell(session, event, data);
    }
  }

  /** Tells one session. */
  tell(session: GatewaySession, event: string, data: object): void {
    const frame = session.record(event, data);
    for (const connection of this.connections) if (connection.session === session) this.#wire.send(connection, frame);
  }
}
