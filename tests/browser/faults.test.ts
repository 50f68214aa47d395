import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { aFilm } from '../support/library.ts';
import { LibraryFolder } from '../support/library-folder.ts';
import { BrowsedClub, noBrowser, sendCommand } from '../support/browser.ts';

describe.skipIf(noBrowser !== '')(`a visitor who lets something go wrong${noBrowser}`, { timeout: 150_000 }, () => {
  let site: BrowsedClub;
  beforeAll(async () => {
    site = await BrowsedClub.start();
  });
  afterAll(() => site?.[Symbol.asyncDispose]());

  test('finds it by its name, sees that Discord is away, mends it, and gets an answer', async () => {
    const page = await site.open();
    const away = page.getByRole('button', { name: 'Discord away for 30 s' });
    expect(await away.isVisible()).toBe(false);
    await page.getByText('Let something go wrong').click();
    await away.click();
    await page.getByText('Discord is away.').waitFor();
    await page.getByRole('button', { name: 'Mend it now' }).click();
    await page.getByText('Discord is away.').waitFor({ state: 'hidden' });

    await page.getByRole('button', { name: 'Let the next 3 answers fail' }).click();
    await page.getByRole('button', { name: 'Cut the bot’s connection' }).click();
    await sendCommand(page, '/film theme evacuation');
    await page.getByRole('article').filter({ hasText: 'Evacuation' }).first().waitFor();
    expect(site.errors).toEqual([]);
  });
});

describe.skipIf(noBrowser !== '')(`a visitor with films of their own${noBrowser}`, { timeout: 150_000 }, () => {
  test('reads on the page why the bot does not start, a line for each reason, mends it, and starts it', async () => {
    const film = aFilm({ id: 'daisies' });
    using folder = new LibraryFolder({
      'films/daisies.json': film,
      'people.json': { 'vera-chytilova': { en: 'Věra Chytilová', ru: 'Вера Хитилова' } },
    });
    await using site = await BrowsedClub.start({ libraryDir: folder.path });
    const page = await site.open();
    await page.getByRole('button', { name: /^Stop/ }).click();
    folder.write('films/daisies.json', { ...film, year: 'soon', runtimeMinutes: 0 });
    const start = page.getByRole('main').getByRole('button', { name: 'Start the bot' });
    await start.click();
    const reasons = page.getByRole('alert').filter({ hasText: 'daisies.json' });
    await reasons.waitFor();
    const lines = (await reasons.innerText()).trim().split('\n');
    expect(lines).toHaveLength(2);
    expect(lines.join()).toMatch(/daisies\.json.* year: .*daisies\.json.* runtimeMinutes: /);
    folder.write('films/daisies.json', film);
    await start.click();
    await sendCommand(page, '/film help ');
    await reasons.waitFor({ state: 'detached' });
    expect(site.errors).toEqual([]);
  });
});
