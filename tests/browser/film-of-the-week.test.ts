import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { become, BrowsedClub, noBrowser, patience, sendCommand } from '../support/browser.ts';

describe.skipIf(noBrowser !== '')(`a newcomer who acts as moderator${noBrowser}`, { timeout: 150_000 }, () => {
  let site: BrowsedClub;
  beforeAll(async () => {
    site = await BrowsedClub.start();
  });
  afterAll(() => site?.[Symbol.asyncDispose]());

  // The steps of the README, word for word.
  test('sets up a weekly film, queues one, previews it, moves the clock to the post, and rates it', async () => {
    const page = await site.open();
    await become(page, /^Clara/);
    await page.getByRole('button', { name: '/filmweek schedule' }).click();
    await page.getByRole('option', { name: '#film-club' }).click();
    await page.getByRole('option', { name: 'Friday' }).click();
    await page.keyboard.type('20:00');
    await page.keyboard.press('Enter');
    await page.getByText('I have all permissions that this needs.').waitFor();
    await page.getByRole('button', { name: 'Confirm' }).click();
    await page.getByText('Done. The schedule “main” is on.').waitFor();

    await sendCommand(page, '/filmweek queue add the cranes are flying');
    await page.getByText('is number 1 in the queue').waitFor();
    await sendCommand(page, '/filmweek preview ');
    const preview = page.getByRole('article').filter({ hasText: 'preview' });
    await preview.getByRole('heading', { name: /The Cranes Are Flying/ }).waitFor();

    await page.getByRole('button', { name: 'Clock → next post' }).click();
    const post = page.getByRole('article').filter({ has: page.getByRole('button', { name: /^5️⃣, / }) });
    await post.getByRole('heading', { name: /The Cranes Are Flying/ }).waitFor();
    await post.getByRole('button', { name: '5️⃣, 1' }).click();
    await post.getByRole('button', { name: '5️⃣, 2' }).waitFor();
    await become(page, /^Anna/);
    await post.getByRole('button', { name: '4️⃣, 1' }).click();
    await become(page, /^Clara/);

    // Whoever reacted before may not have been counted yet.
    await expect
      .poll(async () => {
        await sendCommand(page, '/film week ');
        const answer = page.getByRole('article').filter({ hasText: 'The next one comes' }).last();
        await answer.waitFor();
        return answer.innerText();
      }, patience)
      .toContain('Club rating: 4.5 of 5, 2 ratings');
    expect(site.errors).toEqual([]);
  });

  test('sees what is pinned and where its thread is, and comes there', async () => {
    const page = await site.open({ viewport: { width: 360, height: 800 } });
    const clara = await site.club.as('moderator');
    const channel = await clara.until('a channel', ({ channels }) => channels[0]?.id);
    const rhythm = { channel, weekday: 'sunday', time: '18:00', name: 'late', thread: true, pin: true };
    await clara.press(await clara.command('/filmweek schedule', rhythm), 'Confirm');
    await clara.act({ do: 'nextPost' });
    const post = page.getByRole('article').filter({ has: page.locator('.pin-mark') });
    await post.waitFor();
    const title = await post.getByRole('heading').nth(1).innerText();
    await page.locator('summary', { hasText: '1 pinned' }).click();
    await page.getByRole('listitem').getByRole('button', { name: title }).click();
    await expect.poll(() => post.evaluate((element) => element === document.activeElement), patience).toBe(true);
    await post.getByRole('button', { name: `Thread: ${title}` }).click();
    await page.getByRole('heading', { name: `#${title}`, level: 1 }).waitFor();
    expect(site.errors).toEqual([]);
  });

  test('changes a schedule in a form that is filled in, with menus that the keyboard and a phone work', async () => {
    const page = await site.open({ viewport: { width: 360, height: 800 } });
    const clara = await site.club.as('moderator');
    await clara.act({ do: 'locale', locale: 'en-US' });
    const channel = await clara.until('a channel', ({ channels }) => channels[0]?.id);
    const rhythm = { channel, weekday: 'sunday', time: '18:00', name: 'form', timezone: 'Europe/Moscow' };
    await clara.press(await clara.command('/filmweek schedule', rhythm), 'Confirm');
    await page.getByRole('button', { name: 'Channels and settings' }).click();
    await become(page, /^Clara/);
    await page.keyboard.press('Escape');
    await sendCommand(page, '/filmweek edit form ');
    const form = page.getByRole('dialog', { name: 'Film of the week: form' });
    await form.waitFor();
    expect(await form.getByLabel('Channel').inputValue()).toBe(channel);
    expect(await form.getByLabel('Time').inputValue()).toBe('18:00 Europe/Moscow');
    expect(await form.getByLabel('Day').inputValue()).toBe('sunday');
    await form.getByLabel('Day').selectOption('Monday');
    await form.getByRole('button', { name: 'Submit' }).click();
    await page.getByText('Monday, 18:00 (Europe/Moscow)').waitFor();
    await page.getByRole('button', { name: 'Confirm' }).click();
    await page.getByText('Day: Sunday → Monday').waitFor();
    expect(site.errors).toEqual([]);
  });

  test('is told when nothing is planned, in their language', async () => {
    await using other = await BrowsedClub.start();
    const page = await other.open();
    await page.getByRole('button', { name: 'Clock → next post' }).click();
    await page.getByRole('alert').getByText('No post is planned.').waitFor();
    await page.getByRole('radio', { name: 'Русский' }).first().check({ force: true });
    await page.getByRole('button', { name: 'Часы → следующий пост' }).click();
    await page.getByRole('alert').getByText('Ни один пост не запланирован.').waitFor();
  });
});
