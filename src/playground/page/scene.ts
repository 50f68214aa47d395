import type { ActionResult, ChannelView, PersonView, Snapshot } from '../protocol.ts';
import type { Deed } from './connection.ts';
import type { Words } from './words.ts';

/** All that a part of the page needs to draw itself: the world as this person sees it, and how to act in it. */
export type Scene = Readonly<{
  snapshot: Snapshot;
  person: PersonView;
  channel: ChannelView;
  words: Words;
  /** Does something in the playground; a refusal is shown to the visitor by the page. */
  act: (deed: Deed) => Promise<ActionResult>;
  /** Goes to another channel, or to a message in one. */
  go: (channel: ChannelView, messageId?: string) => void;
  /** Draws the page anew, at once. */
  redraw: () => void;
}>;

/** The channels of the club that a menu or an option takes, by Discord's numbers of kinds; all where it names none. */
export const channelsOf = ({ channels }: Snapshot, types: readonly number[] | undefined): readonly ChannelView[] =>
  channels.filter(({ kind, type }) => kind !== 'dm' && (!types?.length || types.includes(type)));

/** `@moderators`; the role of everybody is called so already. */
export const roleLabel = (name: string): string => (name.startsWith('@') ? name : `@${name}`);

/** `#name`, or in direct messages the name of who is there. */
export const channelLabel = ({ name, kind }: ChannelView): string => (kind === 'dm' ? `@${name}` : `#${name}`);
