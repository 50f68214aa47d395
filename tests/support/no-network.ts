import net from 'node:net';

const loopback = new Set(['localhost', '127.0.0.1', '::1']);

/** Where a call of Socket.connect goes: options, [options, callback], port and host, or a path. */
function hostOf([first, second]: readonly unknown[]): string {
  if (Array.isArray(first)) return hostOf(first);
  if (typeof first === 'object' && first !== null && 'host' in first && typeof first.host === 'string')
    return first.host;
  return typeof first === 'number' && typeof second === 'string' ? second : 'localhost';
}

// No test may leave this machine: a connection to anywhere else fails at once and says so.
const connect = Object.getOwnPropertyDescriptor(net.Socket.prototype, 'connect')?.value as (
  ...args: unknown[]
) => net.Socket;
Object.defineProperty(net.Socket.prototype, 'connect', {
  configurable: true,
  writable: true,
  value(this: net.Socket, ...args: unknown[]) {
    const host = hostOf(args);
    if (!loopback.has(host)) throw new Error(`a test tried to reach ${host}, but the network is blocked`);
    return Reflect.apply(connect, this, args);
  },
});
