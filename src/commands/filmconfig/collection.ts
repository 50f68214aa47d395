import { guildIn } from '../../components/guild-in.ts';
import { ApplicationCommandOptionType } from 'discord-api-types/v10';
import { changeReply, stateReply } from '../../components/settings.ts';
import { defineOption, defineSubcommand } from '../../discord/command.ts';
import type { Choice, Subcommand } from '../../discord/command.ts';
import { quoted } from '../../discord/embeds/lines.ts';
import { UserError } from '../../errors.ts';
import type { Translate } from '../../locales/translate.ts';
import type { Services } from '../../services/services.ts';
import { Typed } from '../film/options.ts';

type Collections = readonly Services['films']['collections'][number][];

/** A collection by its name; `offered` are those that make sense. */
const collectionOption = (offered: (typed: string, services: Services, off: readonly string[]) => Collections) =>
  defineOption({
    key: 'collection',
    type: ApplicationCommandOptionType.String,
    schema: Typed.optional(),
    autocomplete: async ({ typed, t, guildId }, services) =>
      choicesOf(offered(typed, services, (await services.settings.of(guildId)).disabledCollections), t),
  });

const choicesOf = (collections: Collections, t: Translate): readonly Choice[] =>
  collections.map(({ id, name }) => ({ name: t.text(name), value: id }));

const switching = (
  name: 'collection enable' | 'collection disable',
  options: { collection: ReturnType<typeof collectionOption> },
  change: (off: readonly string[], id: string) => readonly string[],
): Subcommand =>
  defineSubcommand({
    name,
    options,
    visibility: 'ephemeral',
    execute: async (request, services) => {
      const typed = request.options.collection;
      if (typed === undefined) return stateReply('collection', options, request, services);
      const { disabledCollections } = await services.settings.of(guildIn(request));
      const found = services.films.whole.resolve('collection', typed);
      if (found.kind !== 'one') throw new UserError('unknown.collection', { typed: quoted(typed) });
      return changeReply({ disabledCollections: [...change(disabledCollections, found.item.id)] }, request, services);
    },
  });

/** `/filmconfig collection disable`: takes a collection out of lists, choices and draws. */
export const disable = switching(
  'collection disable',
  { collection: collectionOption((typed, { films }) => films.suggest('collection', typed, 25)) },
  (off, id) => [...new Set([...off, id])].toSorted(),
);

/** `/filmconfig collection enable`: brings one back. */
export const enable = switching(
  'collection enable',
  {
    collection: collectionOption((typed, { films }, off) =>
      films.whole.suggest('collection', typed, 25).filter(({ id }) => off.includes(id)),
    ),
  },
  (off, id) => off.filter((other) => other !== id),
);
