import type { APIEmbed } from 'discord-api-types/v10';
import type { RankingKind } from '../../domain/ranking.ts';
import { bayesianAverage, priorRatings, varianceOf } from '../../domain/rating.ts';
import type { Tally } from '../../domain/rating.ts';
import type { Translate } from '../../locales/translate.ts';
import type { RankedFilm } from '../../services/ratings.ts';
import { scoreChart } from '../charts/score-chart.ts';
import { pictureOf } from '../charts/picture.ts';
import { escapeMarkdown } from '../../domain/markdown.ts';
import type { MessageFile } from '../reply.ts';
import { accent } from './colors.ts';
import { labelOf } from './lines.ts';
import { pageFooter } from './paging.ts';
import type { Page } from './paging.ts';

type Parts = Readonly<{
  kind: RankingKind;
  /** The average of all scores, which the order was made with. */
  mean: number;
  /** What the ranking is of, in words. */
  conditions: readonly string[];
  page: Page<RankedFilm>;
  t: Translate;
}>;

/** A page of a ranking: how its order comes about, the films with their counts, and a picture of their scores. */
export async function rankingPage(parts: Parts): Promise<{ embeds: APIEmbed[]; files: MessageFile[] }> {
  const { kind, mean, conditions, page, t } = parts;
  const lines = page.items.map(
    ({ film, tally }, at) =>
      `${page.first + at + 1}\\. **${escapeMarkdown(labelOf(film, t))}**\n${scoresIn(tally, kind, mean, t)}`,
  );
  const files = await chartOf(page, t);
  const how = t(`top.how.${kind}`, { prior: priorRatings, mean });
  return {
    embeds: [
      {
        title: t(`top.title.${kind}`),
        color: accent,
        description: [escapeMarkdown(conditions.join(' · ')), escapeMarkdown(how), ...lines].join('\n\n'),
        ...(files[0] && { image: { url: `attachment://${files[0].name}` } }),
        footer: { text: [pageFooter(page, t), ...(files[0] ? [t('top.picture')] : [])].join(' · ') },
      },
    ],
    files,
  };
}

/** `4.6 of 5, 17 ratings`, and the number that the order goes by where that is another. */
function scoresIn(tally: Tally, kind: RankingKind, mean: number, t: Translate): string {
  const words = t('top.scores', { average: tally.average, count: tally.count });
  if (kind === 'most_rated') return words;
  const worth = kind === 'divisive' ? varianceOf(tally) : bayesianAverage(tally, mean);
  return `${words} · ${t('top.worth', { worth })}`;
}

/** The picture, with the same in words for who cannot see it; none where none can be drawn. */
async function chartOf(page: Page<RankedFilm>, t: Translate): Promise<MessageFile[]> {
  const rows = page.items.map(({ film, tally }, at) => ({ place: page.first + at + 1, film, tally }));
  const data = await pictureOf(scoreChart(rows, (average) => t('top.average', { average })));
  if (!data) return [];
  const inWords = rows.map(({ place, film, tally: { perScore } }) => {
    const given = perScore.flatMap((times, at) => (times === 0 ? [] : [`${at + 1} × ${times}`]));
    return `${place}. ${labelOf(film, t)}: ${given.join(', ')}`;
  });
  const description = [t('top.picture-of'), ...inWords].join('\n');
  return [{ name: 'ranking.png', data, contentType: 'image/png', description }];
}
