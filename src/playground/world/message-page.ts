import type { Channel, StoredMessage, World } from './world.ts';

type Page = Readonly<{
  limit: number;
  around?: string | undefined;
  before?: string | undefined;
  after?: string | undefined;
}>;

/** Messages of a channel that everybody sees, the newest first: the latest ones, or those before, after or around an id. */
export function messagesIn(channel: Channel, { limit, around, before, after }: Page, world: World): StoredMessage[] {
  const all = [...world.messages.values()].filter(
    ({ message, onlyFor }) => message.channel_id === channel.id && onlyFor === undefined,
  );
  const id = ({ message }: StoredMessage): bigint => BigInt(message.id);
  const older = (than: string): StoredMessage[] => all.filter((stored) => id(stored) < BigInt(than));
  const younger = (than: string): StoredMessage[] => all.filter((stored) => id(stored) > BigInt(than));
  if (around !== undefined) {
    const half = Math.floor(limit / 2);
    const middle = all.filter(({ message }) => message.id === around);
    return [...older(around).slice(-half), ...middle, ...younger(around).slice(0, half)].slice(0, limit).toReversed();
  }
  if (after !== undefined) return younger(after).slice(0, limit).toReversed();
  return (before === undefined ? all : older(before)).slice(-limit).toReversed();
}
