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

/** Of what was picked in a menu of channels or roles; nothing for other menus. */
export function resolvedPicks(
  menu: Readonly<{ type: ComponentType; channel_types?: readonly number[] }>,
  ids: readonly string[],
  person: Person,
  world: World,
): Resolved {
  const kind = { [ComponentType.ChannelSelect]: 'channel', [ComponentType.RoleSelect]: 'role' } as const;
  const own = kind[menu.type as keyof typeof kind] as Picked['kind'] | undefined;
  if (!own) return {};
  return resolved(
    ids.map((id) => ({ kind: own, id, types: menu.channel_types })),
    person,
    world,
  );
}
