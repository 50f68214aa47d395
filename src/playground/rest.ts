import type { Context } from 'hono';
import { Hono } from 'hono';
import { PermissionFlagsBits } from 'discord.js';
import type { APIApplicationCommand } from 'discord.js';
import { z } from 'zod';
import type { Callbacks } from './callbacks.ts';
import { CommandBody } from './command-rules.ts';
import { demand, DiscordError, refusals } from './discord-error.ts';
import type { PlaygroundGateway } from './gateway.ts';
import { MessageBody } from './message-rules.ts';
import { channelPayload, guildPayload, messagePayload } from './payloads.ts';
import type { Posts } from './posts.ts';
import type { World } from './world.ts';

type Parts = Readonly<{ world: World; gateway: PlaygroundGateway; posts: Posts; callbacks: Callbacks; token: string }>;

/** Discord's REST API, version 10, the part that a bot like ours uses. What is not here answers 404. */
export function createApi(parts: Parts): Hono {
  const api = new Hono();
  const { world } = parts;
  api.use(async (context, next) => {
    const body = await bodyOf(context);
    context.set('body' as never, body as never);
    await next();
    const refusal = context.error instanceof DiscordError ? context.error.code : undefined;
    const path = new URL(context.req.url).pathname.replace(/^\/api(?:\/v10)?/, '');
    world.ledger.request({ method: context.req.method, path, body, status: context.res.status, code: refusal });
    context.res.headers.set('x-ratelimit-limit', '50');
    context.res.headers.set('x-ratelimit-remaining', '49');
    context.res.headers.set('x-ratelimit-reset-after', '1.000');
    context.res.headers.set('x-ratelimit-bucket', bucketOf(context.req.method, path));
  });
  api.onError((error, context) => {
    if (!(error instanceof DiscordError)) throw error;
    return context.json(error.body, error.status as 400);
  });
  api.notFound((context) => context.json(refusals.notFound().body, 404));
  withoutToken(api, parts);
  api.use(async (context, next) => {
    if (context.req.header('authorization') !== `Bot ${parts.token}`) throw refusals.unauthorized();
    await next();
  });
  applicationRoutes(api, parts);
  commandRoutes(api, parts);
  channelRoutes(api, parts);
  return api;
}

const jsonOf = (context: Context): unknown => {
  const body = context.get('body' as never) as unknown;
  if (body === undefined) throw refusals.notJson();
  return body;
};

async function bodyOf(context: Context): Promise<unknown> {
  if (context.req.method === 'GET' || context.req.method === 'DELETE') return undefined;
  try {
    return JSON.parse(await context.req.text());
  } catch {
    return undefined;
  }
}

/** One bucket for each route, tokens and minor ids aside. */
const bucketOf = (method: string, path: string): string =>
  `${method}:${path.replace(/\d{15,}/g, ':id').replace(/:id\/[\w-]{20,}/, ':id/:token')}`.replace(/[^\w:-]/g, '-');

/** Interactions and their webhooks: the token in the path is all they need. */
function withoutToken(api: Hono, { world, callbacks }: Parts): void {
  api.post('/interactions/:id/:token/callback', (context) => {
    const { id, token } = context.req.param();
    const stored = callbacks.first(id, token, jsonOf(context));
    if (context.req.query('with_response') !== 'true') return context.body(null, 204);
    const interaction = { id, type: world.interactions.get(id)?.type, response_message_id: stored?.message.id };
    return context.json({ interaction, ...(stored && { resource: { type: 4, message: stored.message } }) });
  });
  api.post('/webhooks/:app/:token', (context) => {
    const { app, token } = context.req.param();
    return context.json(callbacks.followUp(app, token, jsonOf(context)).message);
  });
  api.get('/webhooks/:app/:token/messages/:message', (context) => {
    const { app, token, message } = context.req.param();
    return context.json(callbacks.message(app, token, message).stored.message);
  });
  api.patch('/webhooks/:app/:token/messages/:message', (context) => {
    const { app, token, message } = context.req.param();
    return context.json(callbacks.edit(app, token, message, jsonOf(context)).message);
  });
  api.delete('/webhooks/:app/:token/messages/:message', (context) => {
    const { app, token, message } = context.req.param();
    callbacks.remove(app, token, message);
    return context.body(null, 204);
  });
}

function applicationRoutes(api: Hono, { world, gateway }: Parts): void {
  const application = {
    ...{ id: world.applicationId, name: 'kinoklub', icon: null, description: '', bot_public: true, flags: 0 },
    ...{ bot_require_code_grant: false, verify_key: '0'.repeat(64), bot: world.bot },
  };
  api.get('/users/@me', (context) => context.json(world.bot));
  api.get('/applications/@me', (context) => context.json(application));
  api.get('/oauth2/applications/@me', (context) => context.json(application));
  api.get('/gateway', (context) => context.json({ url: gateway.url }));
  api.get('/gateway/bot', (context) =>
    context.json({
      url: gateway.url,
      shards: 1,
      session_start_limit: {
        total: 1000,
        remaining: gateway.identifiesLeft,
        reset_after: 86_400_000,
        max_concurrency: 1,
      },
    }),
  );
  api.get('/guilds/:guild', (context) => {
    if (context.req.param('guild') !== world.guild.id) throw refusals.unknownGuild();
    return context.json(guildPayload(world));
  });
}

