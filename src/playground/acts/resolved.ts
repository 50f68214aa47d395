import { ChannelType, ComponentType } from 'discord.js';
import { resolvedChannelPayload, rolesPayload } from '../world/payloads.ts';
import type { Person, World } from '../world/world.ts';
import { Refusal } from './refusal.ts';

/** What was picked: of which kind, and its id. */
export type Picked = Readonly<{ kind: 'channel' | 'role'; id: string; types?: readonly number[] | undefined }>;

type Resolved = Readonly<{ resolved?: { channels?: object; roles?: object } }>;

/** What Discord says beside the ids of channels and roles. Refuses what its client would not offer this person. */
export function resolved(picks: readonly Picked[], person: Person, world: World): Resolved {
  if (picks.length === 0) return {};
  const channels: Record<string, object> = {};
  const roles: Record<string, object> = {};
  for (const { kind, id, types = [] } of picks) {
    if (kind === 'channel') {
      const channel = world.channel(id);
      const isOffered = channel && channel.type !== ChannelType.DM && world.sees(person, channel);
      if (!isOffered || (types.length > 0 && !types.includes(channel.type)))
        throw new Refusal('There is no such channel to choose.');
      channels[id] = resolvedChannelPayload(channel, person, world);
    } else {
      const role = rolesPayload(world).find((known) => known.id === id);
      if (!role) throw new Refusal('There is no such role.');
      roles[id] = role;
    }
  }
  return {
    resolved: {
      ...(Object.keys(channels).length > 0 && { channels }),
      ...(Object.keys(roles).length > 0 && { roles }),
    },
  };
}

/** What was picked in a menu of channels or roles; nothing for other menus. */
export function picksOf(
  menu: Readonly<{ type: number; channel_types?: readonly number[] }>,
  ids: readonly string[],
): readonly Picked[] {
  const kind = kinds[menu.type];
  return kind ? ids.map((id) => ({ kind, id, types: menu.channel_types })) : [];
}

const kinds: Readonly<Record<number, Picked['kind']>> = {
  [ComponentType.ChannelSelect]: 'channel',
  [ComponentType.RoleSelect]: 'role',
};
