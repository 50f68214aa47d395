import { OverwriteType, PermissionFlagsBits } from 'discord.js';
import type { APIMessage } from 'discord.js';
import { aForm, aPixel } from '../../playground/wire.ts';
import { everyComponent, everyNewComponent } from './components.ts';
import type { Client } from './client.ts';

const picture = 'https://example.org/poster.png';
/** An embed with all that one may have. */
export const fullEmbed = {
  title: 'Daisies',
  description: 'A film',
  url: 'https://example.org/daisies',
  color: 0xffcc00,
  timestamp: '1966-12-30T19:00:00.000Z',
  author: { name: 'Věra Chytilová', url: 'https://example.org', icon_url: picture },
  footer: { text: '1966', icon_url: picture },
  image: { url: picture },
  thumbnail: { url: picture },
  fields: [
    { name: 'Year', value: '1966', inline: true },
    { name: 'Country', value: 'Czechoslovakia' },
  ],
};

/** Writes, reads, changes and removes messages of every make. */
export async function tryMessages(client: Client): Promise<void> {
  const { world, channel, anna, announcements } = client.stage;
  const all = `/channels/${channel}/messages`;
  const role = world.roles.at(-1)?.id ?? '';
  const texts = { content: `<@${anna}> <@&${role}> @everyone`, embeds: [fullEmbed] };
  const mentions = { allowed_mentions: { parse: ['everyone'], users: [anna], roles: [role] } };
  const first = await client.post({ ...texts, ...mentions, nonce: 'a-nonce', enforce_nonce: true });
  await client.post({ ...texts, nonce: 'a-nonce', enforce_nonce: true });
  await client.post({ content: 'Hello', nonce: 7, flags: 1 << 2, allowed_mentions: { parse: [] } });
  await client.post({ content: 'Hello', components: everyComponent });
  const laidOut = await client.post({ flags: 1 << 15, components: everyNewComponent });
  await client.ask(403, `POST /channels/${announcements}/messages`, { content: 'Hello' });
  const direct = world.channels.find(({ recipientId }) => recipientId === anna)?.id ?? '';
  await client.ask(200, `POST /channels/${direct}/messages`, { content: 'Hello' });

  for (const query of ['', '?limit=2', `?before=${laidOut.id}`, `?after=${first.id}`, `?around=${first.id}&limit=3`])
    await client.ask(200, `GET ${all}${query}`);
  await client.ask(400, `GET ${all}?limit=101`);
  await client.ask(200, `GET ${all}/${first.id}`);
  const edit = { content: 'Changed', embeds: [], components: [], allowed_mentions: { parse: [] } };
  await client.ask(200, `PATCH ${all}/${first.id}`, edit);
  await client.ask(200, `PATCH ${all}/${first.id}`, { flags: 1 << 2 });
  await client.ask(204, `DELETE ${all}/${first.id}`);
  await client.ask(404, `GET ${all}/${first.id}`);
  await tryFiles(client);
  await tryRefusals(client);
}

/** A picture in an embed and a file beside it: written, described, replaced, taken away. */
async function tryFiles(client: Client): Promise<void> {
  const all = `/channels/${client.stage.channel}/messages`;
  const [chart, list] = [new File([aPixel], 'chart.png', { type: 'image/png' }), new File(['{}'], 'ratings.json')];
  const described = { attachments: [{ id: '0', description: 'A chart' }, { id: '1' }] };
  const embeds = [{ title: 'Ranking', image: { url: 'attachment://chart.png' } }];
  const { body } = await client.ask(200, `POST ${all}`, aForm({ embeds, ...described }, chart, list));
  const { id, attachments } = body as APIMessage;
  const kept = attachments.map((file) => ({ id: file.id }));
  await client.ask(200, `PATCH ${all}/${id}`, { embeds: [], content: 'Without', attachments: kept });
  await client.ask(200, `PATCH ${all}/${id}`, aForm({ embeds, attachments: [{ id: '0' }] }, chart));
  await client.ask(200, `PATCH ${all}/${id}`, { content: 'Nothing', embeds: [], attachments: [] });
  await client.ask(400, `POST ${all}`, aForm({ attachments: [{ id: '7' }] }, chart));
  await client.ask(400, `POST ${all}`, aForm({}, ...Array<File>(11).fill(list)));
}

async function tryRefusals(client: Client): Promise<void> {
  const { world, channel } = client.stage;
  const all = `/channels/${channel}/messages`;
  await client.ask(400, `POST ${all}`, {});
  await client.ask(400, `POST ${all}`, '{"content":');
  await client.ask(400, `POST ${all}`, {
    content: 'x'.repeat(2001),
    embeds: [{ ...fullEmbed, color: -1, fields: [{}] }],
  });
  await client.ask(400, `POST ${all}`, { components: [{ type: 1, components: [{ type: 2, style: 9 }] }] });
  await client.stage.act({ do: 'say', channelId: channel, content: 'I am a person' });
  const theirs = [...world.messages.keys()].at(-1);
  await client.ask(403, `PATCH ${all}/${theirs}`, { content: 'x' });
  await client.ask(403, `DELETE ${all}/${theirs}`);
  const hall = world.channel(channel);
  if (!hall) throw new Error('there is no channel');
  const before = hall.overwrites;
  const deny = PermissionFlagsBits.ViewChannel;
  hall.overwrites = [{ id: world.bot.id, type: OverwriteType.Member, allow: 0n, deny }];
  await client.ask(403, `GET ${all}`);
  hall.overwrites = before;
}
