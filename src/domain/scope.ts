type Place = Readonly<{ guildId: string | undefined; userId: string }>;

/** What draws and turns are remembered for: the guild, or the person in direct messages. */
export const scopeOf = ({ guildId, userId }: Place): string =>
  guildId === undefined ? `user ${userId}` : `guild ${guildId}`;

/** What draws of a fact are remembered for: apart from those of films, which they must not use up. */
export const factScopeOf = (place: Place): string => `facts of ${scopeOf(place)}`;

/** All that is remembered for a person rather than a guild. */
export const scopesOfPerson = (userId: string): readonly string[] => {
  const alone = { guildId: undefined, userId };
  return [scopeOf(alone), factScopeOf(alone)];
};

/** All that is remembered for a guild. */
export const scopesOfGuild = (guildId: string): readonly string[] => {
  const place = { guildId, userId: '' };
  return [scopeOf(place), factScopeOf(place)];
};
