import { setTimeout as sleep } from 'node:timers/promises';
import { BrowsedClub, sendCommand } from '../tests/support/browser.ts';

// Makes the pictures of docs anew: node scripts/readme-picture.ts, with CHROMIUM_PATH where Chromium is in no usual place. The
// system needs a font with emoji, such as Noto Color Emoji.

// docs/playground.png: left the answer to /film theme evacuation in a window, right the card opened from it on a phone.
const height = 860;
await using site = await BrowsedClub.start();
const page = await site.open({ viewport: { width: 860, height }, colorScheme: 'light' });
await sendCommand(page, '/film theme evacuation');
await page.getByRole('combobox', { name: 'Open a film’s card' }).waitFor();
await page.getByRole('textbox', { name: /^Message/ }).blur();
await page.mouse.move(0, 0);
const answer = await page.screenshot();

await page.getByRole('combobox', { name: 'Open a film’s card' }).click();
await page.getByRole('option', { name: /The Cranes Are Flying/ }).click();
await page.getByRole('heading', { name: /The Cranes Are Flying/ }).waitFor();
const phone = await site.open({ viewport: { width: 390, height }, colorScheme: 'dark', hasTouch: true });
await phone
  .getByRole('article')
  .last()
  .evaluate((message) => message.scrollIntoView());
const card = await phone.screenshot();

const picture = (png: Buffer) =>
  `<img src="data:image/png;base64,${png.toString('base64')}" style="border: 1px solid #8886; border-radius: 12px">`;
/** Two pictures beside each other. */
async function putTogether(path: string, left: Buffer, right: Buffer, pictureHeight: number): Promise<void> {
  const frame = await site.open({ viewport: { width: 1280, height: pictureHeight + 20 } });
  // The playground's own policy allows no styles beside its files.
  await frame.goto('about:blank');
  await frame.setContent(
    `<body style="margin: 0; padding: 9px; display: flex; justify-content: space-between; background: transparent">` +
      `${picture(left)}${picture(right)}</body>`,
  );
  await frame.screenshot({ path, omitBackground: true });
}
await putTogether('docs/playground.png', answer, card, height);

// docs/rating.png: left what two members give while the bot is away, right what it says as soon as it is back.
const { club } = site;
const film = 'the-cranes-are-flying';
const clara = await club.as('moderator');
await clara.press(await clara.command('/film info', { film, private: true }), 'Post for rating');
const post = await clara.until('the post with its reactions', ({ messages }) =>
  Object.values(messages)
    .flat()
    .find(({ message }) => message.flags !== 64 && message.reactions?.length === 5),
);
const messageId = post.message.id;
const ratingHeight = 690;
const wide = await site.open({ viewport: { width: 860, height: ratingHeight }, colorScheme: 'light' });
const narrow = await site.open({
  viewport: { width: 390, height: ratingHeight },
  colorScheme: 'light',
  hasTouch: true,
});
await clara.act({ do: 'bot', run: false });
await clara.until('the bot has stopped', ({ bot }) => bot.state === 'offline' || undefined);
await (await club.as('member')).act({ do: 'react', messageId, emoji: '5️⃣' });
await (await club.as('newcomer')).act({ do: 'react', messageId, emoji: '4️⃣' });
for (const pressed of ['5️⃣, 2', '4️⃣, 2']) await wide.getByRole('button', { name: pressed }).waitFor();
await wide.getByRole('textbox', { name: /^Message/ }).blur();
await wide.mouse.move(0, 0);
const away = await wide.screenshot();
await clara.act({ do: 'bot', run: true });
await clara.until('the bot is back', ({ bot }) => bot.state === 'online' || undefined);
const told = async (): Promise<string> =>
  JSON.stringify((await clara.command('/film info', { film, private: true })).message);
while (!(await told()).includes('4.5 of 5, 2 ratings')) await sleep(500);
await sendCommand(narrow, `/film rate film:${film} score:5`);
await narrow.getByText('Club rating: 4.5 of 5, 2 ratings').waitFor();
await narrow.getByRole('textbox', { name: /^Message/ }).blur();
await putTogether('docs/rating.png', away, await narrow.screenshot(), ratingHeight);

// docs/film-of-the-week.png: a film that came by itself, with reactions.
await clara.press(
  await clara.command('/filmweek schedule', { channel: post.message.channel_id, weekday: 'friday', time: '20:00' }),
  'Confirm',
);
await clara.command('/filmweek queue add', { film: 'ballad-of-a-soldier' });
await clara.act({ do: 'nextPost' });
const weekly = await clara.until('the film of the week with its reactions', ({ messages }) =>
  Object.values(messages)
    .flat()
    .find(({ message }) => message.content.includes('Film of the week') && message.reactions?.length === 5),
);
for (const [role, emoji] of [
  ['moderator', '5️⃣'],
  ['newcomer', '5️⃣'],
  ['member', '4️⃣'],
] as const)
  await (await club.as(role)).act({ do: 'react', messageId: weekly.message.id, emoji });
const week = await site.open({ viewport: { width: 1280, height: 860 }, colorScheme: 'light' });
await week.getByRole('button', { name: '5️⃣, 3' }).last().waitFor();
await week.getByRole('textbox', { name: /^Message/ }).blur();
await week.getByRole('button', { name: 'Clock → next post' }).hover();
await week.screenshot({ path: 'docs/film-of-the-week.png' });
