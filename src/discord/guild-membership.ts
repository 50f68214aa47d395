import { DiscordAPIError } from '@discordjs/rest';
import type { REST } from '@discordjs/rest';
import { RESTJSONErrorCodes, Routes } from 'discord-api-types/v10';

/** Asks Discord whether the bot is in a guild. Rejects with whatever else goes wrong: that is no answer. */
export async function isMember(rest: REST, guildId: string): Promise<boolean> {
  try {
    await rest.get(Routes.guild(guildId));
    return true;
  } catch (error) {
    if (isOutside(error)) return false;
    throw error;
  }
}

/** Discord tells nothing of the guild: the bot is no member. */
export const isOutside = (error: unknown): boolean =>
  error instanceof DiscordAPIError &&
  (error.code === RESTJSONErrorCodes.UnknownGuild || error.code === RESTJSONErrorCodes.MissingAccess);
