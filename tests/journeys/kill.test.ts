import { DatabaseSync } from 'node:sqlite';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test, vi } from 'vitest';
import { loadLibrary } from '../../src/data/load-library.ts';
import { Playground } from '../../src/playground/server.ts';
import { textOf } from '../support/club.ts';
import { seededRandom } from '../support/library.ts';
import { startProcess } from '../support/process.ts';

/*
 * The real process, killed while members draw films. A draw that a member has seen must be remembered: as long as the first
 * round lasts, no film may come twice and no two draws may leave the same number.
 */
const lives = 4;
const drawsPerLife = 15;

class DrawingClub implements AsyncDisposable {
  readonly folder = mkdtempSync(join(tmpdir(), 'kinoklub-kill-'));
  readonly store = join(this.folder, 'club.db');
  readonly playground: Playground;

  constructor(playground: Playground) {
    this.playground = playground;
  }

  /** Starts the bot on the club's store. Its starts are forgotten: that a crash loop is slowed down is another story. */
  async startBot() {
    const { apiUrl, token } = this.playground;
    const env = { DISCORD_API_URL: apiUrl, DISCORD_TOKEN: token, DATABASE_URL: `sqlite:${this.store}` };
    const bot = startProcess('src/main.ts', { ...env, LOG_LEVEL: 'info', LOG_FORMAT: 'json' }, this.folder);
    await bot.until('kinoklub is ready');
    return bot;
  }

  draw(): void {
    const { people, channels, commands } = this.playground.snapshot('');
    const command = commands.find(({ name }) => name === 'film');
    const channel = channels.find(({ kind }) => kind === 'text');
    const options = [{ name: 'random', type: 1, options: [] }];
    const deed = { as: people[0]?.id ?? '', channelId: channel?.id ?? '', commandId: command?.id ?? '', options };
    void this.playground.act({ do: 'command', ...deed });
  }

  /** The answers that members have seen: the film's title, and how many were left. */
  seen(): readonly { title: string; left: number }[] {
    const views = Object.values(this.playground.snapshot('').messages).flat();
    return views
      .filter(({ state }) => state === 'sent')
      .map((view) => ({
        title: view.message.embeds[0]?.title ?? '',
        left: Number(/(\d+) of \d+ left/.exec(textOf(view))?.[1]),
      }));
  }

  /** What the store remembers, read while no bot runs; and that it is sound. */
  remembered(): readonly string[] {
    using file = new DatabaseSync(this.store);
    const [finding] = Object.values(file.prepare('pragma integrity_check').get() ?? {});
    if (finding !== 'ok') throw new Error(`the store is damaged: ${String(finding)}`);
    file.exec('delete from session_starts');
    const rows = file.prepare('select drawn from bags').all();
    return rows.flatMap(({ drawn }) => JSON.parse(String(drawn)) as string[]);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.playground[Symbol.asyncDispose]();
    rmSync(this.folder, { recursive: true });
  }
}

test.each([1, 2, 3])(
  'killed at any moment, the bot remembers every draw that a member has seen (seed %i)',
  { timeout: 120_000 },
  async (seed) => {
    const random = seededRandom(seed);
    await using club = new DrawingClub(await Playground.start({ port: 0 }));
    const total = loadLibrary().films.length;
    expect(total).toBeGreaterThan(lives * drawsPerLife);
    for (let life = 0; life < lives; life += 1) {
      const bot = await club.startBot();
      const before = club.seen().length;
      club.draw();
      await vi.waitFor(() => expect(club.seen().length).toBeGreaterThan(before), { timeout: 10_000, interval: 5 });
      // From now on draws follow each other faster than they are answered, and the kill comes among them.
      setTimeout(() => bot.child.kill('SIGKILL'), random() * 60);
      for (let at = 1; at < drawsPerLife; at += 1) {
        club.draw();
        await sleep(random() * 5);
      }
      expect((await bot.ended).signal).toBe('SIGKILL');

      const seen = club.seen();
      expect(new Set(seen.map(({ title }) => title)).size).toBe(seen.length);
      expect(new Set(seen.map(({ left }) => left)).size).toBe(seen.length);
      const remembered = club.remembered();
      expect(new Set(remembered).size).toBe(remembered.length);
      expect(remembered.length).toBeGreaterThanOrEqual(total - Math.min(...seen.map(({ left }) => left)));
    }
  },
);
