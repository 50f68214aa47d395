import { request } from '../../playground/wire.ts';
import type { Client } from './client.ts';

/** Who the bot is, where its gateway is, and what it may know of guilds and channels. */
export async function tryIdentity(client: Client): Promise<void> {
  const { world } = client.stage;
  for (const path of ['/gateway', '/gateway/bot', '/users/@me', '/applications/@me', '/oauth2/applications/@me'])
    await client.ask(200, `GET ${path}`);
  for (const query of ['', '?limit=200', `?after=${world.guild.id}`])
    await client.ask(200, `GET /users/@me/guilds${query}`);
  await client.ask(200, `GET /guilds/${world.guild.id}`);
  for (const { id } of world.channels) await client.ask(200, `GET /channels/${id}`);

  await client.ask(404, 'GET /guilds/1');
  await client.ask(404, 'GET /channels/1');
  await client.ask(400, 'GET /channels/general');
  await client.ask(404, 'GET /films');
  await client.ask(401, 'GET /users/@me', undefined, { authorization: 'Bot wrong' });
  await client.ask(403, 'GET /users/@me', undefined, { 'user-agent': 'node' });
}

/** More than Discord takes in a second: by one bot in all, and in one bucket. */
export async function tryImpatience({ stage }: Client): Promise<void> {
  const bot = { apiUrl: stage.apiUrl, token: stage.playground.token };
  const isTooMuch = async (call: string): Promise<boolean> => {
    const answers = await Promise.all(Array.from({ length: 80 }, () => request(bot, call)));
    return answers.some(({ status }) => status === 429);
  };
  for (const call of ['GET /users/@me', 'GET /gateway']) {
    // A busy machine may need more than a second for so many.
    let attempts = 5;
    while (!(await isTooMuch(call))) if (--attempts === 0) throw new Error(`${call} was never too much`);
  }
}
