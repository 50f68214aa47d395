import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { become, BrowsedClub, noBrowser, patience, sendCommand } from '../support/browser.ts';

const phone = { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true };

/** On how many lines these words stand, wherever they do. */
const linesOf = (page: Page, words: string): Promise<number[]> =>
  page.evaluate((wanted) => {
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const lines: number[] = [];
    while (texts.nextNode()) {
      const at = texts.currentNode.textContent?.indexOf(wanted) ?? -1;
      if (at === -1 || texts.currentNode.parentElement?.checkVisibility() === false) continue;
      const range = document.createRange();
      range.setStart(texts.currentNode, at);
      range.setEnd(texts.currentNode, at + wanted.length);
      lines.push(new Set([...range.getClientRects()].map(({ top }) => Math.round(top))).size);
    }
    return lines;
  }, words);

describe.skipIf(noBrowser !== '')(`the page${noBrowser}`, { timeout: 150_000 }, () => {
  let site: BrowsedClub;
  beforeAll(async () => {
    site = await BrowsedClub.start();
  });
  afterAll(() => site?.[Symbol.asyncDispose]());

  test('says that it is loading until there is something to show', async () => {
    const asked = Promise.withResolvers<{ page: Page; connect: () => void }>();
    const opening = site.open({}, (page) =>
      page.routeWebSocket(/\/live/, (socket) => {
        asked.resolve({ page, connect: () => socket.connectToServer() });
      }),
    );
    const wait = async (): Promise<void> => {
      const { page, connect } = await asked.promise;
      await page.getByText('Loading…').waitFor();
      connect();
      await page.getByText('Loading…').waitFor({ state: 'detached' });
    };
    await Promise.all([opening, wait()]);
  });

  test('fits a phone: nothing is wider than 360 pixels, and the sidebar is a drawer', async () => {
    const page = await site.open(phone);
    const overflow = () => page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    await sendCommand(page, '/film theme evacuation');
    await page.getByRole('heading', { name: 'Evacuation', exact: true }).waitFor();
    await page.getByRole('combobox', { name: 'Open a film’s card' }).click();
    expect(await overflow()).toBe(0);
    await page.getByRole('option', { name: /The Cranes Are Flying/ }).click();
    await page.getByRole('heading', { name: /The Cranes Are Flying/ }).waitFor();
    expect(await overflow()).toBe(0);
    const wider = await page.evaluate(() =>
      [...document.querySelectorAll('.message *')]
        .filter((element) => element.getBoundingClientRect().right > window.innerWidth)
        .map((element) => element.className),
    );
    expect(wider).toEqual([]);

    await page.getByRole('button', { name: 'Channels and settings' }).click();
    await page.getByRole('button', { name: 'announcements' }).click();
    await page.getByRole('heading', { name: '#announcements' }).waitFor();
    expect(await page.getByRole('button', { name: 'announcements' }).isVisible()).toBe(false);
  });

  test('tells all of how to write on a phone, in Russian too', async () => {
    const page = await site.open(phone);
    await page.getByRole('button', { name: 'Channels and settings' }).click();
    await become(page, /newcomer/);
    await page.getByRole('heading', { name: 'Каналы' }).waitFor();
    await page.keyboard.press('Escape');
    for (const name of ['announcements', 'film-club']) {
      await page.getByRole('button', { name: 'Каналы и настройки' }).click();
      await page.getByRole('button', { name }).click();
      const composer = page.getByRole('textbox', { name: `Написать в #${name}` });
      expect(await composer.evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth)).toBe(0);
    }
  });

  test('speaks Russian to whoever reads Russian', async () => {
    const page = await site.open();
    const choose = (group: string, language: string) =>
      page.getByRole('radiogroup', { name: group }).getByRole('radio', { name: language }).check();
    await choose('Your language', 'Русский');
    await choose('Язык клуба', 'Русский');
    await sendCommand(page, '/фильм тема эвакуация');
    await page.getByRole('heading', { name: 'Эвакуация', exact: true }).waitFor();
    expect(await page.evaluate(() => document.documentElement.lang)).toBe('ru');
    expect(await page.locator('.used-by').last().innerText()).toContain('Anna использует');
    // Nothing that makes a man of Anna or Vera.
    expect(await page.getByLabel('Вы', { exact: true }).innerText()).not.toMatch(/участник|новичок/);
    expect(await page.getByRole('option', { name: 'Clara · модератор · English' }).count()).toBe(1);
    expect(await linesOf(page, 'Остановить')).toEqual([1]);

    await sendCommand(page, '/фильм помощь ');
    await page.getByText('/фильм поиск').waitFor();
    for (let width = 320; width <= 440; width += 10) {
      await page.setViewportSize({ width, height: 800 });
      expect(new Set(await linesOf(page, '/фильм'))).toEqual(new Set([1]));
    }
    await page.setViewportSize({ width: 1280, height: 800 });
    await choose('Язык клуба', 'English');
    await choose('Ваш язык', 'English');
    await page.getByText('Your language').waitFor();
  });

  test('opens Film details from the menu of a message that names a film', async () => {
    const page = await site.open();
    await page.getByRole('button', { name: 'general' }).click();
    await page.getByRole('textbox', { name: /^Message / }).fill('Have you seen Ballad of a Soldier?');
    await page.keyboard.press('Enter');
    const said = page.getByRole('article').filter({ hasText: 'Have you seen' });
    await said.getByRole('button', { name: 'Message menu' }).press('Enter');
    await page.getByRole('menuitem', { name: 'Film details' }).press('Enter');
    const answer = page.getByRole('article').filter({ hasText: 'Film details' });
    await answer.getByText('Only you can see this').waitFor();
    expect(await answer.innerText()).toContain('Ballad of a Soldier');
    await answer.getByRole('button', { name: 'Dismiss message' }).click();
    await answer.waitFor({ state: 'detached' });

    await said.click({ button: 'right' });
    await page.getByRole('menuitemcheckbox', { name: '👍' }).click();
    await said.getByRole('button', { name: '👍, 1', pressed: true }).click();
    await said.getByRole('button', { name: /👍/, pressed: true }).waitFor({ state: 'detached' });
  });

  test('is light or dark as the system is, until a visitor decides', async () => {
    const page = await site.open({ colorScheme: 'dark' });
    const lightness = () =>
      page.evaluate(() => {
        const [red = 0] = getComputedStyle(document.documentElement).backgroundColor.match(/\d+/g)?.map(Number) ?? [];
        return red > 127 ? 'light' : 'dark';
      });
    expect(await lightness()).toBe('dark');
    await page.emulateMedia({ colorScheme: 'light' });
    expect(await lightness()).toBe('light');
    await page.getByRole('radio', { name: 'Dark' }).check();
    await expect.poll(lightness, patience).toBe('dark');
    await page.reload();
    await page.getByRole('log').waitFor();
    expect(await lightness()).toBe('dark');
  });

  test('shows what people write and never runs it', async () => {
    const page = await site.open();
    await page.getByRole('button', { name: '@ kinoklub' }).click();
    await page
      .getByRole('textbox', { name: /^Message / })
      .fill('<img src=x onerror="document.title=`taken`"> **bold** [go](javascript:alert(1))');
    await page.keyboard.press('Enter');
    const said = page.getByRole('article').last();
    await said.getByText('bold', { exact: true }).waitFor();
    expect(await said.locator('.content img, .content a').count()).toBe(0);
    expect(await said.innerText()).toContain('<img src=x');
    expect(await page.title()).not.toBe('taken');
  });

  test('shows of a menu all there is room for, and where there is more', async () => {
    const page = await site.open({ viewport: { width: 1280, height: 1200 } });
    const list = page.getByRole('listbox').filter({ has: page.getByRole('option', { name: /The Cranes Are Flying/ }) });
    const measure = () =>
      list.evaluate((element) => {
        const { bottom } = element.getBoundingClientRect();
        const cut = [...element.children]
          .map((option) => option.getBoundingClientRect())
          .find((option) => option.top < bottom && option.bottom > bottom);
        return { hidden: element.scrollHeight - element.clientHeight, cut: cut && (bottom - cut.top) / cut.height };
      });
    await page.getByRole('button', { name: 'general' }).click();
    await sendCommand(page, '/film theme evacuation');
    await page.getByRole('combobox', { name: 'Open a film’s card' }).click();
    await list.waitFor();
    expect(await measure()).toMatchObject({ hidden: 0 });
    await page.keyboard.press('Escape');

    await page.setViewportSize({ width: 390, height: 640 });
    await page.getByRole('combobox', { name: 'Open a film’s card' }).click();
    await list.waitFor();
    const { hidden, cut } = await measure();
    expect(hidden).toBeGreaterThan(0);
    expect(cut).toBeCloseTo(0.5, 1);
  });

  test('says nothing about errors to the console', () => {
    expect(site.errors).toEqual([]);
  });
});
