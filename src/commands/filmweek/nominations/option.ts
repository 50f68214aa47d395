import { guildIn } from '../../../components/guild-in.ts';
import { ApplicationCommandOptionType } from 'discord-api-types/v10';
import { defineOption } from '../../../discord/command.ts';
import type { Option } from '../../../discord/command.ts';
import { plainTitleOf, quoted } from '../../../discord/embeds/lines.ts';
import type { Request } from '../../../discord/request.ts';
import type { Nomination, NominationState } from '../../../domain/nomination.ts';
import { UserError } from '../../../errors.ts';
import type { Services } from '../../../services/services.ts';
import { Typed } from '../../film/options.ts';
import { meantBy } from '../options.ts';

/** A nomination of the guild that is in one of these states: completes by the film's title. */
export const nominationIn = (states: readonly NominationState[]): Option<string> =>
  defineOption({
    key: 'nomination',
    type: ApplicationCommandOptionType.String,
    required: true,
    schema: Typed,
    autocomplete: async ({ typed, guildId, t }, { nominations, films }) => {
      const all = guildId === undefined ? [] : await within(states, guildId, nominations);
      const isMeant = meantBy(typed, films);
      return all
        .filter(({ filmId }) => isMeant(filmId))
        .slice(0, 25)
        .map((nomination) => ({
          name: t('nomination.choice', {
            title: plainTitleOf(nomination.filmId, films, t),
            count: nomination.supporters.length,
          }),
          value: nomination.id,
        }));
    },
  });

/** The id of what was typed: an id, or a title that only one nomination has. Refuses (`nomination.unknown`) anything else. */
export async function idOf(
  typed: string,
  states: readonly NominationState[],
  request: Request,
  { nominations, films }: Services,
): Promise<string> {
  const all = await within(states, guildIn(request, 'nominate.guild-only'), nominations);
  if (all.some(({ id }) => id === typed)) return typed;
  const found = films.resolve('film', typed);
  const meant = found.kind === 'one' ? [found.item] : found.kind === 'several' ? found.items : [];
  const fitting = all.filter(({ filmId }) => meant.some((film) => film.id === filmId));
  const [only] = fitting;
  if (!only || fitting.length > 1) throw new UserError('nomination.unknown', { typed: quoted(typed) });
  return only.id;
}

const within = async (
  states: readonly NominationState[],
  guildId: string,
  nominations: Services['nominations'],
): Promise<readonly Nomination[]> => (await nominations.list(guildId)).filter(({ state }) => states.includes(state));
