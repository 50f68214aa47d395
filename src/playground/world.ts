import { ChannelType, OverwriteType, PermissionFlagsBits } from 'discord.js';
import type { APIApplicationCommand, APIMessage, APIUser } from 'discord.js';
import type { Interaction } from './interaction.ts';
import { Ledger } from './ledger.ts';
import type { PageLocale, PersonView } from './protocol.ts';
import { Snowflakes } from './snowflakes.ts';

export type Person = Omit<PersonView, 'locale'> & { locale: PageLocale; user: APIUser; roles: string[] };

export type Overwrite = Readonly<{ id: string; type: OverwriteType; allow: bigint; deny: bigint }>;

export type Channel = Readonly<{
  id: string;
  type: ChannelType.GuildText | ChannelType.GuildAnnouncement | ChannelType.DM;
  name: string;
  overwrites: readonly Overwrite[];
  /** Whose direct messages these are. */
  recipientId: string | undefined;
}>;

/** A message with what only the server knows of it. */
export type StoredMessage = {
  message: APIMessage;
  /** The one person who sees it, if it is ephemeral. */
  onlyFor: string | undefined;
  state: 'thinking' | 'sent' | 'failed';
  usedBy: Readonly<{ name: string; command: string }> | undefined;
  /** Emoji → ids of who put it there, in order. */
  reactions: Map<string, Set<string>>;
  dismissed: boolean;
};

const everyone =
  PermissionFlagsBits.ViewChannel |
  PermissionFlagsBits.SendMessages |
  PermissionFlagsBits.EmbedLinks |
  PermissionFlagsBits.AddReactions |
  PermissionFlagsBits.ReadMessageHistory |
  PermissionFlagsBits.UseApplicationCommands;

/** Everything there is in the playground: one guild, four people, a bot, what they wrote. In memory only. */
export class World {
  readonly clock: () => Temporal.Instant;
  readonly ledger: Ledger;
  readonly snowflakes: Snowflakes;
  readonly bot: APIUser;
  readonly applicationId: string;
  readonly guild: { id: string; name: string; locale: PageLocale };
  readonly roles: readonly { id: string; name: string; permissions: bigint }[];
  readonly people: readonly Person[];
  readonly channels: readonly Channel[];
  readonly messages = new Map<string, StoredMessage>();
  readonly interactions = new Map<string, Interaction>();
  /** By scope: `global`, or the guild's id. */
  readonly commands = new Map<string, APIApplicationCommand[]>();
  readonly #watchers = new Set<() => void>();

  constructor(clock: () => Temporal.Instant) {
    this.clock = clock;
    this.ledger = new Ledger(clock);
    this.snowflakes = new Snowflakes(clock);
    const id = (): string => this.snowflakes.next();
    this.applicationId = id();
    this.bot = { ...aUser(this.applicationId, 'kinoklub'), bot: true };
    this.guild = { id: id(), name: 'Film club', locale: 'en-US' };
    const moderators = id();
    this.roles = [
      { id: this.guild.id, name: '@everyone', permissions: everyone },
      {
        id: moderators,
        name: 'moderators',
        permissions: PermissionFlagsBits.ManageEvents | PermissionFlagsBits.ManageGuild,
      },
    ];
    const person = (name: string, role: PersonView['role'], locale: PageLocale): Person => {
      const user = aUser(id(), name.toLowerCase(), name);
      return { id: user.id, name, role, locale, user, roles: role === 'moderator' ? [moderators] : [] };
    };
    this.people = [
      person('Anna', 'member', 'en-US'),
      person('Boris', 'member', 'ru'),
      person('Clara', 'moderator', 'en-US'),
      person('Vera', 'newcomer', 'ru'),
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

  person(id: string): Person | undefined {
    return this.people.find((person) => person.id === id);
  }

  user(id: string): APIUser | undefined {
    return id === this.bot.id ? this.bot : this.person(id)?.user;
  }

  /** What somebody may do in a channel: base permissions, then the channel's overwrites, as Discord computes them. */
  permissions(userId: string, channel: Channel): bigint {
    if (channel.type === ChannelType.DM) return everyone;
    const own = userId === this.bot.id ? [] : (this.person(userId)?.roles ?? []);
    const roleIds = new Set([this.guild.id, ...own]);
    const base = this.roles.filter(({ id }) => roleIds.has(id)).reduce((sum, role) => sum | role.permissions, 0n);
    if ((base & PermissionFlagsBits.Administrator) !== 0n) return ~0n;
    const apply = (permissions: bigint, overwrites: readonly Overwrite[]): bigint => {
      const deny = overwrites.reduce((sum, overwrite) => sum | overwrite.deny, 0n);
      const allow = overwrites.reduce((sum, overwrite) => sum | overwrite.allow, 0n);
      return (permissions & ~deny) | allow;
    };
    const { overwrites } = channel;
    const forEveryone = apply(
      base,
      overwrites.filter(({ id }) => id === this.guild.id),
    );
    const forRoles = apply(
      forEveryone,
      overwrites.filter(({ id, type }) => type === OverwriteType.Role && id !== this.guild.id && roleIds.has(id)),
    );
    return apply(
      forRoles,
      overwrites.filter(({ id }) => id === userId),
    );
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

const aUser = (id: string, username: string, name: string | null = null): APIUser => ({
  id,
  username,
  discriminator: '0',
  global_name: name,
  avatar: null,
});
