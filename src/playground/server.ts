import type { IncomingMessage, Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { serve } from '@hono/node-server';
import { Hono } from 'hono';
import { ActionBody } from './acts/action-rules.ts';
import { Acts } from './acts/acts.ts';
import { Invocations } from './acts/invocations.ts';
import { serveAttachedFiles } from './attached-files.ts';
import { BotSwitch } from './bot-switch.ts';
import type { StartBot } from './bot-switch.ts';
import { Faults } from './faults/faults.ts';
import { PageFaults } from './faults/page-faults.ts';
import { RestFaults } from './faults/rest-faults.ts';
import type { Api } from './rest/call.ts';
import { Callbacks } from './rest/callbacks.ts';
import { PlaygroundGateway } from './gateway/gateway.ts';
import type { Ledger } from './world/ledger.ts';
import { LivePages } from './live-pages.ts';
import { pageFile } from './page-files.ts';
import { Posts } from './world/posts.ts';
import { Reactions } from './world/reactions.ts';
import { Threads } from './world/threads.ts';
import type { Action, ActionResult, Snapshot } from './protocol.ts';
import { createApi, createOtherVersions } from './rest/api.ts';
import { snapshotFor } from './snapshot.ts';
import { World } from './world/world.ts';

/** The token of the playground's bot: shaped like Discord's, and worth nothing anywhere else. */
const playgroundToken = 'cGxheWdyb3VuZA.playgr.opens-nothing-but-the-playground-on-this-machine';

/** A clock that a visitor may move to the next post of the bot. */
export type MovableClock = Readonly<{
  /** When the next post of this guild is due, if one is planned. */
  nextPost: (guildId: string) => Promise<Temporal.Instant | undefined>;
  moveTo: (moment: Temporal.Instant) => void;
}>;

type Options = Readonly<{
  /** 0 takes any free port. */
  port: number;
  clock?: () => Temporal.Instant;
  /** Lets the page move the clock. */
  movable?: MovableClock;
  /** The token that the bot must show. */
  token?: string;
  /** Starts the bot beside the playground, and lets the page stop and start it. */
  startBot?: StartBot;
  heartbeatIntervalMs?: number;
  /** So many members more than the four people. */
  crowd?: number;
}>;

const policyAt = (origin: string): string =>
  `default-src 'self'; img-src 'self' ${origin} https: data:; connect-src 'self' ws:; frame-ancestors 'none'; base-uri 'none'; form-action 'none'`;

const nothingPlanned = {
  'en-US': 'No post is planned. As the moderator, begin with /filmweek schedule, or end a pause with /filmweek resume.',
  ru: 'Ни один пост не запланирован. Станьте модератором и начните с /фильм-недели расписание или снимите с паузы: /фильм-недели возобновить.',
};

/** A small Discord with a page: REST and gateway for a bot, a chat for a visitor; on the loopback address only. */
export class Playground implements AsyncDisposable {
  readonly world: World;
  readonly gateway: PlaygroundGateway;
  readonly token: string;
  /** What may go wrong with this Discord, at will. */
  readonly faults: Faults;
  /** What members do to messages, for tests: also what no visitor can do, or while no bot runs. */
  readonly reactions: Reactions;
  readonly posts: Posts;
  readonly #acts: Acts;
  readonly #pageFaults: PageFaults;
  readonly #bot: BotSwitch;
  readonly #movable: MovableClock | undefined;
  readonly #live: LivePages;
  readonly #api: Api;
  #server: Server | undefined;
  #port = 0;

  private constructor({
    clock = () => Temporal.Now.instant(),
    movable,
    token = playgroundToken,
    startBot,
    heartbeatIntervalMs = 41_250,
    crowd = 0,
  }: Options) {
    this.world = new World(clock, { crowd });
    this.token = token;
    this.#movable = movable;
    const { world } = this;
    this.gateway = new PlaygroundGateway({ world, token, heartbeatMs: heartbeatIntervalMs });
    const { gateway } = this;
    const posts = new Posts({ world, gateway });
    const reactions = new Reactions({ world, gateway });
    this.posts = posts;
    this.reactions = reactions;
    const threads = new Threads({ world, gateway, posts });
    const rest = new RestFaults({ ledger: world.ledger });
    this.faults = new Faults({ gateway: gateway.faults, rest });
    this.#pageFaults = new PageFaults({ world, faults: this.faults });
    const invocations = new Invocations({ world, gateway, posts });
    this.#acts = new Acts({ world, gateway, posts, reactions, invocations, faults: this.#pageFaults });
    const callbacks = new Callbacks({ world, posts });
    this.#api = createApi({ world, gateway, posts, reactions, threads, callbacks, token, faults: rest });
    this.#bot = new BotSwitch({
      start: startBot && (() => startBot({ apiUrl: this.apiUrl, token })),
      onChange: () => world.changed(),
    });
    this.#live = new LivePages({ snapshot: (as) => this.snapshot(as), watch: (onChange) => world.watch(onChange) });
  }

  /** Listens, then starts the bot if there is one to start. Rejects with the system's error when the port is taken. */
  static async start(options: Options): Promise<Playground> {
    const playground = new Playground(options);
    try {
      await playground.#listen(options.port);
      await playground.#bot.turn(true);
    } catch (error) {
      await playground[Symbol.asyncDispose]();
      throw error;
    }
    return playground;
  }

  /** The page. */
  get url(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  /** What a bot takes as DISCORD_API_URL. */
  get apiUrl(): string {
    return `${this.url}/api`;
  }

  get ledger(): Ledger {
    return this.world.ledger;
  }

  /** What the person sees; the first person for an id that is none. */
  snapshot(as: string): Snapshot {
    const person = this.world.person(as) ?? this.world.people[0];
    if (!person) throw new Error('the playground has no people');
    const state = this.#bot.canStop ? this.#bot.state : this.gateway.online ? 'online' : 'offline';
    const bot = { state, canStop: this.#bot.canStop };
    return snapshotFor(person, this.world, {
      ...{ bot, faults: this.#pageFaults.lasting, canMoveClock: this.#movable !== undefined },
    });
  }

  /** Does what a visitor does; the page's `POST /act`. */
  async act(action: Action): Promise<ActionResult> {
    if (action.do === 'nextPost' && this.#movable) return this.#toNextPost(action.as, this.#movable);
    if (action.do !== 'bot' || !this.#bot.canStop) return this.#acts.act(action);
    try {
      await this.#bot.turn(action.run);
      return { ok: true };
    } catch (error) {
      return { ok: false, error: error instanceof Error ? error.message : String(error) };
    }
  }

  /** A post that is due already is on its way: the clock only goes forward. */
  async #toNextPost(as: string, { nextPost, moveTo }: MovableClock): Promise<ActionResult> {
    const { world } = this;
    const next = await nextPost(world.guild.id);
    if (!next) return { ok: false, error: nothingPlanned[world.person(as)?.locale ?? 'en-US'] };
    if (Temporal.Instant.compare(next, world.clock()) <= 0) return { ok: true };
    moveTo(next);
    world.changed();
    return { ok: true };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#bot.turn(false);
    this.#live.close();
    this.gateway.close();
    const server = this.#server;
    if (!server) return;
    const { promise, resolve } = Promise.withResolvers<void>();
    server.close(() => resolve());
    server.closeAllConnections();
    await promise;
  }

  async #listen(port: number): Promise<void> {
    const app = new Hono();
    app.use(async (context, next) => {
      const { host, origin } = { host: context.req.header('host'), origin: context.req.header('origin') };
      if (!this.#isOurs(host, origin)) return context.text('The playground answers to this machine only.', 403);
      await next();
      context.res.headers.set('x-content-type-options', 'nosniff');
      return;
    });
    app.route('/api/v10', this.#api);
    app.route('/api', createOtherVersions());
    app.post('/act', async (context) => {
      const action = ActionBody.safeParse(await context.req.json().catch(() => undefined));
      if (!action.success)
        return context.json(
          { ok: false, error: 'The page and the playground do not understand each other: please reload.' },
          400,
        );
      return context.json(await this.act(action.data));
    });
    serveAttachedFiles(app, this.world.files);
    app.get('*', (context) => {
      const file = pageFile(new URL(context.req.url).pathname);
      if (!file) return context.text('There is nothing here.', 404);
      return context.body(file.body, 200, {
        'content-type': file.type,
        'content-security-policy': policyAt(this.url),
        'cache-control': 'no-store',
      });
    });
    const { promise, resolve, reject } = Promise.withResolvers<AddressInfo>();
    const server = serve({ fetch: app.fetch, port, hostname: '127.0.0.1' }, resolve) as Server;
    server.on('error', reject);
    server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) =>
      this.#upgrade(request, socket, head),
    );
    this.#port = (await promise).port;
    this.#server = server;
    this.world.files.origin = this.url;
    this.gateway.url = `ws://127.0.0.1:${this.#port}/gateway`;
  }

  #upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    if (!this.#isOurs(request.headers.host, request.headers.origin))
      return void socket.end('HTTP/1.1 403 Forbidden\r\n\r\n');
    // What somebody asks for need not be an address at all.
    const pathname = URL.parse(request.url ?? '/', this.url)?.pathname ?? '';
    // A gateway address in use may carry a slash and a query: ?v=10&encoding=json.
    if (/^\/gateway\/?$/.test(pathname)) return this.gateway.upgrade(request, socket, head);
    if (pathname !== '/live') return void socket.end('HTTP/1.1 404 Not Found\r\n\r\n');
    this.#live.upgrade(request, socket, head);
  }

  /** Pages of other sites may not drive the playground, by whatever name they call this machine. */
  #isOurs(host: string | undefined, origin: string | undefined): boolean {
    const names = ['127.0.0.1', 'localhost', '[::1]'].map((name) => `${name}:${this.#port}`);
    return names.includes(host ?? '') && (origin === undefined || names.some((name) => origin === `http://${name}`));
  }
}
