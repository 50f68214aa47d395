import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { BrowsedClub, noBrowser, patience, sendCommand } from '../support/browser.ts';
import type { Visitor } from '../support/club.ts';

/** Where a message begins in the view of the messages, and how high both are, in pixels. */
const placeOf = (message: Locator) =>
  message.evaluate((element) => {
    const [own, view] = [element, element.closest('#messages') ?? element].map((part) => part.getBoundingClientRect());
    return { top: (own?.top ?? 0) - (view?.top ?? 0), height: own?.height ?? 0, view: view?.height ?? 0 };
  });

/** From its start where it is taller than the view, else whole. */
async function isInView(message: Locator): Promise<boolean> {
  const { top, height, view } = await placeOf(message);
  return height > view ? Math.abs(top) < 3 : top > -1 && top + height < view + 1;
}

const last = (page: Page): Locator => page.getByRole('article').last();
const scrollTo = (page: Page, top: number): Promise<void> =>
  page.getByRole('log').evaluate((log, to) => {
    log.scrollTop = to;
  }, top);
const scrolled = (page: Page): Promise<number> => page.getByRole('log').evaluate((log) => log.scrollTop);
/** The answer with a list of several pages, in view. */
async function openList(page: Page): Promise<Locator> {
  await sendCommand(page, '/film theme evacuation');
  const list = last(page);
  await list.getByRole('heading', { name: 'Evacuation', exact: true }).waitFor();
  await expect.poll(() => isInView(list), patience).toBe(true);
  return list;
}

/** Near enough to be led to the end by whatever comes, and for that to move a button away from under the pointer. */
async function aLittleAboveTheEnd(page: Page): Promise<void> {
  await scrollTo(page, 1_000_000);
  await scrollTo(page, (await scrolled(page)) - 30);
}

