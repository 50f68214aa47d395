import { readFileSync } from 'node:fs';
import { ActionRowBuilder, ButtonBuilder, Client, EmbedBuilder, Events, GatewayIntentBits, Partials } from 'discord.js';
import type { Interaction } from 'discord.js';
import type { Card } from '../cards.ts';

/*
 * A bot as discord.js's guide writes it: its Client with the same intents, builders for the same card and buttons, drawn
 * without repeats. Run with the cards' file, see cards.ts.
 */
const cards = JSON.parse(readFileSync(process.env['BENCH_CARDS'] ?? '', 'utf8')) as Card[];
const bags = new Map<string, Card[]>();

const client = new Client({
  intents: [GatewayIntentBits.Guilds, GatewayIntentBits.GuildMessageReactions],
  partials: [Partials.Message, Partials.Channel, Partials.Reaction],
  allowedMentions: { parse: [] },
  rest: { api: process.env['DISCORD_API_URL'] ?? '' },
});

client.on(Events.InteractionCreate, (interaction) => void answer(interaction));
await client.login(process.env['DISCORD_TOKEN'] ?? '');

async function answer(interaction: Interaction): Promise<void> {
  if (!interaction.isChatInputCommand() || interaction.options.getSubcommand() !== 'random') return;
  const card = draw(interaction.guildId ?? interaction.user.id);
  await interaction.reply({
    embeds: card.embeds.map((film) =>
      new EmbedBuilder()
        .setTitle(film.title ?? null)
        .setURL(film.url ?? null)
        .setColor(film.color ?? null)
        .setDescription(film.description ?? null)
        .addFields(film.fields ?? [])
        .setFooter(film.footer ?? null),
    ),
    components: card.components.map((row) =>
      new ActionRowBuilder<ButtonBuilder>().addComponents(
        row.components.map(({ label, style, custom_id }) =>
          new ButtonBuilder()
            .setLabel(label ?? '')
            .setStyle(style)
            .setCustomId(custom_id),
        ),
      ),
    ),
  });
}

/** One that has not come in this round. */
function draw(scope: string): Card {
  let bag = bags.get(scope) ?? [];
  if (bag.length === 0) bag = [...cards];
  const [card] = bag.splice(Math.floor(Math.random() * bag.length), 1);
  bags.set(scope, bag);
  if (!card) throw new Error('no cards');
  return card;
}
