import { ChannelType, OverwriteType, PermissionFlagsBits } from 'discord.js';
import type { APIApplicationCommand, APIMessage, APIUser, UserFlags } from 'discord.js';
import { Files } from './files.ts';
import type { Interaction } from './interaction.ts';
import { Ledger } from './ledger.ts';
import type { PageLocale, PersonView } from '../protocol.ts';
import { everyone, permissionsIn } from './permissions.ts';
import type { Overwrite } from './permissions.ts';
import { Snowflakes } from './snowflakes.ts';

export type Person = Omit<PersonView, 'locale'> & { locale: PageLocale; user: APIUser; roles: string[] };

export type Channel = {
  readonly id: string;
  readonly type:
    | ChannelType.GuildText
    | ChannelType.GuildAnnouncement
    | ChannelType.GuildForum
    | ChannelType.PublicThread
    | ChannelType.AnnouncementThread
    | ChannelType.DM;
  readonly name: string;
  /** A test may change them: what they say holds from the next request on. */
  overwrites: readonly Overwrite[];
  /** The last message that was sent there. It stays when that message goes. */
  lastMessageId?: string;
  /** Of a forum: it takes no post without a tag. */
  needsTag?: boolean;
  /** Whose direct messages these are. */
  readonly recipientId: string | undefined;
  /** Of a thread: where it hangs, whose it is, and whether it rests. */
  readonly thread?: { readonly parentId: string; readonly ownerId: string; readonly at: string; archived: boolean };
};

/** A message with what only the server knows of it. */
export type StoredMessage = {
  message: APIMessage;
  /** The one person who sees it, if it is ephemeral. */
  onlyFor: string | undefined;
  state: 'thinking' | 'sent' | 'failed';
  usedBy: Readonly<{ name: string; command: string }> | undefined;
  /** Emoji → ids of who put it there, in order. */
  reactions: Map<string, Set<string>>;
  /** The same for super reactions: somebody may have given both. */
  bursts: Map<string, Set<string>>;
  dismissed: boolean;
  /** When it was pinned, if it is. */
  pinnedAt?: string | undefined;
};

/** Everything there is in the playground: one guild, four people, a bot, what they wrote. In memory only. */
export class World {
  readonly clock: () => Temporal.Instant;
  readonly ledger: Ledger;
  readonly snowflakes: Snowflakes;
  readonly files = new Files();
  readonly bot: APIUser;
  readonly applicationId: string;
  readonly guild: { readonly id: string; readonly name: string; readonly ownerId: string; locale: PageLocale };
  /** The bot is in the guild: invited, and not taken out since. */
  botIsMember = true;
  /** Since when; the bot is no newcomer in a playground that has just begun. */
  invitedAt: string;
  /** The guild is within Discord's reach; else it is unavailable, as after a breakdown of a part of Discord. */
  guildIsAvailable = true;
  readonly founder: APIUser;
  readonly foundedAt: string;
  readonly roles: readonly { id: string; name: string; permissions: bigint; mentionable?: boolean }[];
  /** The roles of the bot. */
  readonly botRoles: readonly string[];
  readonly people: readonly Person[];
  /** Members whom nobody can be, as a crowd for tests. */
  readonly strangers = new Map<string, APIUser>();
  readonly channels: Channel[];
  readonly messages = new Map<string, StoredMessage>();
  readonly interactions = new Map<string, Interaction>();
  /** By scope: `global`, or the guild's id. */
  readonly commands = new Map<string, APIApplicationCommand[]>();
  readonly #watchers = new Set<() => void>();

