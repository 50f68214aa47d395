import { ChannelType, OverwriteType, PermissionFlagsBits } from 'discord.js';
import type { APIMessage } from 'discord.js';
import type { Client } from './client.ts';

/** Pins, publishes, opens threads under messages and posts in a forum. */
export async function tryPosts(client: Client): Promise<void> {
  const { world, channel, announcements } = client.stage;
  const { id } = await client.post({ content: 'A film' });
  const pins = `/channels/${channel}/messages/pins`;
  await client.ask(204, `PUT ${pins}/${id}`);
  await client.ask(200, `GET ${pins}?limit=2`);
  await client.ask(204, `DELETE ${pins}/${id}`);
  await client.ask(404, `PUT ${pins}/${channel}`);

  const threads = `/channels/${channel}/messages/${id}/threads`;
  await client.ask(201, `POST ${threads}`, { name: 'Wings', auto_archive_duration: 10_080 });
  await client.ask(400, `POST ${threads}`, { name: 'Wings' });
  await client.ask(200, `GET /channels/${channel}/messages/${id}`);
  await client.ask(200, `GET /channels/${id}`);
  await client.ask(200, `GET /channels/${channel}/threads/archived/public?limit=2`);

  const news = world.channel(announcements);
  if (!news) throw new Error('the playground has announcements');
  const before = news.overwrites;
  news.overwrites = [
    { id: world.bot.id, type: OverwriteType.Member, allow: PermissionFlagsBits.SendMessages, deny: 0n },
  ];
  const sent = await client.ask(200, `POST /channels/${announcements}/messages`, { content: 'News' });
  const published = `POST /channels/${announcements}/messages/${(sent.body as APIMessage).id}/crosspost`;
  await client.ask(200, published);
  await client.ask(400, published);
  news.overwrites = before;

  const forum = world.addChannel('films', ChannelType.GuildForum);
  const post = { name: 'Wings', auto_archive_duration: 10_080, message: { content: 'A film' } };
  await client.ask(201, `POST /channels/${forum.id}/threads`, post);
  await client.ask(400, `POST /channels/${forum.id}/messages`, { content: 'A film' });
  await client.ask(200, `GET /guilds/${world.guild.id}/threads/active`);
}
