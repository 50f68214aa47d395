import { guildPayload, ownUserPayload } from '../world/payloads.ts';
import { idOf } from './call.ts';
import type { Api, ApiParts } from './call.ts';
import { refusals } from './discord-error.ts';

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
  api.get('/applications/@me', (call) => call.json(application));
  api.get('/oauth2/applications/@me', (call) => call.json(application));
  api.get('/gateway/bot', (call) =>
    call.json({ url: gateway.url, shards: 1, session_start_limit: gateway.sessionStartLimit }),
  );
  api.get('/guilds/:guild_id', (call) => {
    if (idOf(call, 'guild_id') !== world.guild.id) throw refusals.unknownGuild();
    return call.json(guildPayload(world));
  });
}
