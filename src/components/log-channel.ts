import type { PickedChannel } from '../discord/picked.ts';
import { missingOf, rightsForLog } from '../domain/permissions.ts';
import { UserError } from '../errors.ts';
import type { Translate } from '../locales/translate.ts';

/** The id of a channel that was picked as the log. Refuses (`config.log-closed`) one that the bot may not write in. */
export function logChannelOf({ id, botMay }: PickedChannel, t: Translate): string {
  if (botMay === undefined) return id;
  const missing = missingOf(rightsForLog, botMay);
  if (missing.length === 0) return id;
  const permissions = missing.map((right) => t(`right.${right}`)).join(', ');
  throw new UserError('config.log-closed', { channel: `<#${id}>`, permissions });
}
