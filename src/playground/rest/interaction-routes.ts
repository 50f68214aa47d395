import { InteractionResponseType } from 'discord.js';
import { messagePayload } from '../world/payloads.ts';
import type { Interaction } from '../world/interaction.ts';
import type { StoredMessage, World } from '../world/world.ts';
import { idOf } from './call.ts';
import type { Api, ApiParts, Call } from './call.ts';
import { sentIn } from './uploads.ts';

/** First answers, and the webhook of each interaction: https://discord.com/developers/docs/interactions/receiving-and-responding#endpoints */
export function interactionRoutes(api: Api, { world, callbacks }: ApiParts): void {
  api.post('/interactions/:interaction_id/:token/callback', (call) => {
    const answer = callbacks.first(idOf(call, 'interaction_id'), call.req.param('token'), sentIn(call));
    if (call.req.query('with_response') !== 'true') return call.body(null, 204);
    return call.json(callbackPayload(answer, world));
  });
  const webhook = '/webhooks/:webhook_id/:token';
  const message = `${webhook}/messages/:message_id` as const;
  const named = (call: Call): [applicationId: string, token: string, name: string] => {
    const name = call.req.param('message_id') ?? '';
    return [
      idOf(call, 'webhook_id'),
      call.req.param('token') ?? '',
      name === '@original' ? name : idOf(call, 'message_id'),
    ];
  };
  const answer = (call: Call, stored: StoredMessage): Response => call.json(messagePayload(stored, world));
  api.post(webhook, (call) =>
    answer(call, callbacks.followUp(idOf(call, 'webhook_id'), call.req.param('token'), sentIn(call))),
  );
  api.get(message, (call) => answer(call, callbacks.message(...named(call)).stored));
  api.patch(message, (call) => answer(call, callbacks.edit(...named(call), sentIn(call))));
  api.delete(message, (call) => {
    callbacks.remove(...named(call));
    return call.body(null, 204);
  });
}

/** What `with_response` asks for. Only a message that is there at once is part of it: a deferred one has nothing to show. */
function callbackPayload(
  { interaction, type, stored }: { interaction: Interaction; type: InteractionResponseType; stored?: StoredMessage },
  world: World,
): object {
  const isLoading = type === InteractionResponseType.DeferredChannelMessageWithSource;
  return {
    interaction: {
      ...{ id: interaction.id, type: interaction.type, channel_id: interaction.channelId },
      ...(stored && {
        response_message_id: stored.message.id,
        response_message_loading: isLoading,
        response_message_ephemeral: stored.onlyFor !== undefined,
      }),
    },
    ...(stored && !isLoading && { resource: { type, message: messagePayload(stored, world) } }),
  };
}
