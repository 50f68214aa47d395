import { OverwriteType, PermissionFlagsBits } from 'discord.js';
import type { Client } from './client.ts';

const star = encodeURIComponent('⭐');
const five = encodeURIComponent('5️⃣');

/** Adds, lists and takes away reactions: its own, others', all of an emoji, all. */
export async function tryReactions(client: Client): Promise<void> {
  const { world, anna, channel } = client.stage;
  const { id } = await client.post({ content: 'How was it?' });
  const message = `/channels/${channel}/messages/${id}`;
  const all = `${message}/reactions`;
  await client.ask(204, `PUT ${all}/${star}/@me`);
  await client.ask(204, `PUT ${all}/${five}/@me`);
  await client.stage.act({ do: 'react', messageId: id, emoji: '⭐' });
  await client.ask(200, `GET ${message}`);
  for (const query of ['', '?limit=1&type=0', `?after=${anna}`, '?type=1'])
    await client.ask(200, `GET ${all}/${star}${query}`);
  await client.ask(204, `DELETE ${all}/${star}/@me`);
  await client.ask(400, `PUT ${all}/star/@me`);
  await client.ask(403, `DELETE ${all}/${star}/${anna}`);
  await client.ask(403, `DELETE ${all}`);

  const hall = world.channel(channel);
  if (!hall) throw new Error('there is no channel');
  const before = hall.overwrites;
  const allow = PermissionFlagsBits.ManageMessages;
  hall.overwrites = [{ id: world.bot.id, type: OverwriteType.Member, allow, deny: 0n }];
  await client.ask(204, `DELETE ${all}/${star}/${anna}`);
  await client.ask(404, `DELETE ${all}/${star}/1`);
  await client.ask(204, `DELETE ${all}/${five}`);
  await client.ask(204, `DELETE ${all}`);
  hall.overwrites = before;
  await client.ask(404, `PUT /channels/${channel}/messages/1/reactions/${star}/@me`);
}
