import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { BrowsedClub, noBrowser, patience, sendCommand } from '../support/browser.ts';

describe.skipIf(noBrowser !== '')(`files on the page${noBrowser}`, { timeout: 150_000 }, () => {
  let site: BrowsedClub;
  beforeAll(async () => {
    site = await BrowsedClub.start();
    for (const [role, score] of [
      ['member', 5],
      ['moderator', 4],
      ['newcomer', 2],
    ] as const)
      for (const film of ['the-ascent', 'wings'])
        await (await site.club.as(role)).command('/film rate', { film, score });
  });
  afterAll(() => site?.[Symbol.asyncDispose]());

  test('a ranking shows its picture, in words for who cannot see it', async () => {
    const page = await site.open();
    await sendCommand(page, '/film top ');
    const picture = page.locator('.embed-image');
    await picture.waitFor();
    await expect.poll(() => picture.evaluate((image: HTMLImageElement) => image.naturalWidth), patience).toBe(720);
    expect(await picture.getAttribute('alt')).toContain('1. The Ascent (1977): 2 × 1, 4 × 1, 5 × 1');
    expect(site.errors).toEqual([]);
  });

  test('an export is saved with a press', async () => {
    const page = await site.open();
    await sendCommand(page, '/filmdata export ');
    const link = page.getByRole('link', { name: 'Download kinoklub-data.json' });
    await link.waitFor();
    const [download] = await Promise.all([page.waitForEvent('download'), link.click()]);
    expect(download.suggestedFilename()).toBe('kinoklub-data.json');
    const saved = JSON.parse(readFileSync(await download.path(), 'utf8')) as { ratings: object[] };
    expect(saved.ratings).toHaveLength(2);
    expect(site.errors).toEqual([]);
  });
});
