import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { become, BrowsedClub, noBrowser, patience, sendCommand } from '../support/browser.ts';

describe.skipIf(noBrowser !== '')(`a newcomer who rates${noBrowser}`, { timeout: 150_000 }, () => {
  let site: BrowsedClub;
  beforeAll(async () => {
    site = await BrowsedClub.start();
  });
  afterAll(() => site?.[Symbol.asyncDispose]());

  // The steps of the README, word for word.
  test('posts a film for rating, rates it as two members, stops the bot, reacts, and finds that it has found out', async () => {
    const page = await site.open();
    const ratingIs = (words: string): Promise<void> =>
      // Whoever reacted before may not have been counted yet.
      expect
        .poll(async () => {
          const answers = page.getByRole('article').filter({ hasText: 'film info' });
          const before = await answers.count();
          await sendCommand(page, '/film info Ballad of a Soldier');
          await answers
            .nth(before)
            .getByRole('heading', { name: /Ballad of a Soldier/ })
            .waitFor();
          return answers.nth(before).innerText();
        }, patience)
        .toContain(words);

    await become(page, /^Clara/);
    await sendCommand(page, '/film info Ballad of a Soldier');
    await page.getByRole('button', { name: 'Post for rating' }).click();
    const post = page.getByRole('article').filter({ has: page.getByRole('button', { name: /^5️⃣, / }) });
    await become(page, /^Anna/);
    await post.getByRole('button', { name: '5️⃣, 1' }).click();
    await post.getByRole('button', { name: '5️⃣, 2' }).waitFor();
    await become(page, /newcomer/i);
    await post.getByRole('button', { name: '4️⃣, 1' }).click();
    await post.getByRole('button', { name: '4️⃣, 2' }).waitFor();
    await become(page, /^Anna/);
    await ratingIs('4.5 of 5, 2 ratings');

    await page.getByRole('button', { name: 'Stop the bot' }).click();
    await page.getByText('kinoklub is not running').waitFor();
    await post.getByRole('button', { name: '5️⃣, 2' }).click();
    await post.getByRole('button', { name: '3️⃣, 1' }).click();
    await post.getByRole('button', { name: '3️⃣, 2' }).waitFor();
    await page.getByRole('main').getByRole('button', { name: 'Start the bot' }).click();
    await page.getByText('kinoklub is not running').waitFor({ state: 'hidden' });
    await ratingIs('3.5 of 5, 2 ratings');
    expect(site.errors).toEqual([]);
  });

  test('finds all five scores beside each other, also on a narrow phone', async () => {
    const page = await site.open({ viewport: { width: 320, height: 800 } });
    await sendCommand(page, '/film info Wings');
    const card = page.getByRole('article').filter({ has: page.getByRole('heading', { name: 'Wings (1966)' }) });
    await card.getByRole('button', { name: 'Rate', exact: true }).click();
    const question = page.getByRole('article').filter({ hasText: 'How good was it?' });
    const lines = () =>
      question
        .getByRole('button', { name: /^[1-5] ★$/ })
        .evaluateAll((buttons) => buttons.map((button) => button.getBoundingClientRect().top));
    await expect.poll(async () => (await lines()).length, patience).toBe(5);
    await expect.poll(async () => new Set(await lines()).size, patience).toBe(1);
  });
});
