import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { become, BrowsedClub, noBrowser } from '../support/browser.ts';

const personOf = async (page: Page): Promise<string> =>
  (await page.getByLabel('You are', { exact: true }).locator('option:checked').innerText()).trim();

describe.skipIf(noBrowser !== '')(`two tabs of one browser${noBrowser}`, { timeout: 150_000 }, () => {
  let site: BrowsedClub;
  beforeAll(async () => {
    site = await BrowsedClub.start();
  });
  afterAll(() => site?.[Symbol.asyncDispose]());

  async function openTab(beside: Page): Promise<Page> {
    const page = await beside.context().newPage();
    await page.goto(site.club.playground.url);
    await page.getByRole('log').waitFor();
    return page;
  }
  async function reload(page: Page): Promise<void> {
    await page.reload();
    await page.getByRole('log').waitFor();
  }
  async function say(page: Page, words: string): Promise<void> {
    await page.getByRole('textbox', { name: /^Message / }).fill(words);
    await page.keyboard.press('Enter');
    await page.getByRole('log').getByText(words).waitFor();
  }

  test('are two members, each in a channel of its own, also after a reload', async () => {
    const anna = await site.open();
    const clara = await openTab(anna);
    await become(clara, /^Clara/);
    await clara.getByRole('button', { name: 'general' }).click();
    await say(clara, 'Good evening');
    // Whatever arrives, the other tab stays who it is.
    await anna.getByRole('button', { name: 'general' }).click();
    await anna.getByRole('log').getByText('Good evening').waitFor();
    await anna.getByRole('button', { name: 'announcements' }).click();

    await Promise.all([reload(anna), reload(clara)]);
    expect([await personOf(anna), await personOf(clara)]).toEqual([
      expect.stringMatching(/^Anna/),
      expect.stringMatching(/^Clara/),
    ]);
    await anna.getByRole('heading', { name: '#announcements' }).waitFor();
    await clara.getByRole('heading', { name: '#general' }).waitFor();
    await say(clara, 'Still here');
    const said = clara.getByRole('article').filter({ hasText: 'Still here' });
    expect(await said.getByRole('heading').innerText()).toBe('Clara');
  });

  test('let a third one begin as whoever was chosen last', async () => {
    const anna = await site.open();
    const clara = await openTab(anna);
    await become(clara, /^Clara/);
    await clara.getByRole('button', { name: 'general' }).click();
    await anna.getByRole('button', { name: 'general' }).click();
    await say(clara, 'Is anybody here?');
    await anna.getByRole('log').getByText('Is anybody here?').waitFor();
    expect(await personOf(await openTab(anna))).toMatch(/^Clara/);
  });

  test('says nothing about errors to the console', () => {
    expect(site.errors).toEqual([]);
  });
});
