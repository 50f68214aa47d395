import { GatewayCloseCodes, GatewayOpcodes } from 'discord.js';
import type { GatewayFaults } from '../faults/gateway-faults.ts';
import { guildCreatePayload, ownUserPayload } from '../world/payloads.ts';
import type { World } from '../world/world.ts';
import { Identify, Resume } from './frames.ts';
import type { GatewayConnection } from './gateway-connection.ts';
import { GatewaySession } from './gateway-session.ts';
import { IdentifyLimit } from './identify-limit.ts';
import { isPrivileged, isUnknownIntent } from './intents.ts';
import type { Roster } from './roster.ts';

/** Lets bots in: into a new session, or back into an old one. */
export class Admission {
  readonly #world: World;
  readonly #roster: Roster;
  readonly #token: string;
  readonly #faults: GatewayFaults;
  readonly #identifies = new IdentifyLimit();

  constructor(parts: { world: World; roster: Roster; token: string; faults: GatewayFaults }) {
    this.#world = parts.world;
    this.#roster = parts.roster;
    this.#token = parts.token;
    this.#faults = parts.faults;
  }

  get startLimit(): IdentifyLimit['left'] {
    return this.#identifies.left;
  }

  /** Begins a session, or closes the connection with the code that says why not. */
  identify(connection: GatewayConnection, data: unknown, resumeUrl: string): void {
    if (connection.session) return connection.close(GatewayCloseCodes.AlreadyAuthenticated);
    const identify = Identify.safeParse(data);
    if (!identify.success) return connection.close(GatewayCloseCodes.DecodeError);
    const { token, intents, shard = [0, 1] } = identify.data;
    this.#world.ledger.event('gateway', 'identify', { intents, shard });
    if (this.#faults.turnAway(connection, 'identify')) return;
    if (token !== this.#token) return connection.close(GatewayCloseCodes.AuthenticationFailed);
    if (shard[0] >= shard[1]) return connection.close(GatewayCloseCodes.InvalidShard);
    if (isUnknownIntent(intents)) return connection.close(GatewayCloseCodes.InvalidIntents);
    if (isPrivileged(intents)) return connection.close(GatewayCloseCodes.DisallowedIntents);
    switch (this.#identifies.take()) {
      case 'too-soon':
        return connection.send({ op: GatewayOpcodes.InvalidSession, d: false });
      case 'used-up':
        return this.#resetToken();
      case 'granted':
        this.#roster.attach(connection, new GatewaySession(this.#world.snowflakes.next(), { intents, shard }));
        return this.#welcome(connection, resumeUrl);
    }
  }

  /** Takes up a session where the bot left it, or says that there is none. */
  resume(connection: GatewayConnection, data: unknown): void {
    if (connection.session) return connection.close(GatewayCloseCodes.AlreadyAuthenticated);
    const resume = Resume.safeParse(data);
    if (!resume.success) return connection.close(GatewayCloseCodes.DecodeError);
    const { token, session_id: id, seq } = resume.data;
    this.#world.ledger.event('gateway', 'resume', { seq });
    if (this.#faults.turnAway(connection, 'resume')) return;
    if (token !== this.#token) return connection.close(GatewayCloseCodes.AuthenticationFailed);
    const session = this.#roster.find(id);
    if (session && seq > session.sequence) return connection.close(GatewayCloseCodes.InvalidSeq);
    const missed = session?.since(seq);
    if (!session || !missed) return connection.send({ op: GatewayOpcodes.InvalidSession, d: false });
    this.#roster.attach(connection, session);
    for (const frame of missed) connection.send(frame);
    this.#roster.tell(session, 'RESUMED', {});
    this.#world.changed();
  }

  #welcome({ session }: GatewayConnection, resumeUrl: string): void {
    if (!session) return;
    const { guild, applicationId, botIsMember, guildIsAvailable } = this.#world;
    const isHere = botIsMember && session.wants('READY', guild.id);
    this.#roster.tell(session, 'READY', {
      ...{ v: 10, user: ownUserPayload(this.#world), session_id: session.id, resume_gateway_url: resumeUrl },
      shard: session.shard,
      guilds: isHere ? [{ id: guild.id, unavailable: true }] : [],
      application: { id: applicationId, flags: 0 },
    });
    if (botIsMember && guildIsAvailable && session.wants('GUILD_CREATE', guild.id))
      this.#roster.tell(session, 'GUILD_CREATE', guildCreatePayload(this.#world));
    this.#world.changed();
  }

  /** Discord takes the token of a bot that starts a thousand sessions in a day; its owner would get a mail. */
  #resetToken(): void {
    for (const connection of this.#roster.connections) {
      this.#roster.end(connection);
      connection.close(GatewayCloseCodes.AuthenticationFailed);
    }
  }
}
