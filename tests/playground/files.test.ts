import { OverwriteType, PermissionFlagsBits } from 'discord.js';
import type { APIMessage } from 'discord.js';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Stage } from './stage.ts';
import { aForm, aPixel, faultsOf } from './wire.ts';

let stage: Stage;
beforeEach(async () => {
  stage = await Stage.open();
});
afterEach(() => stage[Symbol.asyncDispose]());

const ratings = new File(['{"ratings":[]}'], 'ratings.json', { type: 'application/json' });
const chart = new File([aPixel], 'chart.png', { type: 'image/png' });
const post = (message: object | string, ...files: File[]) =>
  stage.call(`POST /channels/${stage.channel}/messages`, aForm(message, ...files));
const posted = async (message: object, ...files: File[]): Promise<APIMessage> => {
  const { status, body } = await post(message, ...files);
  if (status !== 200) throw new Error(JSON.stringify(body));
  return body as APIMessage;
};
const edited = async ({ id }: APIMessage, body: object): Promise<APIMessage> =>
  (await stage.call(`PATCH /channels/${stage.channel}/messages/${id}`, body)).body as APIMessage;
const namesOf = ({ attachments }: APIMessage): string[] => attachments.map(({ filename }) => filename);

test('a file comes with its message, and can be saved as it was sent', async () => {
  const { attachments } = await posted({ content: 'Yours', attachments: [{ id: 0, description: 'All' }] }, ratings);
  const [file] = attachments;
  expect(file).toMatchObject({
    filename: 'ratings.json',
    size: 14,
    content_type: 'application/json',
    description: 'All',
  });
  const served = await fetch(file?.url ?? '');
  expect(await served.text()).toBe('{"ratings":[]}');
  // Saved and never run: a page of the same origin may do all that a visitor may.
  expect(served.headers.get('content-disposition')).toBe('attachment; filename="ratings.json"');
  expect(served.headers.get('content-security-policy')).toContain('sandbox');
  expect((await fetch(file?.url.replace(/\d+\/ratings/, '1/ratings') ?? '')).status).toBe(404);
});

test('a message may be a file alone', async () => {
  expect(namesOf(await posted({}, ratings))).toEqual(['ratings.json']);
});

test('a name that would not do in an address is another', async () => {
  expect(namesOf(await posted({}, new File(['x'], 'my ratings/ё.txt')))).toEqual(['my_ratings_.txt']);
});

test('an embed shows a picture of its message, which then does not stand beside it', async () => {
  const embeds = [{ title: 'Ranking', image: { url: 'attachment://chart.png' } }];
  const message = await posted({ embeds }, chart, ratings);
  expect(namesOf(message)).toEqual(['ratings.json']);
  const { image } = message.embeds[0] ?? {};
  expect(image).toMatchObject({ width: 1, height: 1, content_type: 'image/png' });
  const served = await fetch(image?.url ?? '');
  expect(new Uint8Array(await served.arrayBuffer())).toEqual(aPixel);
  expect(served.headers.get('content-disposition')).toBe('inline');
  // Once the embed is gone the picture is a file like any other.
  expect(namesOf(await edited(message, { content: 'x', embeds: [] }))).toEqual(['chart.png', 'ratings.json']);
});

test('an embed shows no picture that is not there, nor a file that is none', async () => {
  for (const url of ['attachment://other.png', 'attachment://ratings.json']) {
    const { embeds } = await posted({ embeds: [{ title: 'Ranking', image: { url } }] }, chart, ratings);
    expect(embeds).toEqual([{ type: 'rich', title: 'Ranking' }]);
  }
});

test('an edit keeps files that it does not mention, and has those alone that it lists', async () => {
  const message = await posted({ content: 'Two' }, ratings, chart);
  const [kept] = message.attachments;
  expect(namesOf(await edited(message, { content: 'Still two' }))).toEqual(['ratings.json', 'chart.png']);
  const one = await edited(message, { attachments: [{ id: kept?.id }] });
  expect(namesOf(one)).toEqual(['ratings.json']);
  const form = aForm({ attachments: [{ id: kept?.id }, { id: '0' }] }, chart);
  expect(namesOf(await edited(message, form))).toEqual(['ratings.json', 'chart.png']);
  expect(namesOf(await edited(message, aForm({}, new File(['new'], 'new.txt'))))).toEqual(['new.txt']);
  expect((await fetch(kept?.url ?? '')).status).toBe(404);
});

test('a message that goes takes its files along', async () => {
  const { id, attachments } = await posted({}, ratings);
  await stage.call(`DELETE /channels/${stage.channel}/messages/${id}`);
  expect((await fetch(attachments[0]?.url ?? '')).status).toBe(404);
});

test('an answer and its edits carry files; those of an answer that one person sees are theirs', async () => {
  const told = await stage.used();
  const answer = { type: 4, data: { flags: 64, attachments: [{ id: '0' }] } };
  const { status } = await stage.call(`POST /interactions/${told.id}/${told.token}/callback`, aForm(answer, ratings));
  expect(status).toBe(204);
  const original = async () => (await stage.webhook(told, 'GET /messages/@original')).body as APIMessage;
  expect((await original()).attachments).toMatchObject([{ filename: 'ratings.json', ephemeral: true }]);
  await stage.webhook(told, 'PATCH /messages/@original', aForm({ attachments: [{ id: '0' }] }, chart));
  expect(namesOf(await original())).toEqual(['chart.png']);
});

describe('Discord refuses', () => {
  test('a list that names a file which nobody sent', async () => {
    expect(faultsOf(await post({ attachments: [{ id: '1' }] }, ratings))).toEqual([
      'attachments.0 ATTACHMENT_NOT_FOUND',
    ]);
    const told = await stage.used();
    const answer = await stage.answer(told, 4, { content: 'x', attachments: [{ id: '0' }] });
    expect(faultsOf(answer)).toEqual(['data.attachments.0 ATTACHMENT_NOT_FOUND']);
  });

  test('a description of 1,025 characters', async () => {
    const refused = await post({ attachments: [{ id: '0', description: 'x'.repeat(1025) }] }, ratings);
    expect(faultsOf(refused)).toEqual(['attachments.0.description BASE_TYPE_MAX_LENGTH']);
  });

  test('eleven files, and a file of more than 10 MiB', async () => {
    expect(await post({}, ...Array<File>(11).fill(ratings))).toMatchObject({ status: 400, code: 30015 });
    const large = new File([new Uint8Array(10 * 1024 * 1024 + 1)], 'large.bin');
    expect(await post({}, large)).toMatchObject({ status: 413, code: 40005 });
  });

  test('a form whose payload is no JSON, and a form where none is taken', async () => {
    expect(await post('{"content":', ratings)).toMatchObject({ status: 400, code: 50109 });
    const commands = `PUT /applications/${stage.world.applicationId}/commands`;
    expect(faultsOf(await stage.call(commands, aForm({}, ratings)))).toEqual(['CONTENT_TYPE_INVALID']);
  });

  test('a file from a bot that may send none here', async () => {
    const channel = stage.world.channel(stage.channel);
    const deny = PermissionFlagsBits.AttachFiles;
    if (channel) channel.overwrites = [{ id: stage.world.bot.id, type: OverwriteType.Member, allow: 0n, deny }];
    expect(await post({ content: 'x' }, ratings)).toMatchObject({ status: 403, code: 50013 });
    expect(await post({ content: 'x' })).toMatchObject({ status: 200 });
  });
});
