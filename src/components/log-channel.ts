import { PermissionFlagsBits } from 'discord-api-types/v10';
import type { PickedChannel } from '../discord/picked.ts';
import { UserError } from '../errors.ts';
import type { Translate } from '../locales/translate.ts';

const { ViewChannel, SendMessages, EmbedLinks } = PermissionFlagsBits;

/** What a post with an embed takes, by the words for it. */
const needed = {
  'permission.ViewChannel': ViewChannel,
  'permission.SendMessages': SendMessages,
  'permission.EmbedLinks': EmbedLinks,
} as const;

/** The id of a channel that was picked as the log. Refuses (`config.log-closed`) one that the bot may not write in. */
export function logChannelOf({ id, botMay }: PickedChannel, t: Translate): string {
  if (botMay === undefined) return id;
  const missing = Object.entries(needed).filter(([, bit]) => (botMay & bit) === 0n);
  if (missing.length === 0) return id;
  const permissions = missing.map(([key]) => t(key as keyof typeof needed)).join(', ');
  throw new UserError('config.log-closed', { channel: `<#${id}>`, permissions });
}
