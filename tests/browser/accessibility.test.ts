import axe from 'axe-core';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { BrowsedClub, noBrowser, sendCommand } from '../support/browser.ts';

/** What axe-core finds wrong with the page as it stands, one line each. */
async function faults(page: Page): Promise<string[]> {
  // Not as a script element: the page's policy forbids those, as it should.
  await page.evaluate(axe.source);
  const { violations } = await page.evaluate(() => window.axe.run(document));
  return violations
    .flatMap(({ id, nodes }) => nodes.map((node) => ({ id, ...node })))
    .filter(({ id, target }) => !(id === 'scrollable-region-focusable' && scrolledByKeys.includes(String(target))))
    .map(({ id, html, failureSummary }) => `${id}: ${html} ${failureSummary}`);
}

/** The arrow keys in the message box scroll this list; axe-core knows that only of a combobox, which several lines cannot be. */
const scrolledByKeys = ['#suggestions'];

declare global {
  interface Window {
    axe: typeof axe;
  }
}

/** Colours and widths do not depend on each other: two looks see both of each. */
const looks = [
  { colorScheme: 'light', width: 1280 },
  { colorScheme: 'dark', width: 360 },
] as const;

describe.skipIf(noBrowser !== '')(`axe-core finds no fault${noBrowser}`, { timeout: 150_000 }, () => {
  let site: BrowsedClub;
  beforeAll(async () => {
    site = await BrowsedClub.start();
  });
  afterAll(() => site?.[Symbol.asyncDispose]());

  test.each(looks)('$colorScheme, $width pixels wide', async ({ colorScheme, width }) => {
    const page = await site.open({ colorScheme, viewport: { width, height: 800 } });
    expect(await faults(page)).toEqual([]);

    const box = page.getByRole('textbox', { name: /^Message / });
    await box.fill('/');
    await page
      .getByRole('option', { name: /film theme/ })
      .first()
      .waitFor();
    expect(await faults(page)).toEqual([]);

    await box.fill('/film theme evacuation');
    await page.getByRole('group', { name: '/film theme' }).waitFor();
    await page.getByRole('option', { name: 'Evacuation', exact: true }).waitFor();
    expect(await faults(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');

    await sendCommand(page, '/film theme evacuation');
    await page.getByRole('combobox', { name: 'Open a film’s card' }).last().click();
    expect(await faults(page)).toEqual([]);
    await page.getByRole('option', { name: /The Cranes Are Flying/ }).click();
    await page.getByRole('button', { name: 'How it ends' }).last().click();
    await page.getByRole('button', { name: 'Spoiler, press to reveal' }).last().click();
    expect(await faults(page)).toEqual([]);

    await page.getByRole('button', { name: 'Message menu' }).last().press('Enter');
    expect(await faults(page)).toEqual([]);
    await page.keyboard.press('Escape');

    await page.getByRole('log').evaluate((log) => {
      log.scrollTop = 0;
    });
    const clara = await site.club.as('moderator');
    const channelId = await clara.until('a channel', ({ channels }) => channels[0]?.id);
    await clara.act({ do: 'say', channelId, content: 'Good evening' });
    await page.getByRole('button', { name: '1 new message' }).waitFor();
    expect(await faults(page)).toEqual([]);

    // A post that is pinned and has a thread.
    const rhythm = { channel: channelId, weekday: 'friday', time: '20:00', name: colorScheme, thread: true, pin: true };
    await clara.press(await clara.command('/filmweek schedule', rhythm), 'Confirm');
    await clara.act({ do: 'nextPost' });
    await page
      .getByRole('button', { name: /^Thread: / })
      .last()
      .waitFor();
    await page.locator('summary', { hasText: 'pinned' }).click();
    expect(await faults(page)).toEqual([]);
  });
});
