import { guildIn } from '../../components/guild-in.ts';
import { ApplicationCommandOptionType } from 'discord-api-types/v10';
import { z } from 'zod';
import { defineOption } from '../../discord/command.ts';
import { PickedRole } from '../../discord/picked.ts';
import { UserError } from '../../errors.ts';
import { defineSetting, given } from './setting.ts';

const role = (key: string) =>
  defineOption({ key, type: ApplicationCommandOptionType.Role, schema: PickedRole.optional() });

const removable = ['moderator', 'ping', 'both'] as const;

const remove = defineOption({
  key: 'remove',
  type: ApplicationCommandOptionType.String,
  choices: removable,
  schema: z.enum(removable).optional(),
});

/** `/filmconfig roles`: who moderates besides those with Manage Events, and whom weekly posts may ping. */
export const roles = defineSetting('roles', { moderator: role('moderator'), ping: role('ping'), remove }, (request) => {
  const { moderator, ping, remove: gone } = request.options;
  // The role of everybody has the guild's own id.
  const everyone = guildIn(request);
  if (moderator?.id === everyone) throw new UserError('config.everyone-moderates');
  if (ping?.id === everyone) throw new UserError('config.everyone');
  return {
    ...((gone === 'moderator' || gone === 'both') && { moderatorRole: undefined }),
    ...((gone === 'ping' || gone === 'both') && { pingRole: undefined }),
    ...given({ moderatorRole: moderator?.id, pingRole: ping?.id }),
  };
});
