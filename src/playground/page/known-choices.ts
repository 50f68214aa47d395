import { optionType } from './commands.ts';
import type { Choice, Option } from './commands.ts';
import { channelLabel, channelsOf, roleLabel } from './scene.ts';
import type { Scene } from './scene.ts';

/** Choices of an option that need no question to the bot; none for an option that takes any words. */
export function knownChoices({ type, choices, channelTypes }: Option, { snapshot, words }: Scene): readonly Choice[] {
  if (choices) return choices;
  if (type === optionType.boolean) {
    return (['true', 'false'] as const).map((value) => ({ name: words.booleans[value], value }));
  }
  if (type === optionType.user) return snapshot.people.map(({ id, name }) => ({ name, value: id }));
  if (type === optionType.role) return snapshot.roles.map(({ id, name }) => ({ name: roleLabel(name), value: id }));
  if (type !== optionType.channel) return [];
  return channelsOf(snapshot, channelTypes).map((channel) => ({ name: channelLabel(channel), value: channel.id }));
}
