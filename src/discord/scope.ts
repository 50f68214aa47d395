import type { Request } from './request.ts';

/** What draws and turns are remembered for: the guild, or the person in direct messages. */
export const scopeOf = ({ guildId, userId }: Pick<Request, 'guildId' | 'userId'>): string =>
  guildId === undefined ? `user ${userId}` : `guild ${guildId}`;
