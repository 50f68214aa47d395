import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { become, BrowsedClub, noBrowser, patience } from '../support/browser.ts';

const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };

const focused = (page: Page): Promise<string> => page.evaluate(() => document.activeElement?.id ?? '');
const last = (page: Page): Locator => page.getByRole('article').last();
const box = (page: Page): Locator => page.getByRole('textbox', { name: /^(Message|Написать в) / });

/** In a place of its own: the bot's direct messages, or a channel where nothing was asked yet. */
async function type(page: Page, line: string): Promise<void> {
  await box(page).fill('');
  await box(page).pressSequentially(line);
}

describe.skipIf(noBrowser !== '')(`whoever writes a command${noBrowser}`, { timeout: 150_000 }, () => {
  let site: BrowsedClub;
  beforeAll(async () => {
    site = await BrowsedClub.start();
  });
  afterAll(() => site?.[Symbol.asyncDispose]());

  test('can begin to type as soon as the page is there, and wherever nothing else takes the keys', async () => {
    const page = await site.open();
    await page.keyboard.type('Hello');
    expect(await box(page).inputValue()).toBe('Hello');
    await page.getByRole('log').click({ position: { x: 400, y: 5 } });
    await expect.poll(() => focused(page), patience).not.toBe('compose-text');
    await page.keyboard.type('there');
    expect(await box(page).inputValue()).toBe('Hellothere');
    await page.getByRole('button', { name: 'general' }).focus();
    await page.keyboard.press('Control+a');
    await page.getByLabel('You are').focus();
    await page.keyboard.press('x');
    expect(await focused(page)).toBe('person');
  });

  test('keeps what they wrote when they become somebody else, whose commands it may begin', async () => {
    const page = await site.open();
    await become(page, /newcomer/);
    await box(page).fill('/filmweek edit ');
    expect(await page.getByRole('group', { name: /^\// }).count()).toBe(0);
    await become(page, /^Clara/);
    await page.getByRole('group', { name: /^\/(filmweek edit|фильм-недели изменить)$/ }).waitFor();
    await page.keyboard.press('Escape');
    await become(page, /^Anna/);
    await box(page).fill('Hello');
    await become(page, /^Clara/);
    await expect.poll(() => box(page).inputValue(), patience).toBe('Hello');
  });

  test('is not met by the keyboard of a phone', async () => {
    const page = await site.open(phone);
    expect(await focused(page)).toBe('');
    await page.getByRole('button', { name: 'Channels and settings' }).click();
    await page.getByRole('button', { name: 'general' }).click();
    await page.getByRole('heading', { name: '#general' }).waitFor();
    expect(await focused(page)).not.toBe('compose-text');
  });

  test('takes True with Enter where the list has it first, and sends with the next', async () => {
    const page = await site.open();
    await type(page, '/film themes');
    await page.getByRole('option', { name: '/film themes', selected: true }).waitFor();
    await page.keyboard.press('Tab');
    await page.keyboard.type('private');
    await page.getByRole('option', { name: /^private/, selected: true }).waitFor();
    await page.keyboard.press('Enter');
    await page.getByRole('option', { name: 'True', selected: true }).waitFor();
    await page.keyboard.press('Enter');
    await expect.poll(() => page.getByRole('combobox', { name: 'private' }).inputValue(), patience).toBe('True');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Themes' }).waitFor();
    expect(await last(page).innerText()).toContain('Only you can see this');
  });

  test('is told of an option left empty instead of sending without it', async () => {
    const page = await site.open();
    const before = await page.getByRole('article').count();
    await type(page, '/film themes private:');
    await page.getByRole('option', { name: 'True', selected: true }).waitFor();
    await page.keyboard.press('Escape');
    await page.keyboard.press('Enter');
    await page.getByRole('alert').filter({ hasText: 'Fill in “private” first' }).waitFor();
    expect(await page.getByRole('article').count()).toBe(before);
  });

  test.each([
    '/film theme evacuation private: True',
    '/film theme theme: evacuation private: True',
    '/film theme private:True theme:evacuation',
    '/film theme private: да theme: evacuation',
  ])('may type all of %s', async (line) => {
    const russian = line.includes('да');
    const page = await site.open();
    await page.getByRole('button', { name: '@ kinoklub' }).click();
    const speak = (group: string, language: string) =>
      page.getByRole('radiogroup', { name: group }).getByRole('radio', { name: language }).check();
    if (russian) await speak('Your language', 'Русский');
    await box(page).waitFor();
    const before = await page.getByRole('article').count();
    await type(page, line);
    await expect.poll(() => page.locator('.pill').count(), patience).toBe(2);
    await page.keyboard.press('Enter');
    await expect
      .poll(async () => {
        if ((await page.locator('.pill').count()) > 0) await page.keyboard.press('Enter');
        return page.getByRole('article').count();
      }, patience)
      .toBe(before + 1);
    await last(page)
      .getByRole('heading', { name: /^(Evacuation|Эвакуация)$/ })
      .waitFor();
    expect(await last(page).innerText()).toMatch(/Only you can see this|Это видите только вы/);
    if (russian) await speak('Ваш язык', 'English');
  });

  test('is told that a command has no such option, typed or pasted', async () => {
    const page = await site.open();
    const alert = page.getByRole('alert').filter({ hasText: 'There is no option “private”' });
    await type(page, '/film help private: True');
    await page.keyboard.press('Enter');
    await alert.waitFor();
    await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');
    await box(page).fill('/film help private: True');
    await page.keyboard.press('Enter');
    await alert.waitFor();
    expect(await page.getByRole('group', { name: '/film help' }).count()).toBe(1);
  });

  test('may mix the names as registered with those of the own language', async () => {
    const page = await site.open();
    const speak = (group: string, language: string) =>
      page.getByRole('radiogroup', { name: group }).getByRole('radio', { name: language }).check();
    await speak('Your language', 'Русский');
    await page.getByText('Ваш язык').waitFor();
    for (const line of ['/film тема эвакуация private: да', '/фильм theme theme: эвакуация только-мне: True']) {
      const before = await page.getByRole('article').count();
      await box(page).fill(line);
      await page.getByRole('group', { name: '/фильм тема' }).waitFor();
      await page.getByRole('button', { name: 'Отправить' }).click();
      await expect.poll(() => page.getByRole('article').count(), patience).toBe(before + 1);
      await last(page).getByRole('heading', { name: 'Эвакуация', exact: true }).waitFor();
      expect(await last(page).innerText()).toContain('Это видите только вы');
    }
    await box(page).pressSequentially('/film те');
    await page.getByRole('option', { name: /^\/фильм тема/ }).waitFor();
    await box(page).fill('');
    await speak('Ваш язык', 'English');
    await page.getByText('Your language').waitFor();
  });
});
