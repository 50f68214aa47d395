import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { become, BrowsedClub, noBrowser, patience, sendCommand } from '../support/browser.ts';

/** Whether it stands at the top of the view of the messages, or as near as there are messages below it. */
const isInView = (message: Locator): Promise<boolean> =>
  message.evaluate((element) => {
    const [own, log] = [element, element.closest('#messages') ?? element].map((part) => part.getBoundingClientRect());
    return own !== undefined && log !== undefined && own.top > log.top - 2 && own.top < log.bottom - 40;
  });

/** How a message that somebody was led to stands out, as long as it does. */
const marksOf = (message: Locator) =>
  message.evaluate((element) => element.getAnimations().map(({ effect }) => effect?.getTiming().easing));

describe.skipIf(noBrowser !== '')(`links to what is in the club${noBrowser}`, { timeout: 150_000 }, () => {
  let site: BrowsedClub;
  beforeAll(async () => {
    site = await BrowsedClub.start();
  });
  afterAll(() => site?.[Symbol.asyncDispose]());

  const channelId = async (name: string): Promise<string> => {
    const anna = await site.club.as('member');
    return anna.until(`#${name}`, ({ channels }) => channels.find((one) => one.name === name)?.id);
  };
  const guildId = async (): Promise<string> =>
    (await site.club.as('member')).until('the club', ({ guild }) => guild.id);
  async function say(page: Page, words: string): Promise<Locator> {
    await page.getByRole('textbox', { name: /^Message / }).fill(words);
    await page.keyboard.press('Enter');
    const said = page.getByRole('article').filter({ hasText: words.replaceAll(/\[(.*?)\]\(.*?\)|<#.*$/g, '$1') });
    await said.waitFor();
    return said;
  }

  test('lead from the answer of Post for rating to the post, from another channel too, with a keyboard', async () => {
    const page = await site.open({ reducedMotion: 'no-preference' });
    await become(page, /^Clara/);
    await page.getByRole('button', { name: 'general' }).click();
    await sendCommand(page, '/film info Ballad of a Soldier');
    await page.getByRole('button', { name: 'Post for rating' }).click();
    const link = page.getByText('Posted for rating:').getByRole('link');
    const address = (await link.innerText()).trim();
    const post = page.locator(`[id="message-${address.split('/').at(-1)}"]`);
    await link.click();
    await expect.poll(() => isInView(post), patience).toBe(true);
    expect(await marksOf(post)).toEqual(['ease-in']);

    await page.getByRole('button', { name: 'film-club' }).click();
    const said = await say(page, `Rate with us: [the post](${address})`);
    await said.getByRole('link', { name: 'the post' }).press('Enter');
    await page.getByRole('heading', { name: '#general' }).waitFor();
    await expect.poll(() => isInView(post), patience).toBe(true);
    expect(await post.evaluate((element) => element === document.activeElement)).toBe(true);
    expect(page.context().pages()).toHaveLength(1);
  });

  test('mark the message without any movement for whoever wants none', async () => {
    const page = await site.open({ reducedMotion: 'reduce' });
    const target = await say(page, 'Bring a friend on Friday');
    const id = (await target.getAttribute('id'))?.replace('message-', '');
    const name = (await page.getByRole('heading', { level: 1 }).innerText()).slice(1);
    const said = await say(
      page,
      `[as I said](https://discord.com/channels/${await guildId()}/${await channelId(name)}/${id})`,
    );
    await said.getByRole('link').click();
    expect(await marksOf(target)).toEqual([expect.stringMatching(/^step/)]);
    await expect.poll(() => marksOf(target), patience).toEqual([]);
  });

  test('lead to a channel, and nowhere when it is gone; those to anywhere else stay as they are', async () => {
    const page = await site.open();
    const club = `https://discord.com/channels/${await guildId()}`;
    const elsewhere = 'https://discord.com/channels/1/2/3';
    const said = await say(
      page,
      `[one](${club}/${await channelId('announcements')}) [two](${club}/7) [three](${elsewhere})`,
    );
    expect(await said.getByText('two').getAttribute('href')).toBeNull();
    expect(await said.getByRole('link', { name: 'three' }).getAttribute('href')).toBe(elsewhere);
    await said.getByRole('link', { name: 'one' }).click();
    await page.getByRole('heading', { name: '#announcements' }).waitFor();
  });

  test('are what a channel is called by, too, in messages and in answers of the bot', async () => {
    const page = await site.open();
    const said = await say(page, `Come to <#${await channelId('announcements')}>, not to <#7>`);
    expect(await said.getByText('#7').getAttribute('href')).toBeNull();
    await said.getByRole('link', { name: '#announcements' }).press('Enter');
    await page.getByRole('heading', { name: '#announcements' }).waitFor();

    await become(page, /^Clara/);
    await page.getByRole('button', { name: 'general' }).click();
    await sendCommand(page, '/filmconfig log channel: announcements');
    await page.getByRole('log').getByRole('link', { name: '#announcements' }).click();
    await page.getByRole('heading', { name: '#announcements' }).waitFor();
  });

  test('says nothing about errors to the console', () => {
    expect(site.errors).toEqual([]);
  });
});
