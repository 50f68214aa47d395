import type { GuildSettings } from '../domain/guild-settings.ts';
import { localeOf, translator } from '../locales/translate.ts';
import type { Translate } from '../locales/translate.ts';
import type { Services } from '../services/services.ts';
import type { Interaction } from './interaction.ts';
import type { Visibility } from './reply.ts';

/** What the guild has chosen, and the services as it sees them. Guilds are kept in memory, so this waits for the store once. */
export async function seenFrom(
  { guildId }: Interaction,
  services: Services,
): Promise<{ services: Services; club: GuildSettings }> {
  const club = await services.settings.orDefaults(guildId);
  if (club.disabledCollections.length === 0) return { services, club };
  return { services: { ...services, films: services.films.without(club.disabledCollections) }, club };
}

/** A public reply speaks the language that the guild has chosen here or else in Discord; what one person sees, theirs. */
export const translatorFor = (
  { guildId, guildLocale, locale }: Interaction,
  seenBy: Visibility,
  { language }: GuildSettings,
): Translate => translator(localeOf(seenBy === 'public' && guildId !== undefined ? (language ?? guildLocale) : locale));
