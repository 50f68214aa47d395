import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { applicationRoutes } from './application-routes.ts';
import { pathOf, refused } from './call.ts';
import type { Api, ApiParts, Call } from './call.ts';
import { channelRoutes } from './channel-routes.ts';
import { commandRoutes } from './command-routes.ts';
import { DiscordError, refusals } from './discord-error.ts';
import { interactionRoutes } from './interaction-routes.ts';
import { bucketOf, RateLimits } from './rate-limits.ts';
import { postRoutes } from './post-routes.ts';
import { reactionRoutes } from './reaction-routes.ts';
import { threadRoutes } from './thread-routes.ts';
import { readBody } from './uploads.ts';

/** The largest request that Discord takes. */
const mostBytes = 25 * 1024 * 1024;

/** Discord's REST API, version 10, the part that a bot like ours uses. What is not here answers 404. */
export function createApi(parts: ApiParts): Api {
  const { world, token, faults } = parts;
  const api: Api = new Hono();
  const limits = new RateLimits();
  api.onError((error, call) => refused(call, error));
  api.use((call, next) => faults.meet(call, next));
  api.use(async (call, next) => {
    await next();
    // Who measures the bot's clock by Discord's finds the playground's.
    call.header('date', new Date(world.clock().epochMilliseconds).toUTCString());
    note(call, world.ledger);
  });
  // https://discord.com/developers/docs/reference#user-agent: without one that says who it is, the edge turns it away.
  api.use(async (call, next) => {
    if (!/^DiscordBot \(\S+, \S+\)/.test(call.req.header('user-agent') ?? '')) throw refusals.noUserAgent();
    await next();
  });
  const onError = (): never => {
    throw refusals.tooLarge();
  };
  api.use(bodyLimit({ maxSize: mostBytes, onError }));
  api.use(async (call, next) => {
    const { body, uploads } = await readBody(call);
    call.set('body', body);
    call.set('uploads', uploads);
    await next();
  });
  api.use(async (call, next) => {
    demandLeisure(call, limits, 'bucket');
    await next();
  });
  // The token in the path is all that an interaction and its webhook need; neither counts against the bot's own limit.
  interactionRoutes(api, parts);
  api.get('/gateway', (call) => call.json({ url: parts.gateway.url }));
  api.use(async (call, next) => {
    if (call.req.header('authorization') !== `Bot ${token}`) throw refusals.unauthorized();
    demandLeisure(call, limits, 'bot');
    await next();
  });
  applicationRoutes(api, parts);
  commandRoutes(api, parts);
  // Before the messages: `pins` is no id of one.
  postRoutes(api, parts);
  channelRoutes(api, parts);
  reactionRoutes(api, parts);
  threadRoutes(api, parts);
  api.all('*', () => {
    throw refusals.notFound();
  });
  return api;
}

/** Any version but the tenth: Discord's own default, the sixth, is long gone. */
export function createOtherVersions(): Api {
  const api: Api = new Hono();
  api.onError((error, call) => refused(call, error));
  api.all('*', () => {
    throw refusals.badVersion();
  });
  return api;
}

function note(call: Call, ledger: ApiParts['world']['ledger']): void {
  const code = call.error instanceof DiscordError ? call.error.code : undefined;
  const path = pathOf(call) + new URL(call.req.url).search;
  ledger.request({ method: call.req.method, path, body: call.get('body'), status: call.res.status, code });
}

/** Counts the request and tells the client how many more it may send; refuses the one too many. */
function demandLeisure(call: Call, limits: RateLimits, scope: 'bucket' | 'bot'): void {
  const { name, major } = bucketOf(call.req.method, pathOf(call));
  const { exceeded, limit, remaining, resetAfterS } = limits.take(scope === 'bot' ? scope : `${name} ${major}`);
  if (scope === 'bucket') {
    call.header('x-ratelimit-limit', String(limit));
    call.header('x-ratelimit-remaining', String(remaining));
    call.header('x-ratelimit-reset', (Date.now() / 1000 + resetAfterS).toFixed(3));
    call.header('x-ratelimit-reset-after', resetAfterS.toFixed(3));
    call.header('x-ratelimit-bucket', name);
  }
  if (!exceeded) return;
  if (scope === 'bot') call.header('x-ratelimit-global', 'true');
  call.header('x-ratelimit-scope', scope === 'bot' ? 'global' : 'user');
  throw refusals.rateLimited(resetAfterS, scope === 'bot');
}
