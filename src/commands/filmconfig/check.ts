import { ApplicationCommandOptionType } from 'discord-api-types/v10';
import { checkReply } from '../../components/check.ts';
import { postChannels } from '../../components/schedule-input.ts';
import { defineOption, defineSubcommand } from '../../discord/command.ts';
import { PickedChannel } from '../../discord/picked.ts';

const channel = defineOption({
  key: 'checked_channel',
  type: ApplicationCommandOptionType.Channel,
  channelTypes: postChannels,
  schema: PickedChannel.optional(),
});

/** `/filmconfig check`: what the bot may do in a channel, else in this one, and how to mend what it may not. */
export const check = defineSubcommand({
  name: 'check',
  options: { channel },
  visibility: 'ephemeral',
  execute: (request, services) => checkReply(request.options.channel?.id ?? request.channelId, request, services),
});
