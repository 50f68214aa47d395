import { ApplicationCommandOptionType } from 'discord-api-types/v10';
import { switchReply } from '../../components/collection-switch.ts';
import { stateReply } from '../../components/settings.ts';
import { defineOption, defineSubcommand } from '../../discord/command.ts';
import type { Choice, Subcommand } from '../../discord/command.ts';
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
  way: 'on' | 'off',
): Subcommand =>
  defineSubcommand({
    name,
    options,
    visibility: 'ephemeral',
    execute: (request, services) => {
      const typed = request.options.collection;
      if (typed === undefined) return stateReply('collection', options, request, services);
      return switchReply(typed, way, request, services);
    },
  });

/** `/filmconfig collection disable`: takes a collection out of lists, choices and draws. */
export const disable = switching(
  'collection disable',
  { collection: collectionOption((typed, { films }) => films.suggest('collection', typed, 25)) },
  'off',
);

/** `/filmconfig collection enable`: brings one back. */
export const enable = switching(
  'collection enable',
  {
    collection: collectionOption((typed, { films }, off) =>
      films.whole.suggest('collection', typed, 25).filter(({ id }) => off.includes(id)),
    ),
  },
  'on',
);
