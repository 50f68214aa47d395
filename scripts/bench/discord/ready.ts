import { applicationId, guildId } from './ids.ts';

/** READY of one session: who the bot is, and its guilds, none of them there yet. */
export const readyFrame = (guilds: number, gatewayUrl: string): string =>
  JSON.stringify({
    op: 0,
    t: 'READY',
    s: 1,
    d: {
      v: 10,
      session_id: 'bench',
      resume_gateway_url: gatewayUrl,
      session_type: 'normal',
      shard: [0, 1],
      user: { id: applicationId, username: 'kinoklub', discriminator: '0', avatar: null, bot: true, flags: 0 },
      application: { id: applicationId, flags: 0 },
      guilds: Array.from({ length: guilds }, (_, n) => ({ id: guildId(n), unavailable: true })),
      private_channels: [],
    },
  });
