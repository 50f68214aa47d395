import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { BrowsedClub, noBrowser, sendCommand } from '../support/browser.ts';

describe.skipIf(noBrowser !== '')(`a visitor who lets something go wrong${noBrowser}`, { timeout: 90_000 }, () => {
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