async function centreOf(part: Locator): Promise<{ x: number; y: number }> {
  const box = await part.boundingBox();
  if (!box) throw new Error('not to be seen');
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

describe.skipIf(noBrowser !== '')(`the view of the messages${noBrowser}`, { timeout: 150_000 }, () => {
  let site: BrowsedClub;
  let clara: Visitor;
  const say = async (page: Page, content: string): Promise<void> => {
    const name = (await page.getByRole('heading', { level: 1 }).innerText()).slice(1);
    const channelId = await clara.until(`#${name}`, ({ channels }) => channels.find((one) => one.name === name)?.id);
    await clara.act({ do: 'say', channelId, content });
  };
  beforeAll(async () => {
    site = await BrowsedClub.start();
    clara = await site.club.as('moderator');
  });
  afterAll(() => site?.[Symbol.asyncDispose]());

  test.each([
    { width: 1280, height: 900 },
    { width: 390, height: 844 },
  ])('brings every answer to one’s own commands into view, $width pixels wide', async (viewport) => {
    const page = await site.open({ viewport });
    await sendCommand(page, '/film theme evacuation');
    const list = page.getByRole('article').filter({ has: page.getByRole('heading', { name: 'Evacuation' }) });
    await expect.poll(() => isInView(list.last()), patience).toBe(true);
    const { height, view } = await placeOf(list.last());
    expect(height).toBeGreaterThan(view);

    await list.last().getByRole('combobox').click();
    await page.getByRole('option', { name: /The Cranes Are Flying/ }).click();
    const card = page.getByRole('article').filter({ hasText: 'Directed by' }).last();
    await expect.poll(() => isInView(card), patience).toBe(true);

    await card.getByRole('button', { name: 'Similar films' }).click();
    await page
      .getByRole('heading', { name: /like|similar/i })
      .last()
      .waitFor();
    await expect.poll(() => isInView(last(page)), patience).toBe(true);
    await sendCommand(page, '/film help ');
    await expect.poll(() => last(page).innerText(), patience).toContain('/film random');
    await expect.poll(() => isInView(last(page)), patience).toBe(true);

    await scrollTo(page, 0);
    await page.getByRole('textbox', { name: /^Message / }).fill(`Seen from far above, ${viewport.width}`);
    await page.keyboard.press('Enter');
    await page.getByText(`Seen from far above, ${viewport.width}`).waitFor();
    await expect.poll(() => isInView(last(page)), patience).toBe(true);
  });

  test('follows others for whoever is at the end, or at the start of a last message taller than it', async () => {
    const page = await site.open();
    await page.getByRole('button', { name: 'general' }).click();
    await sendCommand(page, '/film theme evacuation');
    await page.getByRole('heading', { name: 'Evacuation', exact: true }).waitFor();
    await expect.poll(() => isInView(last(page)), patience).toBe(true);
    await say(page, 'Good evening');
    await page.getByText('Good evening').waitFor();
    await expect.poll(() => isInView(last(page)), patience).toBe(true);
    await say(page, 'to all of you');
    await page.getByText('to all of you').waitFor();
    await expect.poll(() => isInView(last(page)), patience).toBe(true);
  });

  test('stays with a reader who scrolled up, counts what is new, and leads there', async () => {
    const page = await site.open();
    await sendCommand(page, '/film theme evacuation');
    await page.getByRole('heading', { name: 'Evacuation', exact: true }).last().waitFor();
    await expect.poll(() => isInView(last(page)), patience).toBe(true);
    await scrollTo(page, 0);
    await say(page, 'One');
    await page.getByRole('button', { name: '1 new message', exact: true }).waitFor();
    await say(page, 'Two');
    await page.getByRole('button', { name: '2 new messages' }).waitFor();
    expect(await scrolled(page)).toBe(0);

    await page.getByRole('button', { name: '2 new messages' }).press('Enter');
    await expect.poll(() => isInView(last(page)), patience).toBe(true);
    expect(await last(page).innerText()).toContain('Two');
    await page.getByRole('button', { name: /new message/ }).waitFor({ state: 'detached' });
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('messages');

    await scrollTo(page, 0);
    await say(page, 'Three');
    await page.getByRole('button', { name: '1 new message', exact: true }).waitFor();
    await scrollTo(page, 1_000_000);
    await page.getByRole('button', { name: /new message/ }).waitFor({ state: 'detached' });
  });

  test('moves nothing under a held pointer, and catches up when it is let go', async () => {
    const page = await site.open({ viewport: { width: 1280, height: 900 } });
    const list = await openList(page);
    await aLittleAboveTheEnd(page);
    await page.getByRole('textbox', { name: /^Message / }).focus();
    const { x, y } = await centreOf(list.getByRole('button', { name: 'Next' }));
    await page.mouse.move(x, y);
    await page.mouse.down();
    const before = await scrolled(page);
    await say(page, 'Meanwhile');
    await page.getByRole('log').getByText('Meanwhile').waitFor();
    expect(await scrolled(page)).toBe(before);

    await page.mouse.up();
    await page
      .getByRole('log')
      .getByText(/page 2 of/i)
      .waitFor();
    await expect.poll(() => isInView(last(page)), patience).toBe(true);
    expect(await last(page).innerText()).toContain('Meanwhile');
  });

  test('shows an answer from its top, also where a pointer was held since another channel was chosen', async () => {
    const page = await site.open();
    await page.mouse.move(4, 4);
    await page.mouse.down();
    await page.getByRole('button', { name: 'general' }).press('Enter');
    await page.getByRole('textbox', { name: 'Message #general' }).fill('/film theme evacuation');
    await page.getByRole('group', { name: /^\// }).waitFor();
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Evacuation', exact: true }).waitFor();
    await page.mouse.up();
    await expect.poll(() => isInView(last(page)), patience).toBe(true);
  });

  test('lets a finger press what it touches', async () => {
    const page = await site.open({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });
    const list = await openList(page);
    await aLittleAboveTheEnd(page);
    await page.getByRole('textbox', { name: /^Message / }).focus();
    const { x, y } = await centreOf(list.getByRole('button', { name: 'Next' }));
    await page.touchscreen.tap(x, y);
    await list.getByText(/page 2 of/i).waitFor();
  });

  test('does not move while one turns the pages of a list', async () => {
    const page = await site.open();
    const list = await openList(page);
    await scrollTo(page, 1_000_000);
    const next = list.getByRole('button', { name: 'Next' });
    const before = await placeOf(next);
    await next.click();
    await list.getByText(/page 2 of/i).waitFor();
    expect((await placeOf(next)).top).toBeCloseTo(before.top, 0);
  });
});
