import { z } from 'zod';
import { defineComponent } from '../discord/component.ts';
import type { MessageReply } from '../discord/reply.ts';
import type { Request } from '../discord/request.ts';
import type { GuildSettings } from '../domain/guild-settings.ts';
import { UserError } from '../errors.ts';
import type { Services } from '../services/services.ts';
import { askFor, unclearOf } from './filter-question.ts';
import { changeReply } from './settings.ts';

type Way = 'on' | 'off';

/** The menu under the question which collection was meant: switches the one picked. */
export const collectionSwitch = defineComponent({
  route: 'collection-switch',
  args: z.tuple([z.enum(['on', 'off'])]),
  placement: 'update',
  acts: true,
  needs: 'manager',
  execute: (request, [way], services) => {
    const collection = services.films.whole.collection(request.values[0] ?? '');
    if (!collection) throw new UserError('gone.collection');
    return switched(collection.id, way, request, services);
  },
});

/** Switches the collection that was typed or picked on or off, or asks which one is meant. */
export function switchReply(
  typed: string,
  way: Way,
  request: Request,
  services: Services,
): Promise<MessageReply> | MessageReply {
  const found = services.films.whole.resolve('collection', typed);
  if (found.kind === 'one') return switched(found.item.id, way, request, services);
  return askFor([unclearOf('collection', typed, found)], () => collectionSwitch.customId(way), request.t);
}

function switched(id: string, way: Way, request: Request, services: Services): Promise<MessageReply> {
  const changed = ({ disabledCollections: off }: GuildSettings): Partial<GuildSettings> => {
    const rest = off.filter((other) => other !== id);
    return { disabledCollections: way === 'on' ? rest : [...rest, id].toSorted() };
  };
  return changeReply(changed, request, services);
}
