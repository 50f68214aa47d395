import { DatabaseSync } from 'node:sqlite';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test, vi } from 'vitest';
import { loadLibrary } from '../../src/data/load-library.ts';
import { labelOf } from '../../src/discord/embeds/lines.ts';
import { escapeMarkdown } from '../../src/domain/markdown.ts';
import { emojiOf } from '../../src/domain/post.ts';
import { scores } from '../../src/domain/rating.ts';
import type { Score } from '../../src/domain/rating.ts';
import { translator } from '../../src/locales/translate.ts';
import { Playground } from '../../src/playground/server.ts';
import { Club, textOf } from '../support/club.ts';
import { seededRandom } from '../support/library.ts';
import { Posted } from '../support/posted.ts';
import { startProcess } from '../support/process.ts';

/*
 * The real process, killed while a crowd reacts, a member types and another one presses buttons. What was acknowledged must
 * be in the store; and once the bot has read the post again, so must be every reaction that stands under it.
 */
const lives = 3;
const deedsPerLife = 25;
/** More by `KILL_SEEDS=50`. */
const seeds = Array.from({ length: Number(process.env['KILL_SEEDS'] ?? 3) }, (_, at) => at + 1);

const film = 'wings';
const others = loadLibrary()
  .films.map(({ id }) => id)
  .filter((id) => id !== film);

/** The film whose card has this title. */
const filmOf = (title = ''): string => byTitle.get(title) ?? `no film called ${title}`;
const byTitle = new Map(loadLibrary().films.map((one) => [escapeMarkdown(labelOf(one, translator('en-US'))), one.id]));

class RatingClub extends Club {
  readonly #folder: string;
  readonly #store: string;

  constructor(playground: Playground) {
    super(playground);
    this.#folder = mkdtempSync(join(tmpdir(), 'kinoklub-kill-'));
    this.#store = join(this.#folder, 'club.db');
  }

