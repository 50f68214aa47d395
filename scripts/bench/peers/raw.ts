import { readFileSync } from 'node:fs';
import { Pool } from 'undici';
import { WebSocket } from 'ws';

/*
 * The practical limit: a socket, JSON.parse of every event, and one answer that was written out beforehand. It draws no
 * film, checks nothing and would not survive the first lost connection. Run with the cards' file, see cards.ts.
 */
const api = new URL(process.env['DISCORD_API_URL'] ?? '');
const token = process.env['DISCORD_TOKEN'];
const pool = new Pool(api.origin, { connections: 64 });
const [card] = JSON.parse(readFileSync(process.env['BENCH_CARDS'] ?? '', 'utf8')) as object[];
const body = JSON.stringify({ type: 4, data: { ...card, allowed_mentions: { parse: [] } } });
const headers = { 'content-type': 'application/json' };

const asked = await pool.request({ method: 'GET', path: `${api.pathname}/v10/gateway/bot` });
const { url } = (await asked.body.json()) as { url: string };

type Frame = { op: number; t: string; s: number | null; d: { id: string; token: string; heartbeat_interval: number } };

const socket = new WebSocket(`${url}/?v=10&encoding=json`, { perMessageDeflate: false });
let sequence: number | null = null;

socket.on('message', (data: Buffer) => {
  const { op, t, s, d } = JSON.parse(data.toString()) as Frame;
  sequence = s ?? sequence;
  if (op === 10) greet(d.heartbeat_interval);
  if (t === 'INTERACTION_CREATE') void reply(d.id, d.token);
});

function greet(heartbeatMs: number): void {
  setInterval(() => socket.send(JSON.stringify({ op: 1, d: sequence })), heartbeatMs);
  const properties = { os: process.platform, browser: 'raw', device: 'raw' };
  socket.send(JSON.stringify({ op: 2, d: { token, intents: 1 | (1 << 10), properties } }));
}

async function reply(id: string, interactionToken: string): Promise<void> {
  const path = `${api.pathname}/v10/interactions/${id}/${interactionToken}/callback`;
  const answer = await pool.request({ method: 'POST', path, headers, body });
  await answer.body.dump();
}