function commandRoutes(api: Hono, { world }: Parts): void {
  const scopes = ['/applications/:app/commands', '/applications/:app/guilds/:guild/commands'] as const;
  for (const route of scopes) {
    const scopeOf = (context: Context): string => {
      if (context.req.param('app') !== world.applicationId) throw refusals.missingAccess();
      const guild = context.req.param('guild');
      if (guild !== undefined && guild !== world.guild.id) throw refusals.missingAccess();
      return guild ?? 'global';
    };
    api.get(route, (context) => {
      const commands = world.commands.get(scopeOf(context)) ?? [];
      return context.json(context.req.query('with_localizations') === 'true' ? commands : commands.map(withoutWords));
    });
    api.put(route, (context) => {
      const scope = scopeOf(context);
      const bodies = demand(z.array(CommandBody).max(130), jsonOf(context));
      const before = world.commands.get(scope) ?? [];
      const names = bodies.map(({ type, name }) => `${type} ${name}`);
      if (new Set(names).size < names.length) {
        throw refusals.invalidBody(
          'name',
          'APPLICATION_COMMANDS_DUPLICATE_NAME',
          'Application command names must be unique',
        );
      }
      const commands = bodies.map((body) => registered(body, scope, before, world));
      world.commands.set(scope, commands);
      world.changed();
      return context.json(commands);
    });
  }
}

/** A command as Discord hands it back; one of the same name keeps its id. */
function registered(
  body: CommandBody,
  scope: string,
  before: readonly APIApplicationCommand[],
  world: World,
): APIApplicationCommand {
  const same = before.find(({ type, name }) => type === body.type && name === body.name);
  return {
    id: same?.id ?? world.snowflakes.next(),
    application_id: world.applicationId,
    version: world.snowflakes.next(),
    ...(scope !== 'global' && { guild_id: scope }),
    ...body,
    description: body.description ?? '',
    default_member_permissions: body.default_member_permissions ?? null,
    nsfw: body.nsfw ?? false,
    contexts: body.contexts ?? null,
    integration_types: body.integration_types ?? [0],
  } as unknown as APIApplicationCommand;
}

function withoutWords(command: object): object {
  return Object.fromEntries(
    Object.entries(command)
      .filter(([key]) => !key.endsWith('_localizations'))
      .map(([key, value]) => [
        key,
        Array.isArray(value)
          ? value.map((item: unknown) => (typeof item === 'object' && item !== null ? withoutWords(item) : item))
          : (value as unknown),
      ]),
  );
}

function channelRoutes(api: Hono, { world, posts }: Parts): void {
  const { SendMessages, EmbedLinks, ReadMessageHistory, AddReactions } = PermissionFlagsBits;
  api.get('/channels/:channel', (context) => {
    const channel = posts.channel(context.req.param('channel'));
    posts.demandPermission(channel);
    return context.json(channelPayload(channel, world));
  });
  api.get('/channels/:channel/messages', (context) => {
    const channel = posts.channel(context.req.param('channel'));
    posts.demandPermission(channel, ReadMessageHistory);
    const limit = demand(z.coerce.number().int().min(1).max(100), context.req.query('limit') ?? '50');
    const all = [...world.messages.values()].filter(
      ({ message, onlyFor }) => message.channel_id === channel.id && onlyFor === undefined,
    );
    return context.json(
      all
        .slice(-limit)
        .toReversed()
        .map((stored) => messagePayload(stored, world)),
    );
  });
  api.post('/channels/:channel/messages', (context) => {
    const channel = posts.channel(context.req.param('channel'));
    const body = demand(MessageBody, jsonOf(context));
    posts.demandPermission(channel, SendMessages, ...((body.embeds?.length ?? 0) > 0 ? [EmbedLinks] : []));
    return context.json(messagePayload(posts.create(channel, world.bot, body), world));
  });
  const one = '/channels/:channel/messages/:message';
  const find = (context: Context) =>
    posts.message(context.req.param('channel') ?? '', context.req.param('message') ?? '');
  api.get(one, (context) => context.json(messagePayload(find(context), world)));
  api.patch(one, (context) => {
    const stored = find(context);
    if (stored.message.author.id !== world.bot.id) throw refusals.notTheAuthor();
    return context.json(messagePayload(posts.edit(stored, demand(MessageBody, jsonOf(context))), world));
  });
  api.delete(one, (context) => {
    const stored = find(context);
    if (stored.message.author.id !== world.bot.id) throw refusals.missingPermissions();
    posts.remove(stored);
    return context.body(null, 204);
  });
  api.put(`${one}/reactions/:emoji/@me`, (context) => {
    const stored = find(context);
    const emoji = decodeURIComponent(context.req.param('emoji'));
    const first = (stored.reactions.get(emoji)?.size ?? 0) === 0;
    posts.demandPermission(
      posts.channel(stored.message.channel_id),
      ReadMessageHistory,
      ...(first ? [AddReactions] : []),
    );
    posts.react(stored, emoji, world.bot.id);
    return context.body(null, 204);
  });
  api.delete(`${one}/reactions/:emoji/@me`, (context) => {
    posts.unreact(find(context), decodeURIComponent(context.req.param('emoji')), world.bot.id);
    return context.body(null, 204);
  });
  api.get(`${one}/reactions/:emoji`, (context) => {
    const users = find(context).reactions.get(decodeURIComponent(context.req.param('emoji'))) ?? new Set<string>();
    const limit = demand(z.coerce.number().int().min(1).max(100), context.req.query('limit') ?? '25');
    const after = BigInt(context.req.query('after') ?? 0);
    // Type 1 lists super reactions, which nobody has here.
    const normal = context.req.query('type') === '1' ? [] : [...users].map(BigInt);
    const page = normal
      .filter((id) => id > after)
      .toSorted((a, b) => (a < b ? -1 : 1))
      .slice(0, limit);
    return context.json(page.map((id) => world.user(String(id))));
  });
}
