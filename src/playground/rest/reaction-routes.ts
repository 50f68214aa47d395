import { PermissionFlagsBits, ReactionType } from 'discord.js';
import { z } from 'zod';
import type { Channel, StoredMessage } from '../world/world.ts';
import { idOf, limitOf, queryOf } from './call.ts';
import type { Api, ApiParts, Call } from './call.ts';
import { refusals } from './discord-error.ts';
import { demandPermission } from './permission-check.ts';
import { snowflake } from './snowflake-rule.ts';

const { ReadMessageHistory, AddReactions, ManageMessages } = PermissionFlagsBits;

const Page = z.object({
  after: snowflake.default('0'),
  limit: limitOf(25),
  type: z.coerce.number().pipe(z.enum(ReactionType)).default(ReactionType.Normal),
});

/** Reactions: https://discord.com/developers/docs/resources/message#create-reaction and the entries after it. */
export function reactionRoutes(api: Api, { world, posts, reactions }: ApiParts): void {
  const find = (call: Call): { channel: Channel; stored: StoredMessage } => {
    const channel = posts.channel(idOf(call, 'channel_id'));
    demandPermission(world, channel);
    return { channel, stored: posts.message(channel.id, idOf(call, 'message_id')) };
  };
  /** The message, if the bot may take away what others put there. */
  const findToManage = (call: Call): StoredMessage => {
    const { channel, stored } = find(call);
    if (channel.recipientId !== undefined) throw refusals.notInDirectMessages();
    demandPermission(world, channel, ManageMessages);
    return stored;
  };
  const emojiIn = (call: Call): string => call.req.param('emoji') ?? '';
  const all = '/channels/:channel_id/messages/:message_id/reactions';
  const one = `${all}/:emoji` as const;

  api.put(`${one}/@me`, (call) => {
    const { channel, stored } = find(call);
    const isFirst = (['reactions', 'bursts'] as const).every(
      (kind) => reactions.users(stored, emojiIn(call), kind).length === 0,
    );
    demandPermission(world, channel, ReadMessageHistory, ...(isFirst ? [AddReactions] : []));
    reactions.add(stored, emojiIn(call), world.bot.id);
    return call.body(null, 204);
  });
  api.delete(`${one}/@me`, (call) => {
    reactions.remove(find(call).stored, emojiIn(call), world.bot.id);
    return call.body(null, 204);
  });
  api.delete(`${one}/:user_id`, (call) => {
    const userId = idOf(call, 'user_id');
    const stored = userId === world.bot.id ? find(call).stored : findToManage(call);
    if (!world.user(userId)) throw refusals.unknownUser();
    reactions.remove(stored, emojiIn(call), userId);
    return call.body(null, 204);
  });
  api.get(one, (call) => {
    const { stored } = find(call);
    const { after, limit, type } = queryOf(call, Page);
    const users = reactions.users(stored, emojiIn(call), type === ReactionType.Burst ? 'bursts' : 'reactions');
    const page = users.filter((id) => BigInt(id) > BigInt(after)).slice(0, limit);
    return call.json(page.map((id) => world.user(id)));
  });
  api.delete(one, (call) => {
    reactions.clear(findToManage(call), emojiIn(call));
    return call.body(null, 204);
  });
  api.delete(all, (call) => {
    reactions.clear(findToManage(call));
    return call.body(null, 204);
  });
}
