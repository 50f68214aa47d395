import type { APIUser } from 'discord.js';
import type { AllowedMentions } from '../rest/message-rules.ts';
import type { World } from './world.ts';

type Kind = 'users' | 'roles' | 'everyone';

/** Whom a text pings when the sender does not say: https://discord.com/developers/docs/resources/message#allowed-mentions-object */
export const pings: Readonly<Record<'message' | 'webhook', readonly Kind[]>> = {
  message: ['users', 'roles', 'everyone'],
  webhook: ['users'],
};

/** Whom a text really pings, as a message object lists them. Embeds ping nobody. */
export function mentionsIn(
  text: string,
  parts: { world: World; allowed: AllowedMentions | null | undefined; byDefault: readonly Kind[] },
): { mentions: APIUser[]; mention_roles: string[]; mention_everyone: boolean } {
  const { world, allowed, byDefault } = parts;
  const kinds = new Set(allowed ? (allowed.parse ?? []) : byDefault);
  const may = (kind: 'users' | 'roles', id: string): boolean => kinds.has(kind) || !!allowed?.[kind]?.includes(id);
  const found = (pattern: RegExp): string[] => [...new Set([...text.matchAll(pattern)].map(([, id]) => id ?? ''))];
  return {
    mentions: found(/<@!?(\d+)>/g)
      .filter((id) => may('users', id))
      .map((id) => world.user(id))
      .filter((user) => user !== undefined),
    mention_roles: found(/<@&(\d+)>/g).filter((id) => may('roles', id) && world.roles.some((role) => role.id === id)),
    mention_everyone: kinds.has('everyone') && /@(?:everyone|here)\b/.test(text),
  };
}
