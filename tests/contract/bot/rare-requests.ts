import type { REST } from '@discordjs/rest';
import { ComponentType, OverwriteType, PermissionFlagsBits, TextInputStyle } from 'discord.js';
import type { APIModalInteractionResponseCallbackData } from 'discord.js';
import { pino } from 'pino';
import type { Logger } from 'pino';
import { commands } from '../../../src/commands/index.ts';
import { BulkLane } from '../../../src/discord/bulk-lane.ts';
import { Callbacks } from '../../../src/discord/callbacks.ts';
import { InteractionAnswer } from '../../../src/discord/interaction-answer.ts';
import type { Direction } from '../../../src/discord/interaction-answer.ts';
import { findPost } from '../../../src/discord/post-search.ts';
import { readApplicationId, registerCommands } from '../../../src/discord/registration.ts';
import { createRest } from '../../../src/discord/rest.ts';
import { anOccurrence, fridays } from '../../support/schedules.ts';
import type { Stage, Told } from '../../playground/stage.ts';

const log = pino({ level: 'silent' });
const { signal: stopped } = new AbortController();
const reply = { content: 'Later', embeds: [{ title: 'Daisies' }] };
const reason = {
  type: ComponentType.TextInput,
  custom_id: 'why',
  style: TextInputStyle.Short,
  required: false,
} as const;
const modal = {
  custom_id: 'nominate',
  title: 'Nominate',
  components: [{ type: ComponentType.Label, label: 'Why', component: reason }],
} satisfies APIModalInteractionResponseCallbackData;

/** What the bot sends seldom: answers that come late, notes in their place, forms, commands for one guild, looks in the dark. */
export async function askRarely(stage: Stage): Promise<void> {
  const rest = createRest({ apiUrl: stage.apiUrl, token: stage.playground.token, log });
  await using callbacks = new Callbacks({ apiUrl: stage.apiUrl, log });
  try {
    await answerLate({ rest, callbacks, log }, stage);
    await registerInGuild(rest, stage);
    await lookInTheDark(rest, stage);
  } finally {
    rest.clearHashSweeper();
    rest.clearHandlerSweeper();
  }
}

async function answerLate(
  parts: Readonly<{ rest: REST; callbacks: Callbacks; log: Logger }>,
  stage: Stage,
): Promise<void> {
  const answer = ({ id, token, application_id: applicationId }: Told, direction: Direction): InteractionAnswer =>
    Object.assign(new InteractionAnswer({ ...parts, interaction: { id, token, applicationId }, stopped }), {
      direction,
    });
  for (const direction of [
    { visibility: 'public', update: false },
    { visibility: 'ephemeral', update: false },
    { visibility: 'public', update: true },
  ] as const) {
    const told = () => (direction.update ? stage.pressed() : stage.used());
    const sent = answer(await told(), direction);
    sent.defer();
    await sent.send(reply);
    const refused = answer(await told(), direction);
    refused.defer();
    await refused.sendNote(() => 'No');
    await answer(await told(), direction).sendNote(() => 'No');
    await answer(await told(), direction).send(reply);
  }
  await answer(await stage.used(), { visibility: 'public', update: false }).send({ modal });
}

/** Looks for a post where the past may not be read. */
async function lookInTheDark(rest: REST, { world, channel: channelId }: Stage): Promise<void> {
  const channel = world.channel(channelId);
  const { ReadMessageHistory: deny } = PermissionFlagsBits;
  if (channel) channel.overwrites = [{ id: world.bot.id, type: OverwriteType.Member, allow: 0n, deny }];
  const record = anOccurrence({ guildId: world.guild.id, settings: { ...fridays, channelId } });
  await findPost(record, { rest, lane: new BulkLane(), ownId: world.bot.id });
}

async function registerInGuild(rest: REST, stage: Stage): Promise<void> {
  const scope = { rest, applicationId: await readApplicationId(rest), devGuildId: stage.world.guild.id };
  await registerCommands({ ...scope, commands });
  await registerCommands({ ...scope, commands: [] });
}
