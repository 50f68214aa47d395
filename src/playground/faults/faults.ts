import type { GatewayFaults } from './gateway-faults.ts';
import type { RestFaults } from './rest-faults.ts';

/** Everything that can go wrong between a bot and Discord, at will: for tests, and for a visitor who wants to see it. */
export class Faults {
  readonly gateway: GatewayFaults;
  readonly rest: RestFaults;

  constructor(parts: { gateway: GatewayFaults; rest: RestFaults }) {
    this.gateway = parts.gateway;
    this.rest = parts.rest;
  }

  /** Discord is gone for so many milliseconds: every connection is lost, and none is taken. */
  outage(forMs: number): void {
    this.gateway.refuseConnections(forMs);
    this.gateway.drop();
    this.rest.during(forMs, 'any', { cut: 'before' });
  }

  /** Ends what lasts, and forgets what is still to come. */
  clear(): void {
    this.gateway.clear();
    this.rest.clear();
  }
}
