import { z } from 'zod';
import type { Collection } from '../domain/library.ts';
import { defineComponent } from '../discord/component.ts';
import { listEmbed } from '../discord/embeds/list-embed.ts';
import { pageOf } from '../discord/embeds/paging.ts';
import { pagerRow, selectRow } from '../discord/embeds/rows.ts';
import { escapeMarkdown } from '../domain/markdown.ts';
import type { MessageReply } from '../discord/reply.ts';
import { UserError } from '../errors.ts';
import type { Translate } from '../locales/translate.ts';
import type { Services } from '../services/services.ts';
import { filmMenu } from './film.ts';

/** Another page of a collection, in place of the one shown. */
export const collectionPage = defineComponent({
  route: 'collection-page',
  args: z.tuple([z.string(), z.coerce.number()]),
  placement: 'update',
  execute: ({ t }, [id, page], { films }) => collectionReply(collectionOrGone(id, films), page, films, t),
});

/** The menu of collections: opens the one picked, for the picker alone. */
export const collectionSelect = defineComponent({
  route: 'collection',
  args: z.tuple([]),
  placement: 'ephemeral',
  execute: ({ t, values }, _, { films }) => collectionReply(collectionOrGone(values[0], films), 1, films, t),
});

/** A collection's introduction and its films, in its own order. */
function collectionReply(collection: Collection, number: number, films: Services['films'], t: Translate): MessageReply {
  const page = pageOf(films.select({ collection: collection.id }), number);
  // The introduction belongs to the first page; the others would only repeat it.
  const header = page.number === 1 ? [escapeMarkdown(t.text(collection.introduction))] : [];
  return {
    embeds: [listEmbed({ title: t.text(collection.name), header, page, films, t })],
    components: [...filmMenu(page.items, t), ...pagerRow(page, t, (to) => collectionPage.customId(collection.id, to))],
  };
}

/** A menu of collections. */
export const collectionMenu = (collections: readonly Collection[], t: Translate) =>
  selectRow(
    collectionSelect.customId(),
    t('select.collection'),
    collections.map(({ id, name, films }) => ({
      label: t.text(name),
      value: id,
      description: t('count.films', { count: films.length }),
    })),
  );

function collectionOrGone(id: string | undefined, films: Services['films']): Collection {
  const collection = films.collection(id ?? '');
  if (!collection) throw new UserError('gone.collection');
  return collection;
}
