import { ownLines } from '../../components/nominate.ts';
import { defineSubcommand } from '../../discord/command.ts';
import { accent } from '../../discord/embeds/colors.ts';
import { momentIn, titleOf } from '../../discord/embeds/lines.ts';
import type { Rating } from '../../domain/rating.ts';
import type { Translate } from '../../locales/translate.ts';
import type { Services } from '../../services/services.ts';

/** As many as a phone shows at a glance; the rest is counted. */
const mostShown = 15;

/** `/filmdata show`: the member's ratings and nominations in this server, and how much is stored elsewhere. */
export const show = defineSubcommand({
  name: 'show',
  options: {},
  visibility: 'ephemeral',
  execute: async ({ userId, guildId, t }, { members, films, nominations }) => {
    const known = await members.of(userId, guildId);
    const { here, elsewhere, lists, nominations: nominated, reactions, withdrawals, direct, settingsChanged } = known;
    const own = guildId === undefined ? { nominations: [] } : await nominations.of({ guildId, userId });
    const lines = [
      ...(guildId === undefined ? [] : [t('data.here', { count: here.length })]),
      ...here.slice(0, mostShown).map((rating) => lineOf(rating, films, t)),
      ...(here.length > mostShown ? [t('data.more', { count: here.length - mostShown })] : []),
      t('data.elsewhere', { count: elsewhere.ratings }),
      t('data.lists', lists),
      t('data.nominated', { count: nominated }),
      ...(own.nominations.length > 0 ? [t('nominate.own')] : []),
      ...ownLines(own.nominations, films, t),
      ...(reactions > 0 ? [t('data.reactions', { count: reactions })] : []),
      ...(withdrawals > 0 ? [t('data.withdrawals', { count: withdrawals })] : []),
      ...(settingsChanged > 0 ? [t('data.settings', { count: settingsChanged })] : []),
      t(direct ? 'data.direct' : 'data.no-direct'),
      t('data.ids'),
    ];
    return { embeds: [{ title: t('data.title'), color: accent, description: lines.join('\n') }] };
  },
});

/** A film that left the library is still a rating: its id stands for it. */
function lineOf({ filmId, score, updatedAt }: Rating, films: Services['films'], t: Translate): string {
  return t('data.rating', { title: titleOf(filmId, films, t), score, day: momentIn(updatedAt, 'd') });
}
