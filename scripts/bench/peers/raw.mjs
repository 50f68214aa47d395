import { readFileSync } from 'node:fs';
import { Pool } from 'undici';
import { WebSocket } from 'ws';

/*
 * The practical limit: a socket, JSON.parse of every event, and one answer that was written out beforehand. It draws no
 * film, checks nothing and would not survive the first lost connection. The cards (see cards.ts) are in the file BENCH_CARDS.
 */
const api = new URL(process.env['DISCORD_API_URL'] ?? '');
const token = process.env['DISCORD_TOKEN'];
const pool = new Pool(api.origin, { connections: 64 });
const [card] = JSON.parse(readFileSync(process.env['BENCH_CARDS'] ?? '', 'utf8'));
const body = JSON.stringify({ type: 4, data: { ...card, allowed_mentions: { parse: [] } } });
const headers = { 'content-type': 'application/json' };

const asked = await pool.request({ method: 'GET', path: `${api.pathname}/v10/gateway/bot` });
const { url } = await asked.body.json();

const socket = new WebSocket(`${url}/?v=10&encoding=json`, { perMessageDeflate: false });
let sequence = null;

socket.on('message', (data) => {
  const { op, t, s, d } = JSON.parse(data);
  sequence = s ?? sequence;
  if (op === 10) greet(d.heartbeat_interval);
  if (t === 'INTERACTION_CREATE') void reply(d.id, d.token);
});

function greet(heartbeatMs) {
  setInterval(() => socket.send(JSON.stringify({ op: 1, d: sequence })), heartbeatMs);
  const properties = { os: process.platform, browser: 'raw', device: 'raw' };
  socket.send(JSON.stringify({ op: 2, d: { token, intents: 1 | (1 << 10), properties } }));
}

async function reply(id, interactionToken) {
  const path = `${api.pathname}/v10/interactions/${id}/${interactionToken}/callback`;
  const answer = await pool.request({ method: 'POST', path, headers, body });
  await answer.body.dump();
}
