import { ChannelType } from 'discord.js';
import type { Frame } from '../playground/wire.ts';

/** An object with the name under which Discord describes it. */
type Named = readonly [schema: string, value: unknown];
type Fields = Readonly<Record<string, unknown>>;

/**
 * The objects in an event that the REST API knows, too. The events themselves are not described; what they add to an object
 * (the guild of a message, the rights of a member) is taken off before.
 */
export function objectsIn({ t, d }: Frame): readonly Named[] {
  const data = (d ?? {}) as Fields;
  switch (t) {
    case 'READY':
      return [['UserPIIResponse', data['user']]];
    case 'GUILD_CREATE':
      return [
        ...list(data['channels']).map(channel),
        ...list(data['members']).map((value): Named => ['GuildMemberResponse', value]),
        ...list(data['roles']).map((value): Named => ['GuildRoleResponse', value]),
      ];
    case 'MESSAGE_CREATE':
    case 'MESSAGE_UPDATE':
      return [['MessageResponse', without(data, 'guild_id')]];
    case 'MESSAGE_REACTION_ADD':
    case 'MESSAGE_REACTION_REMOVE':
      return [['MessageReactionEmojiResponse', data['emoji']], ...some('GuildMemberResponse', data['member'])];
    case 'INTERACTION_CREATE':
      return interaction(data);
    default:
      return [];
  }
}

function interaction({ user, member, message, channel: place, data }: Fields): readonly Named[] {
  const { resolved } = data as { resolved?: { messages: Fields } };
  return [
    channel(place as Fields),
    ...some('UserResponse', user),
    ...some('GuildMemberResponse', member && without(member as Fields, 'permissions')),
    ...some('MessageResponse', message),
    ...Object.values(resolved?.messages ?? {}).map((value): Named => ['MessageResponse', value]),
  ];
}

const list = (value: unknown): readonly Fields[] => (value ?? []) as Fields[];
const some = (schema: string, value: unknown): Named[] => (value === undefined ? [] : [[schema, value]]);
const channel = (value: Fields): Named => {
  if (value['type'] === ChannelType.DM) return ['PrivateChannelResponse', value];
  return ['thread_metadata' in value ? 'ThreadResponse' : 'GuildChannelResponse', value];
};
const without = (fields: Fields, name: string): Fields =>
  Object.fromEntries(Object.entries(fields).filter(([key]) => key !== name));
