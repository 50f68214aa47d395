import { InteractionResponseType as Type } from 'discord.js';
import type { Told } from '../../playground/stage.ts';
import { aForm } from '../../playground/wire.ts';
import type { Client } from './client.ts';
import { everyForm, everyNewComponent } from './components.ts';

const hello = { content: 'Hello', allowed_mentions: { parse: [] } };
const asked = '?with_response=true';

/** Answers interactions of every type in every way, and goes on by their webhooks. */
export async function tryInteractions(client: Client): Promise<void> {
  await tryAnswers(client);
  await tryWebhook(client);
  await tryPresses(client);
  await tryForms(client);
  await tryMenu(client);
  await tryChoices(client);
}

async function tryAnswers(client: Client): Promise<void> {
  const { stage } = client;
  for (const query of ['', asked]) {
    const status = query === '' ? 204 : 200;
    await client.callback(status, await stage.used(), { type: Type.ChannelMessageWithSource, data: hello }, query);
    await client.callback(status, await stage.used(), { type: Type.DeferredChannelMessageWithSource }, query);
  }
  const withFile = aForm(
    {
      type: Type.ChannelMessageWithSource,
      data: { ...hello, flags: 64, attachments: [{ id: '0', filename: 'a.json' }] },
    },
    new File(['{}'], 'a.json', { type: 'application/json' }),
  );
  await client.callback(200, await stage.used(), withFile, asked);
  const told = await stage.used();
  await client.callback(400, told, { type: Type.ChannelMessageWithSource, data: { content: 'x'.repeat(2001) } });
  await client.callback(400, told, { type: Type.UpdateMessage, data: hello });
  await client.webhook(404, told, 'GET /messages/@original');
  await client.callback(204, told, { type: Type.ChannelMessageWithSource, data: { ...hello, flags: 64 } });
  await client.callback(400, told, { type: Type.ChannelMessageWithSource, data: hello });
  await client.callback(404, { ...told, token: 'another' }, { type: Type.ChannelMessageWithSource, data: hello });
}

async function tryWebhook(client: Client): Promise<void> {
  const told = await client.stage.used();
  await client.callback(204, told, { type: Type.DeferredChannelMessageWithSource, data: { flags: 64 } });
  await client.webhook(200, told, 'GET /messages/@original');
  await client.webhook(200, told, 'PATCH /messages/@original', { ...hello, embeds: [], components: [] });
  const file = new File(['{}'], 'a.json', { type: 'application/json' });
  const form = aForm({ ...hello, attachments: [{ id: '0' }] }, file);
  await client.webhook(200, told, 'PATCH /messages/@original', form);
  const { body } = await client.webhook(200, told, 'POST ', { ...hello, flags: 64 });
  const { id } = body as { id: string };
  await client.webhook(200, told, `GET /messages/${id}`);
  await client.webhook(200, told, `PATCH /messages/${id}`, { content: 'Changed' });
  await client.webhook(204, told, `DELETE /messages/${id}`);
  await client.webhook(404, told, `GET /messages/${id}`);
  await client.webhook(204, told, 'DELETE /messages/@original');
  await client.webhook(401, { ...told, token: 'another' }, 'POST ', hello);
  client.stage.passTime({ minutes: 16 });
  await client.webhook(401, told, 'POST ', hello);
}

async function tryPresses(client: Client): Promise<void> {
  const { stage } = client;
  for (const query of ['', asked]) {
    const status = query === '' ? 204 : 200;
    await client.callback(status, await stage.pressed(), { type: Type.UpdateMessage, data: { content: 'New' } }, query);
    await client.callback(status, await stage.pressed(), { type: Type.DeferredMessageUpdate }, query);
    await client.callback(status, await stage.pressed(), { type: Type.ChannelMessageWithSource, data: hello }, query);
  }
}

async function tryForms(client: Client): Promise<void> {
  const { stage } = client;
  const open = async (told: Told, form: object): Promise<Told> => {
    await client.callback(204, told, { type: Type.Modal, data: form });
    return stage.told({ do: 'modal', interactionId: told.id, fields: {} });
  };
  for (const form of everyForm) {
    const sent = await open(await stage.used(), form);
    await client.callback(200, sent, { type: Type.ChannelMessageWithSource, data: hello }, asked);
    const onMessage = await open(await stage.pressed(), form);
    await client.callback(200, onMessage, { type: Type.UpdateMessage, data: { content: 'New' } }, asked);
    await client.webhook(200, onMessage, 'POST ', hello);
    const beside = await open(await stage.pressed(), form);
    await client.callback(200, beside, { type: Type.ChannelMessageWithSource, data: hello }, asked);
  }
  await client.callback(200, await stage.used(), { type: Type.Modal, data: everyForm[0] }, asked);
}

async function tryMenu(client: Client): Promise<void> {
  const { stage } = client;
  const { id: targetMessageId } = await client.post({ components: everyNewComponent, flags: 1 << 15 });
  const commandId = await stage.register({ type: 3, name: 'Film details' });
  const told = await stage.told({ do: 'command', channelId: stage.channel, commandId, options: [], targetMessageId });
  await client.callback(200, told, { type: Type.ChannelMessageWithSource, data: hello }, asked);
}

async function tryChoices(client: Client): Promise<void> {
  const { stage } = client;
  const kinds = [
    { type: 3, value: 'ear', choices: ['earth', 'hearts'] },
    { type: 4, value: '1', choices: [1, 10] },
    { type: 10, value: '1', choices: [1.5] },
  ];
  for (const { type, value, choices } of kinds) {
    const options = [{ type, name: 'it', description: 'It', autocomplete: true }];
    const commandId = await stage.register({ name: 'film', description: 'Films', options });
    const typing = [{ type, name: 'it', value, focused: true }];
    const told = await stage.told({ do: 'autocomplete', channelId: stage.channel, commandId, options: typing });
    const data = { choices: choices.map((choice) => ({ name: `${choice}`, value: choice })) };
    await client.callback(200, told, { type: Type.ApplicationCommandAutocompleteResult, data }, asked);
  }
}
