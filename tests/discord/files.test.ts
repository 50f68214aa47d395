import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, expect, test } from 'vitest';
import { z } from 'zod';
import { defineSubcommand } from '../../src/discord/command.ts';
import type { SlashCommand } from '../../src/discord/command.ts';
import { defineComponent } from '../../src/discord/component.ts';
import { button, buttonRow } from '../../src/discord/embeds/rows.ts';
import { messagePayload } from '../../src/discord/message-payload.ts';
import type { MessageFile, MessageReply } from '../../src/discord/reply.ts';
import type { MessageView } from '../../src/playground/protocol.ts';
import type { Club } from '../support/club.ts';
import { startHallway } from '../support/hallway.ts';
import { aPixel } from '../playground/wire.ts';

let club: Club | undefined;
afterEach(() => club?.[Symbol.asyncDispose]());

const text = (name: string, words: string): MessageFile => ({
  ...{ name, data: new TextEncoder().encode(words), contentType: 'text/plain' },
});
const chart: MessageFile = { name: 'chart.png', data: aPixel, contentType: 'image/png', description: 'The ranking' };

const goOn = defineComponent({
  route: 'go-on',
  args: z.tuple([]),
  placement: 'update',
  execute: () => ({ content: 'Without a file' }),
});

/** A club whose bot answers `/club files` so, after `ms`. */
async function answering(reply: MessageReply, ms = 0): Promise<Club> {
  const files = defineSubcommand({
    ...{ name: 'files', options: {}, visibility: 'public' },
    execute: async () => {
      await sleep(ms);
      return reply;
    },
  });
  const command: SlashCommand = { kind: 'slash', name: 'club', inDirectMessages: true, subcommands: [files] };
  club = await startHallway({ commands: [command], components: [goOn] });
  return club;
}

const filesOf = ({ message }: MessageView) =>
  Promise.all(
    message.attachments.map(async ({ filename, url, description }) => ({
      ...{ filename, description, words: await (await fetch(url)).text() },
    })),
  );

test('a reply carries its files, each with its name and description', async () => {
  const member = await (
    await answering({ files: [text('a.txt', 'Ещё'), { ...text('b.txt', 'two'), description: 'B' }] })
  ).as();
  expect(await filesOf(await member.command('/club files'))).toEqual([
    { filename: 'a.txt', description: undefined, words: 'Ещё' },
    { filename: 'b.txt', description: 'B', words: 'two' },
  ]);
});

test('an embed of a reply shows a picture that comes with it', async () => {
  const embeds = [{ title: 'Ranking', image: { url: 'attachment://chart.png' } }];
  const member = await (await answering({ embeds, files: [chart] })).as();
  const { message } = await member.command('/club files');
  expect(message.attachments).toEqual([]);
  const served = await fetch(message.embeds[0]?.image?.url ?? '');
  expect(new Uint8Array(await served.arrayBuffer())).toEqual(aPixel);
});

test('files come along when the answer takes so long that it was deferred', async () => {
  const member = await (await answering({ content: 'At last', files: [text('a.txt', 'late')] }, 1700)).as();
  const view = await member.command('/club files');
  expect(view.message.content).toBe('At last');
  expect(await filesOf(view)).toMatchObject([{ filename: 'a.txt', words: 'late' }]);
});

test('a file that a slow line would not carry in time comes after a deferral', async () => {
  const open = await answering({ files: [text('a.txt', 'x'.repeat(200_000))] });
  const { message } = await (await open.as()).command('/club files');
  expect(message.attachments).toMatchObject([{ filename: 'a.txt', size: 200_000 }]);
  const callbacks = open.playground.ledger.requests.filter(({ path }) => path.endsWith('/callback'));
  expect(callbacks.map(({ body }) => (body as { type: number }).type)).toEqual([5]);
});

test('a stumble of Discord’s costs no file, and doubles none', async () => {
  const open = await answering({ files: [text('a.txt', 'whole')] });
  const [member, { playground }] = [await open.as(), open];
  playground.faults.rest.next('callback', { status: 502 }, 2);
  expect(await filesOf(await member.command('/club files'))).toMatchObject([{ words: 'whole' }]);
  expect(playground.ledger.events('message').filter(({ what }) => what === 'created')).toHaveLength(1);
});

test('a press that puts another reply in place of a file leaves none behind', async () => {
  const components = buttonRow(button('Go on', goOn.customId()));
  const member = await (await answering({ files: [text('a.txt', 'first')], components })).as();
  const { message } = await member.press(await member.command('/club files'), 'Go on');
  expect(message).toMatchObject({ content: 'Without a file', attachments: [] });
});

test('a file larger than Discord takes here is refused in words, before it is sent', async () => {
  const data = new Uint8Array(10 * 1024 * 1024 + 1);
  const member = await (await answering({ files: [{ name: 'large.bin', data, contentType: 'x/y' }] })).as();
  const view = await member.command('/club files');
  expect(view).toMatchObject({ ephemeral: true, message: { attachments: [] } });
  expect(view.message.content).toBe('The answer is a file, and larger than Discord takes here. Please ask for less.');
});

test('what a place allows for files is kept, as is what a request has room for', () => {
  const files = [text('a.txt', '12345')];
  expect(messagePayload({ files }, 5).files).toEqual(files);
  expect(() => messagePayload({ files }, 4)).toThrow('error.file-too-large');
  const half = { ...chart, data: new Uint8Array(13 * 1024 * 1024) };
  expect(() => messagePayload({ files: [half, half] }, 100 * 1024 * 1024)).toThrow('error.file-too-large');
});

test('Discord takes ten files of a message, and 1,024 characters about each', () => {
  const one = { ...text('a.txt', 'x'), description: 'long '.repeat(300) };
  const { body, files } = messagePayload({ files: Array<MessageFile>(12).fill(one) });
  expect(files).toHaveLength(10);
  expect(body.attachments.map(({ id }) => id)).toEqual(['0', '1', '2', '3', '4', '5', '6', '7', '8', '9']);
  for (const { description = '' } of body.attachments) expect(description?.length).toBeLessThanOrEqual(1024);
});
