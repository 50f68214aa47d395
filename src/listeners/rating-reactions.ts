import { GatewayDispatchEvents } from 'discord-api-types/v10';
import { z } from 'zod';
import { defineListener } from '../discord/listener.ts';
import type { Listener } from '../discord/listener.ts';

const Emoji = z.object({ id: z.string().nullish(), name: z.string().nullish() });
const Reaction = z.object({
  ...{ message_id: z.string(), user_id: z.string(), emoji: Emoji },
  burst: z.boolean().nullish().catch(undefined),
});
const Cleared = z.object({ message_id: z.string() });
/** Only the event of adding says who the member is. */
const Added = Reaction.extend({
  member: z
    .object({ user: z.object({ bot: z.boolean().nullish() }).nullish() })
    .nullish()
    .catch(undefined),
});

/** A custom emoji may be called anything. */
const nameOf = ({ id, name }: z.infer<typeof Emoji>): string => (id ? '' : (name ?? ''));

const toldOf = ({ message_id: messageId, user_id: userId, emoji, burst }: z.infer<typeof Reaction>) => ({
  ...{ messageId, userId, emoji: nameOf(emoji), isSuper: burst === true },
});

/** Reactions are a ballot: every change of them under a post of the bot. Bots do not vote, this one neither. */
export const ratingReactions: readonly Listener[] = [
  defineListener({
    event: GatewayDispatchEvents.MessageReactionAdd,
    shape: Added,
    handle: (data, { ballots }) => {
      if (data.member?.user?.bot !== true) ballots.give(toldOf(data));
    },
  }),
  defineListener({
    event: GatewayDispatchEvents.MessageReactionRemove,
    shape: Reaction,
    handle: (data, { ballots }) => ballots.take(toldOf(data)),
  }),
  defineListener({
    event: GatewayDispatchEvents.MessageReactionRemoveAll,
    shape: Cleared,
    handle: ({ message_id: messageId }, { ballots }) => ballots.clear({ messageId }),
  }),
  defineListener({
    event: GatewayDispatchEvents.MessageReactionRemoveEmoji,
    shape: Cleared.extend({ emoji: Emoji }),
    handle: ({ message_id: messageId, emoji }, { ballots }) => ballots.clear({ messageId, emoji: nameOf(emoji) }),
  }),
];
