import { readFileSync } from 'node:fs';
import { ActionRowBuilder, ButtonBuilder, Client, EmbedBuilder, Events, GatewayIntentBits, Partials } from 'discord.js';

/*
 * A bot as discord.js's guide writes it: its Client with the same intents, builders for the same card and buttons, drawn
 * without repeats. The cards (see cards.ts) are in the file BENCH_CARDS. No TypeScript, like raw.mjs: what stripping costs
 * is ours to pay. Given a file BENCH_STORE it keeps who has which reaction in SQLite, each with one prepared statement and as
 * durably as we do; without, it only counts them in memory, and knows nothing any more after a restart.
 */
const cards = JSON.parse(readFileSync(process.env['BENCH_CARDS'] ?? '', 'utf8'));
const bags = new Map();

const client = new Client({
  intents: [GatewayIntentBits.Guilds, GatewayIntentBits.GuildMessageReactions],
  partials: [Partials.Message, Partials.Channel, Partials.Reaction],
  allowedMentions: { parse: [] },
  rest: { api: process.env['DISCORD_API_URL'] ?? '' },
});

client.on(Events.InteractionCreate, (interaction) => void answer(interaction));
const keep = process.env['BENCH_STORE'] ? await keeperIn(process.env['BENCH_STORE']) : counter();
client.on(Events.MessageReactionAdd, ({ message, emoji }, user) => {
  if (!user.bot) keep.give(message.id, user.id, emoji.name);
});
client.on(Events.MessageReactionRemove, ({ message, emoji }, user) => keep.take(message.id, user.id, emoji.name));
await client.login(process.env['DISCORD_TOKEN']);

async function answer(interaction) {
  if (!interaction.isChatInputCommand() || interaction.options.getSubcommand() !== 'random') return;
  const { embeds, components } = draw(interaction.guildId ?? interaction.user.id);
  await interaction.reply({
    embeds: embeds.map((film) =>
      new EmbedBuilder()
        .setTitle(film.title)
        .setURL(film.url)
        .setColor(film.color)
        .setDescription(film.description)
        .addFields(film.fields)
        .setFooter(film.footer),
    ),
    components: components.map((row) =>
      new ActionRowBuilder().addComponents(
        row.components.map(({ label, style, custom_id: customId }) =>
          new ButtonBuilder().setLabel(label).setStyle(style).setCustomId(customId),
        ),
      ),
    ),
  });
}

/** One that has not come in this round. */
function draw(scope) {
  let bag = bags.get(scope) ?? [];
  if (bag.length === 0) bag = [...cards];
  const [card] = bag.splice(Math.floor(Math.random() * bag.length), 1);
  bags.set(scope, bag);
  return card;
}

function counter() {
  const counts = new Map();
  const add = (more) => (messageId, _userId, emoji) => {
    const key = `${messageId} ${emoji}`;
    counts.set(key, (counts.get(key) ?? 0) + more);
  };
  return { give: add(1), take: add(-1) };
}

async function keeperIn(path) {
  const { DatabaseSync } = await import('node:sqlite');
  const file = new DatabaseSync(path);
  file.exec(`pragma journal_mode = wal; pragma synchronous = full;
    create table reactions (message_id text, user_id text, emoji text, primary key (message_id, user_id, emoji)) strict`);
  const [insert, remove] = [
    file.prepare('insert into reactions values (?, ?, ?) on conflict do nothing'),
    file.prepare('delete from reactions where message_id = ? and user_id = ? and emoji = ?'),
  ];
  return { give: (...reaction) => insert.run(...reaction), take: (...reaction) => remove.run(...reaction) };
}
