import { ChannelType } from 'discord.js';
import { messagePayload } from './world/payloads.ts';
import type { ChannelView, MessageView, Snapshot } from './protocol.ts';
import type { Channel, Person, StoredMessage, World } from './world/world.ts';

/** As many messages of a channel as a page shows. */
const mostMessages = 100;

/** The world as one person sees it. */
export function snapshotFor(
  person: Person,
  world: World,
  more: { bot: Pick<Snapshot['bot'], 'state' | 'canStop'> } & Pick<Snapshot, 'faults' | 'canMoveClock'>,
): Snapshot {
  const channels = world.channels.filter((channel) => world.sees(person, channel));
  const opened = [...world.interactions.values()].findLast(
    ({ personId, modal }) => personId === person.id && modal !== undefined,
  );
  return {
    type: 'snapshot',
    as: person.id,
    people: world.people.map(({ id, name, role, locale }) => ({ id, name, role, locale })),
    guild: { ...world.guild },
    channels: channels.map(channelView),
    roles: world.roles.map(({ id, name }) => ({ id, name })),
    bot: { id: world.bot.id, name: world.bot.username, isMember: world.botIsMember, ...more.bot },
    commands: [...world.commands.values()].flat(),
    messages: Object.fromEntries(channels.map(({ id }) => [id, messagesIn(id, person, world)])),
    modal: opened?.modal && { interactionId: opened.id, modal: opened.modal },
    faults: more.faults,
    now: world.clock().toString(),
    canMoveClock: more.canMoveClock,
  };
}

const kinds = {
  [ChannelType.GuildText]: 'text',
  [ChannelType.GuildAnnouncement]: 'announcement',
  [ChannelType.GuildForum]: 'forum',
  [ChannelType.PublicThread]: 'thread',
  [ChannelType.AnnouncementThread]: 'thread',
  [ChannelType.DM]: 'dm',
} as const;

const channelView = ({ id, name, type }: Channel): ChannelView => ({ id, name, type, kind: kinds[type] });

function messagesIn(channelId: string, person: Person, world: World): readonly MessageView[] {
  return [...world.messages.values()]
    .filter((stored) => stored.message.channel_id === channelId && isSeenBy(person, stored))
    .slice(-mostMessages)
    .map((stored) => ({
      message: messagePayload(stored, world),
      ephemeral: stored.onlyFor !== undefined,
      state: stored.state,
      usedBy: stored.usedBy,
      mine: [...stored.reactions, ...stored.bursts].filter(([, users]) => users.has(person.id)).map(([emoji]) => emoji),
    }));
}

const isSeenBy = (person: Person, { onlyFor, dismissed }: StoredMessage): boolean =>
  !dismissed && (onlyFor === undefined || onlyFor === person.id);
