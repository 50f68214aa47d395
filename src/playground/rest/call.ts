import type { HttpBindings } from '@hono/node-server';
import type { Context, Hono } from 'hono';
import { z } from 'zod';
import type { RestFaults } from '../faults/rest-faults.ts';
import type { PlaygroundGateway } from '../gateway/gateway.ts';
import type { Posts } from '../world/posts.ts';
import type { Reactions } from '../world/reactions.ts';
import type { Threads } from '../world/threads.ts';
import type { World } from '../world/world.ts';
import type { Callbacks } from './callbacks.ts';
import { demand, DiscordError, refusals } from './discord-error.ts';
import { snowflake } from './snowflake-rule.ts';
import type { Upload } from './uploads.ts';

/** What a request carries to its route: `body` is its JSON, undefined if it is none. */
type Env = { Bindings: HttpBindings; Variables: { body: unknown; uploads: readonly Upload[] } };
export type Api = Hono<Env>;
export type Call = Context<Env>;

/** What routes work with. */
export type ApiParts = Readonly<{
  world: World;
  gateway: PlaygroundGateway;
  posts: Posts;
  reactions: Reactions;
  threads: Threads;
  callbacks: Callbacks;
  token: string;
  faults: RestFaults;
}>;

/** The path without `/api/v10`. */
export const pathOf = (call: Call): string => new URL(call.req.url).pathname.replace(/^\/api\/v10/, '');

/** The body as JSON, or Discord's refusal of what is none. */
export function jsonOf(call: Call): unknown {
  if (!/^application\/json\b/i.test(call.req.header('content-type') ?? '')) {
    const message = `Expected "Content-Type" header to be one of {'application/json'}.`;
    throw refusals.invalidBody('', 'CONTENT_TYPE_INVALID', message);
  }
  const body = call.get('body');
  if (body === undefined) throw refusals.notJson();
  return body;
}

/** An id in the path, or Discord's refusal of what is none. */
export function idOf(call: Call, name: string): string {
  return demand(snowflake, call.req.param(name), [name]);
}

/** The query as a schema reads it. */
export function queryOf<T>(call: Call, schema: z.ZodType<T>): T {
  return demand(schema, call.req.query());
}

/** How many of something a page holds, as a query says it: 1 to 100. */
export const limitOf = (usual: number) => z.coerce.number().int().min(1).max(100).default(usual);

/** What Discord answers to a refused request, with its headers. */
export function refused(call: Call, error: Error): Response {
  if (error instanceof DiscordError) {
    if (error.limit) call.header('retry-after', String(Math.ceil(error.limit.retry_after)));
    return call.json(error.body, error.status as 400);
  }
  // A fault of the playground's own: the bot gets what Discord gives, whoever runs the playground gets the stack.
  process.emitWarning(error.message, { type: 'PlaygroundFault', detail: error.stack ?? '' });
  return call.json(refusals.ourFault().body, 500);
}
