import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { become, BrowsedClub, noBrowser, patience, sendCommand, tabTo } from '../support/browser.ts';

const focused = (page: Page): Promise<string> =>
  page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.id ?? '');

describe.skipIf(noBrowser !== '')(`a visitor of the page${noBrowser}`, { timeout: 150_000 }, () => {
  let site: BrowsedClub;
  beforeAll(async () => {
    site = await BrowsedClub.start();
  });
  afterAll(() => site?.[Symbol.asyncDispose]());

  test('comes from /film theme evacuation to a film’s card and its ending, by keyboard alone', async () => {
    const page = await site.open();
    await expect.poll(() => focused(page), patience).toBe('Message #film-club or type /');
    await tabTo(page, 'Skip to the message box');
    await page.keyboard.press('Enter');
    await expect.poll(() => focused(page), patience).toBe('Message #film-club or type /');

    await page.keyboard.type('/fi th');
    await page.getByRole('option', { name: '/film theme A theme', selected: true }).waitFor();
    await page.keyboard.press('ArrowDown');
    await page.getByRole('option', { name: '/film themes', selected: true }).waitFor();
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('Enter');

    await expect.poll(() => focused(page), patience).toBe('option-theme');
    await page.keyboard.type('evac');
    await page.getByRole('option', { name: 'Evacuation', exact: true }).waitFor();
    await page.keyboard.press('Tab');
    await expect.poll(() => focused(page), patience).toBe('add an option');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Evacuation', exact: true }).waitFor();
    expect(await page.locator('.used-by').innerText()).toMatch(/Anna used\s+\/film theme/);

    await tabTo(page, 'Open a film’s card', 'Shift+Tab');
    await page.keyboard.press('Enter');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Home');
    const [title = ''] = (await page.locator('[role=option]').first().innerText()).split('\n');
    await page.keyboard.press('Enter');
    const card = page.getByRole('article').filter({ has: page.getByRole('heading', { name: title }) });
    await card.getByText('Only you can see this').waitFor();
    expect(await card.innerText()).toContain('Directed by');

    await tabTo(page, 'How it ends');
    await page.keyboard.press('Enter');
    const spoiler = page.getByRole('button', { name: 'Spoiler, press to reveal' });
    await spoiler.waitFor();
    const inside = page.locator('.spoiler > span').first();
    expect(await inside.isVisible()).toBe(false);
    await tabTo(page, 'Spoiler, press to reveal');
    await page.keyboard.press('Enter');
    await expect.poll(() => inside.isVisible(), patience).toBe(true);
    expect(await inside.innerText()).not.toBe('');
    expect(site.errors).toEqual([]);
  });

  test('sees the same after a reload: person, channel and answers', async () => {
    const page = await site.open();
    await become(page, /moderator/);
    await page.getByRole('button', { name: 'general' }).click();
    await sendCommand(page, '/film info The Cranes Are Flying');
    await page.getByRole('heading', { name: /The Cranes Are Flying/ }).waitFor();
    await page.reload();
    await page.getByRole('heading', { name: '#general' }).waitFor();
    await page.getByRole('heading', { name: /The Cranes Are Flying/ }).waitFor();
    expect(await page.getByLabel('You are').locator('option:checked').innerText()).toContain('moderator');
  });

  test('is told when the connection is lost, and goes on when it comes back', async () => {
    let down = false;
    const cuts: (() => Promise<void>)[] = [];
    const page = await site.open({}, (opening) =>
      opening.routeWebSocket(/\/live/, (socket) => {
        if (down) return void socket.close();
        socket.connectToServer();
        cuts.push(() => socket.close());
      }),
    );
    down = true;
    for (const cut of cuts) await cut();
    const alert = page.getByRole('alert').filter({ hasText: 'The playground does not answer' });
    await alert.waitFor();
    down = false;
    await alert.waitFor({ state: 'hidden' });
    await sendCommand(page, '/film themes ');
    await page.getByRole('heading', { name: 'Themes' }).waitFor();
  });

  test('stops the bot and starts it again, and an old button still works', async () => {
    const page = await site.open();
    await page.getByRole('button', { name: '@ kinoklub' }).click();
    await sendCommand(page, '/film info Ballad of a Soldier');
    await page.getByRole('heading', { name: /Ballad of a Soldier/ }).waitFor();
    await page.getByRole('button', { name: 'Stop the bot' }).click();
    await page.getByText('kinoklub is not running').waitFor();
    await page.getByRole('main').getByRole('button', { name: 'Start the bot' }).click();
    await page.getByText('kinoklub is not running').waitFor({ state: 'hidden' });
    await page.getByRole('button', { name: 'Similar films' }).click();
    await page.getByRole('heading', { name: /like|similar/i }).waitFor();
  });
});