  async startBot() {
    const { apiUrl, token } = this.playground;
    const env = { DISCORD_API_URL: apiUrl, DISCORD_TOKEN: token, DATABASE_URL: `sqlite:${this.#store}` };
    const bot = startProcess('src/main.ts', { ...env, LOG_LEVEL: 'info', LOG_FORMAT: 'json' }, this.#folder);
    await bot.until('kinoklub is ready');
    return bot;
  }

  /** Who gave which film what. */
  ratings(): ReadonlyMap<string, number> {
    using file = new DatabaseSync(this.#store, { readOnly: true });
    const rows = file.prepare('select user_id, film_id, score from ratings').all();
    return new Map(rows.map((row) => [`${String(row['user_id'])} ${String(row['film_id'])}`, Number(row['score'])]));
  }

  /** While no bot runs: the store is sound. That a crash loop is slowed down is another story. */
  checkStore(): void {
    using file = new DatabaseSync(this.#store);
    const [finding] = Object.values(file.prepare('pragma integrity_check').get() ?? {});
    if (finding !== 'ok') throw new Error(`the store is damaged: ${String(finding)}`);
    file.exec('delete from session_starts');
  }

  override async [Symbol.asyncDispose](): Promise<void> {
    await super[Symbol.asyncDispose]();
    rmSync(this.#folder, { recursive: true });
  }
}

test.each(seeds)(
  'killed at any moment, the bot loses no rating that was acknowledged, and finds every reaction (seed %i)',
  { timeout: 180_000 },
  async (seed) => {
    const random = seededRandom(seed);
    const anyScore = (): Score => scores[Math.floor(random() * scores.length)] ?? 1;
    await using club = new RatingClub(await Playground.start({ port: 0 }));
    const { playground } = club;
    const [anna, boris] = playground.world.people;
    if (!anna || !boris) throw new Error('nobody is there');
    let bot = await club.startBot();
    const post = await Posted.in(club, { film });
    const { reactions } = playground;
    const channelId = post.view.message.channel_id;
    const command = playground.snapshot('').commands.find(({ name }) => name === 'film');
    const crowd: string[] = [];
    const typed = new Map<string, Score>();
    const pressed: Score[] = [];

    const type = (score: Score): void => {
      const filmId = others[typed.size] ?? '';
      typed.set(filmId, score);
      const options = [
        { name: 'film', type: 3, value: filmId },
        { name: 'score', type: 4, value: score },
      ];
      const use = { do: 'command', channelId, commandId: command?.id ?? '' } as const;
      void playground.act({ as: anna.id, ...use, options: [{ name: 'rate', type: 1, options }] });
    };
    const press = (score: Score): void => {
      const row = post.view.message.components?.[0];
      const button = row && 'components' in row ? row.components[score - 1] : undefined;
      if (!button || !('custom_id' in button)) throw new Error('no button');
      pressed.push(score);
      const { custom_id: customId } = button;
      void playground.act({ as: boris.id, do: 'component', messageId: post.messageId, customId, componentType: 2 });
    };

    const said = (person: typeof anna) =>
      Object.values(playground.snapshot(person.id).messages)
        .flat()
        .filter(({ state, ephemeral }) => state === 'sent' && ephemeral);
    const acknowledged = () => said(anna).filter((view) => textOf(view).includes('Your rating: '));

    for (let life = 0; life < lives; life += 1) {
      if (life > 0) bot = await club.startBot();
      const lateMs = 100 + random() * 400;
      let isDoomed = false;
      const doom = async (): Promise<void> => {
        // Nothing would be shown by a first life in which nothing was acknowledged.
        if (life === 0)
          await vi.waitFor(() => expect(acknowledged()).not.toEqual([]), { timeout: 60_000, interval: 5 });
        isDoomed = true;
        await sleep(lateMs);
        bot.child.kill('SIGKILL');
      };
      const doomed = doom();
      for (let at = 0; at < deedsPerLife || !isDoomed; at += 1) {
        const score = anyScore();
        crowd.push(...post.crowd(3, emojiOf(score, 'digits')));
        // Somebody changes their mind.
        const fickle = crowd[Math.floor(random() * crowd.length)] ?? '';
        for (const each of scores) reactions.remove(post.stored, emojiOf(each, 'digits'), fickle);
        reactions.add(post.stored, emojiOf(anyScore(), 'digits'), fickle);
        if (at % 3 === 0 && typed.size < others.length) type(score);
        if (at % 3 === 1) press(score);
        await sleep(random() * 30);
      }
      await doomed;
      expect((await bot.ended).signal).toBe('SIGKILL');
      club.checkStore();

      const kept = club.ratings();
      for (const view of acknowledged()) {
        const filmId = filmOf(view.message.embeds[0]?.title);
        expect(kept.get(`${anna.id} ${filmId}`), filmId).toBe(typed.get(filmId));
      }
      const answered = said(boris).filter((view) => /Your rating/.test(textOf(view))).length;
      // Later presses may have come through without an answer; none before the last answered one may be what is kept.
      if (answered > 0) expect(pressed.slice(answered - 1)).toContain(kept.get(`${boris.id} ${film}`));
    }

    // Two who swap their scores while no bot runs leave the counts as they were: that is found by the last reading alone. So
    // many more come now that every list has grown.
    for (const score of scores) crowd.push(...post.crowd(100, emojiOf(score, 'digits')));
    const again = await club.startBot();
    await vi.waitFor(
      () => {
        const kept = club.ratings();
        const standing = scores.flatMap((score) =>
          reactions
            .users(post.stored, emojiOf(score, 'digits'))
            .filter((id) => id !== playground.world.bot.id)
            .map((id) => [`${id} ${film}`, score] as const),
        );
        expect(standing.length).toBeGreaterThan(100);
        expect(standing.filter(([key, score]) => kept.get(key) !== score)).toEqual([]);
        const ofCrowd = [...kept.keys()].filter((key) => crowd.some((id) => key.startsWith(`${id} `)));
        expect(ofCrowd).toHaveLength(standing.length);
      },
      { timeout: 30_000, interval: 250 },
    );
    again.child.kill('SIGTERM');
    expect((await again.ended).code).toBe(0);
    club.checkStore();
  },
);
