import { GatewayIntentBits } from 'discord.js';

const {
  Guilds,
  GuildMembers,
  GuildPresences,
  MessageContent,
  GuildMessages,
  DirectMessages,
  GuildMessageReactions,
  DirectMessageReactions,
} = GatewayIntentBits;

const allIntents = Object.values(GatewayIntentBits).reduce<number>(
  (sum, bit) => (typeof bit === 'number' ? sum | bit : sum),
  0,
);

/** An application must apply for these; the playground's did not. */
const privileged = GuildMembers | GuildPresences | MessageContent;

/** Bits that are none, or that are not this application's. */
export const isUnknownIntent = (intents: number): boolean => (intents & ~allIntents) !== 0;
export const isPrivileged = (intents: number): boolean => (intents & privileged) !== 0;

/** An event with this name wants one intent in a guild and another in direct messages. */
const rules: readonly [event: RegExp, inGuild: number, direct: number][] = [
  [/^(?:GUILD|GUILD_ROLE|CHANNEL|THREAD)_(?:CREATE|UPDATE|DELETE)$/, Guilds, Guilds],
  [/^MESSAGE_REACTION_/, GuildMessageReactions, DirectMessageReactions],
  [/^MESSAGE_/, GuildMessages, DirectMessages],
];

/** Which intent lets an event through; undefined if it needs none. https://discord.com/developers/docs/events/gateway#list-of-intents */
export function intentOf(event: string, isDirect: boolean): number | undefined {
  const rule = rules.find(([name]) => name.test(event));
  return rule?.[isDirect ? 2 : 1];
}
