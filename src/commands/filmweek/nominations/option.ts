import { nominationsTo } from '../../../components/nomination.ts';
import { ApplicationCommandOptionType } from 'discord-api-types/v10';
import { defineOption } from '../../../discord/command.ts';
import type { Option } from '../../../discord/command.ts';
import { plainTitleOf } from '../../../discord/embeds/lines.ts';
import { Typed } from '../../film/options.ts';
import { meantBy } from '../options.ts';

/** A nomination of the guild that is open to a decision: completes by the film's title. */
export const nominationTo = (decision: 'accept' | 'decline'): Option<string> =>
  defineOption({
    key: 'nomination',
    type: ApplicationCommandOptionType.String,
    required: true,
    schema: Typed,
    autocomplete: async ({ typed, guildId, t }, { nominations, films }) => {
      const all = guildId === undefined ? [] : await nominationsTo(decision, guildId, nominations);
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