  /** `crowd`: so many members more, for who needs many. */
  constructor(clock: () => Temporal.Instant, { crowd = 0 }: { crowd?: number } = {}) {
    this.clock = clock;
    this.ledger = new Ledger(clock);
    this.snowflakes = new Snowflakes(clock);
    const id = (): string => this.snowflakes.next();
    this.applicationId = id();
    this.bot = { ...aUser(this.applicationId, 'kinoklub'), bot: true };
    // Whoever founded the guild owns it, and is none of the people: an owner may do anything, which would hide mistakes.
    this.founder = aUser(id(), 'founder');
    this.guild = { id: id(), name: 'Film club', ownerId: this.founder.id, locale: 'en-US' };
    this.foundedAt = timestampOf(clock());
    this.invitedAt = timestampOf(clock().subtract({ hours: 24 }));
    const [moderators, own] = [id(), id()];
    this.botRoles = [own];
    this.roles = [
      { id: this.guild.id, name: '@everyone', permissions: everyone },
      // Discord makes one for every bot, with what it was invited with.
      { id: own, name: 'kinoklub', permissions: PermissionFlagsBits.PinMessages },
      {
        id: moderators,
        name: 'moderators',
        permissions: PermissionFlagsBits.ManageEvents | PermissionFlagsBits.ManageGuild,
      },
    ];
    const person = (name: string, role: PersonView['role'], locale: PageLocale): Person => {
      const user = aUser(id(), name.toLowerCase().replace(' ', '-'), name);
      return { id: user.id, name, role, locale, user, roles: role === 'moderator' ? [moderators] : [] };
    };
    this.people = [
      person('Anna', 'member', 'en-US'),
      person('Boris', 'member', 'ru'),
      person('Clara', 'moderator', 'en-US'),
      person('Vera', 'newcomer', 'ru'),
      ...Array.from({ length: crowd }, (_, at) => person(`Guest ${at + 1}`, 'member', 'en-US')),
    ];
    const channel = (name: string, type: Channel['type'], recipientId?: string): Channel => ({
      id: id(),
      type,
      name,
      overwrites:
        type === ChannelType.GuildAnnouncement
          ? [{ id: this.guild.id, type: OverwriteType.Role, allow: 0n, deny: PermissionFlagsBits.SendMessages }]
          : [],
      recipientId,
    });
    this.channels = [
      channel('film-club', ChannelType.GuildText),
      channel('general', ChannelType.GuildText),
      channel('announcements', ChannelType.GuildAnnouncement),
      ...this.people.map(({ id: recipient }) => channel('kinoklub', ChannelType.DM, recipient)),
    ];
  }

  channel(id: string): Channel | undefined {
    return this.channels.find((channel) => channel.id === id);
  }

  /** Opens one more channel; what a page or a bot asks for from then on finds it. */
  addChannel(name: string, type: Channel['type']): Channel {
    const channel = { id: this.snowflakes.next(), type, name, overwrites: [], recipientId: undefined };
    this.channels.push(channel);
    this.changed();
    return channel;
  }

  person(id: string): Person | undefined {
    return this.people.find((person) => person.id === id);
  }

  user(id: string): APIUser | undefined {
    return id === this.bot.id ? this.bot : (this.person(id)?.user ?? this.strangers.get(id));
  }

  /** Somebody more in the guild, or one more bot. */
  addStranger({ bot = false } = {}): string {
    const id = this.snowflakes.next();
    this.strangers.set(id, { ...aUser(id, `stranger_${this.strangers.size}`), ...(bot && { bot }) });
    return id;
  }

  /** What somebody may do in a channel, Discord's bits. */
  permissions(userId: string, channel: Channel): bigint {
    if (channel.type === ChannelType.DM) return everyone;
    if (userId === this.bot.id && !this.botIsMember) return 0n;
    const parent = channel.thread && this.channel(channel.thread.parentId);
    if (parent) return this.permissions(userId, parent);
    const own = userId === this.bot.id ? this.botRoles : (this.person(userId)?.roles ?? []);
    const roles = this.roles.filter(({ id }) => id === this.guild.id || own.includes(id));
    return permissionsIn({ userId, guildId: this.guild.id, roles, overwrites: channel.overwrites });
  }

  /** The person sees the channel at all: direct messages are for one, and overwrites may hide the others. */
  sees(person: Person, channel: Channel): boolean {
    if (channel.recipientId !== undefined) return channel.recipientId === person.id;
    return this.permissions(person.id, channel) !== 0n;
  }

  /** Calls back after every change, until the returned function is called. */
  watch(onChange: () => void): () => void {
    this.#watchers.add(onChange);
    return () => this.#watchers.delete(onChange);
  }

  /** Tells whoever watches that something is different. */
  changed(): void {
    for (const watcher of this.#watchers) watcher();
  }
}

/** As Discord writes a moment: microseconds and an offset. */
export const timestampOf = (moment: Temporal.Instant): string =>
  moment.toString({ timeZone: 'UTC', smallestUnit: 'microsecond' });

const noFlags: number = 0;

const aUser = (id: string, username: string, name: string | null = null): APIUser => ({
  id,
  username,
  discriminator: '0',
  global_name: name,
  avatar: null,
  public_flags: noFlags as UserFlags,
  flags: noFlags as UserFlags,
  primary_guild: null,
});
