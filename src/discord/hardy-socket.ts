import { WebSocketShard, WebSocketShardEvents, WebSocketShardStatus } from '@discordjs/ws';
import type { IContextFetchingStrategy } from '@discordjs/ws';
import type { Logger } from 'pino';

/** How long a peer has to confirm the end of a connection. One that is gone never does, and ws alone would wait 30 s. */
const confirmMs = 2000;

/** What of the library's socket is private there; tests notice when an update renames it. */
type Inside = {
  connection: { terminate(): void } | null;
  onMessage: (...args: unknown[]) => Promise<void>;
  heartbeat: (...args: unknown[]) => Promise<void>;
};

/** The library's socket, that does not wait for the dead, and survives what nobody can read. */
export class HardySocket extends WebSocketShard {
  /** The connection was given up because a heartbeat went unanswered. Whoever sees a new session or a resumed one forgets it. */
  missedHeartbeat = false;

  constructor(strategy: IContextFetchingStrategy, id: number, log: Logger) {
    super(strategy, id);
    survive(this, log);
  }

  override async destroy(options?: Parameters<WebSocketShard['destroy']>[0]): Promise<void> {
    // In the library's words; tests notice when an update chooses others.
    this.missedHeartbeat ||= options?.reason === 'Zombie connection';
    const { connection } = this as unknown as Inside;
    const hurry = setTimeout(() => connection?.terminate(), confirmMs);
    this.once(WebSocketShardEvents.Closed, () => clearTimeout(hurry));
    await super.destroy(options);
    clearTimeout(hurry);
  }
}

/**
 * @discordjs/ws reads each message and beats each time in a promise that nobody awaits: a known opcode with an unexpected
 * shape, or a second greeting whose beats outlive the connection, would end the process.
 */
function survive(socket: WebSocketShard, log: Logger): void {
  const inside = socket as unknown as Inside;
  const [read, beat] = [inside.onMessage.bind(socket), inside.heartbeat.bind(socket)];
  inside.onMessage = (...args) =>
    read(...args).catch((error: unknown) => log.warn({ err: error }, 'a gateway message could not be read'));
  inside.heartbeat = async (...args) => {
    if (socket.status === WebSocketShardStatus.Idle) return;
    await beat(...args).catch((error: unknown) => log.debug({ err: error }, 'a heartbeat went nowhere'));
  };
}
