import { z } from 'zod';
import { channelPayload, guildPayload, memberPayload, ownUserPayload, rolesPayload } from '../world/payloads.ts';
import { idOf, queryOf } from './call.ts';
import type { Api, ApiParts, Call } from './call.ts';
import { refusals } from './discord-error.ts';
import { snowflake } from './snowflake-rule.ts';

const Page = z.object({ after: snowflake.default('0'), limit: z.coerce.number().int().min(1).max(200).default(200) });

/** Who the bot is, where its gateway is, and which guild it is in. */
export function applicationRoutes(api: Api, { world, gateway }: ApiParts): void {
  const application = {
    ...{ id: world.applicationId, name: 'kinoklub', icon: null, description: '', bot_public: true, flags: 0 },
    ...{ bot_require_code_grant: false, verify_key: '0'.repeat(64), bot: world.bot, type: null, flags_new: '0' },
    ...{ redirect_uris: [], interactions_endpoint_url: null, role_connections_verification_url: null, team: null },
    ...{ approximate_guild_count: 1, approximate_user_install_count: 0, approximate_user_authorization_count: 0 },
    ...{ explicit_content_filter: 0, eligible_oauth2_scopes: [], owner: world.founder },
  };
  api.get('/users/@me', (call) => call.json(ownUserPayload(world)));
  api.get('/users/@me/guilds', (call) => {
    const { after, limit } = queryOf(call, Page);
    const { guild, roles } = world;
    const permissions = String(roles.find(({ id }) => id === guild.id)?.permissions ?? 0n);
    const mine = { id: guild.id, name: guild.name, icon: null, banner: null, owner: false, permissions, features: [] };
    return call.json([mine].filter(({ id }) => BigInt(id) > BigInt(after)).slice(0, limit));
  });
  api.get('/applications/@me', (call) => call.json(application));
  api.get('/oauth2/applications/@me', (call) => call.json(application));
  api.get('/gateway/bot', (call) =>
    call.json({ url: gateway.url, shards: 1, session_start_limit: gateway.sessionStartLimit }),
  );
  const demandGuild = (call: Call): void => {
    if (idOf(call, 'guild_id') !== world.guild.id || !world.botIsMember) throw refusals.unknownGuild();
  };
  api.get('/guilds/:guild_id', (call) => {
    demandGuild(call);
    return call.json(guildPayload(world));
  });
  api.get('/guilds/:guild_id/roles', (call) => {
    demandGuild(call);
    return call.json(rolesPayload(world));
  });
  api.get('/guilds/:guild_id/channels', (call) => {
    demandGuild(call);
    // Threads are asked for one by one, or by lists of their own.
    const shown = world.channels.filter(({ recipientId, thread }) => recipientId === undefined && !thread);
    return call.json(shown.map((channel) => channelPayload(channel, world)));
  });
  api.get('/guilds/:guild_id/members/:user_id', (call) => {
    demandGuild(call);
    const userId = idOf(call, 'user_id');
    if (!world.user(userId)) throw refusals.unknownMember();
    return call.json(memberPayload(userId, world));
  });
}
