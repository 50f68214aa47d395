import { randomBytes } from 'node:crypto';
import { ChannelType, InteractionContextType, InteractionType } from 'discord.js';
import type { PlaygroundGateway } from '../gateway/gateway.ts';
import type { ActionResult } from '../protocol.ts';
import { firstAnswerMs, isAlive } from '../world/interaction.ts';
import type { Interaction } from '../world/interaction.ts';
import { channelPayload, invokerPayload, messagePayload } from '../world/payloads.ts';
import type { Posts } from '../world/posts.ts';
import type { Channel, Person, StoredMessage, World } from '../world/world.ts';

/** What somebody did, where; what the bot is told of it beside `data`. */
type Use = Readonly<{
  person: Person;
  channel: Channel;
  type: InteractionType;
  data: object;
  /** `/film theme`, for the line above the answer. */
  command?: string;
  /** The message whose component was used. */
  source?: StoredMessage | undefined;
  /** The message on which a menu command was used. */
  targetId?: string | undefined;
  /** What opened the form that was sent. */
  openedBy?: Interaction;
  complete?: Interaction['complete'];
}>;

/** Makes an interaction of what somebody did, sends it to the bot, and watches over its 3 s. */
export class Invocations {
  readonly #world: World;
  readonly #gateway: PlaygroundGateway;
  readonly #posts: Posts;

  constructor(parts: { world: World; gateway: PlaygroundGateway; posts: Posts }) {
    this.#world = parts.world;
    this.#gateway = parts.gateway;
    this.#posts = parts.posts;
  }

  send(use: Use): ActionResult {
    const interaction = this.#open(use);
    this.#gateway.dispatch('INTERACTION_CREATE', this.#payload(interaction, use));
    // Who types sees nothing of a bot that does not answer.
    if (use.type !== InteractionType.ApplicationCommandAutocomplete) {
      setTimeout(() => this.#giveUp(interaction), firstAnswerMs + 50).unref();
    }
    return { ok: true, interactionId: interaction.id };
  }

  #open({ person, channel, type, command = '', source, targetId, openedBy, complete }: Use): Interaction {
    const { interactions, snowflakes, clock } = this.#world;
    const now = clock();
    for (const known of interactions.values()) if (!isAlive(known, now)) interactions.delete(known.id);
    const interaction: Interaction = {
      ...{ id: snowflakes.next(), token: randomBytes(48).toString('base64url') },
      ...{ type, personId: person.id, channelId: channel.id, command, complete },
      ...{ sentAtMs: performance.now(), sentAt: now, sourceId: source?.message.id, targetId, openedBy },
      ...{ answered: false, originalId: undefined, messageIds: new Set(), waitingId: undefined, modal: undefined },
    };
    interactions.set(interaction.id, interaction);
    return interaction;
  }

  #payload({ id, token, type }: Interaction, { person, channel, data, source }: Use): object {
    const world = this.#world;
    const isDirect = channel.type === ChannelType.DM;
    return {
      ...{ id, application_id: world.applicationId, type, data, token, version: 1 },
      ...{ channel_id: channel.id, channel: channelPayload(channel, world), locale: person.locale },
      ...invokerPayload(person, channel, world),
      ...(source && { message: messagePayload(source, world) }),
      app_permissions: String(world.permissions(world.bot.id, channel)),
      entitlements: [],
      authorizing_integration_owners: { 0: isDirect ? '0' : world.guild.id },
      context: isDirect ? InteractionContextType.BotDM : InteractionContextType.Guild,
      attachment_size_limit: 10_485_760,
    };
  }

  /** What the client shows when no answer came in time. */
  #giveUp(interaction: Interaction): void {
    if (!interaction.answered) this.#posts.fail(interaction);
  }
}
