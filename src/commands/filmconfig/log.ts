import { ApplicationCommandOptionType, ChannelType } from 'discord-api-types/v10';
import { z } from 'zod';
import { logChannelOf } from '../../components/log-channel.ts';
import { defineOption } from '../../discord/command.ts';
import { PickedChannel } from '../../discord/picked.ts';
import { defineSetting } from './setting.ts';

const channel = defineOption({
  key: 'log_channel',
  type: ApplicationCommandOptionType.Channel,
  channelTypes: [ChannelType.GuildText, ChannelType.GuildAnnouncement],
  schema: PickedChannel.optional(),
});

const off = defineOption({ key: 'off', type: ApplicationCommandOptionType.Boolean, schema: z.boolean().optional() });

/** `/filmconfig log`: where changes of settings are told. */
export const log = defineSetting('log', { channel, off }, ({ options, club, t }) => {
  if (options.channel) return { logChannel: logChannelOf(options.channel, t) };
  return { logChannel: options.off === true ? undefined : club.logChannel };
});
