import { optionType } from './commands.ts';
import type { Choice, Option } from './commands.ts';
import { channelLabel } from './scene.ts';
import type { Scene } from './scene.ts';

/** Choices of an option that need no question to the bot; none for an option that takes any words. */
export function knownChoices({ type, choices }: Option, { snapshot, words }: Scene): readonly Choice[] {
  if (choices) return choices;
  if (type === optionType.boolean) {
    return (['true', 'false'] as const).map((value) => ({ name: words.booleans[value], value }));
  }
  if (type === optionType.user) return snapshot.people.map(({ id, name }) => ({ name, value: id }));
  if (type !== optionType.channel) return [];
  const shown = snapshot.channels.filter(({ kind }) => kind !== 'dm');
  return shown.map((channel) => ({ name: channelLabel(channel), value: channel.id }));
}
