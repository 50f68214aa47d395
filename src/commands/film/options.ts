import { ApplicationCommandOptionType } from 'discord-api-types/v10';
import { z } from 'zod';
import { defineOption } from '../../discord/command.ts';
import type { Option, Typing } from '../../discord/command.ts';
import { pools } from '../../domain/film-list.ts';
import { noteLength, noteOf } from '../../domain/nomination.ts';
import { labelOf } from '../../discord/embeds/lines.ts';
import { seenChoices } from '../../components/film-list.ts';
import { searchPlaces } from '../../components/search-results.ts';
import type { Services } from '../../services/services.ts';

/** Longer than any name; what a member pastes beyond it is cut, not refused, and nothing at all is asked about. */
export const Typed = z.string().transform((text) => text.trim().slice(0, 200));

/** Makes an option one that may be left out. */
const optional = <Value>(option: Option<Value>): Option<Value | undefined> => ({
  ...option,
  required: false,
  schema: option.schema.optional(),
});

/** A film: completes by title, in any alphabet. */
export const film = defineOption({
  key: 'film',
  type: ApplicationCommandOptionType.String,
  required: true,
  schema: Typed,
  autocomplete: ({ typed: text, t }, { films }) =>
    films.suggest('film', text, 25).map((item) => ({ name: labelOf(item, t), value: item.id })),
});

/** One of certain films: nothing else is offered, and where nothing is typed all of them in their order. */
export const filmAmong = (
  idsOf: (typing: Typing, services: Services) => Promise<readonly string[]>,
): Option<string> => ({
  ...film,
  autocomplete: async (typing, services) => {
    const { typed, t } = typing;
    const { films } = services;
    const ids = new Set(await idsOf(typing, services));
    const offered =
      typed.trim() === ''
        ? [...ids].flatMap((id) => films.film(id) ?? [])
        : films.suggest('film', typed, films.films.length).filter(({ id }) => ids.has(id));
    return offered.slice(0, 25).map((item) => ({ name: labelOf(item, t), value: item.id }));
  },
});

/** A theme, a person or a collection: completes by name. */
const named = (kind: 'theme' | 'person' | 'collection'): Option<string> =>
  defineOption({
    key: kind,
    type: ApplicationCommandOptionType.String,
    required: true,
    schema: Typed,
    autocomplete: ({ typed: text, t }, { films }) =>
      films.suggest(kind, text, 25).map(({ id, name }) => ({ name: t.text(name), value: id })),
  });

export const theme = named('theme');

export const maybeFilm = optional(film);
export const maybeTheme = optional(theme);
export const maybePerson = optional(named('person'));
export const maybeCollection = optional(named('collection'));

/** First years of the decades that can be chosen; a test holds the library against them. */
export const decades = ['1940', '1950', '1960', '1970', '1980'] as const;

export const maybeDecade = defineOption({
  key: 'decade',
  type: ApplicationCommandOptionType.String,
  choices: decades,
  schema: z.enum(decades).transform(Number).optional(),
});

export const maxRuntime = defineOption({
  key: 'max_runtime',
  type: ApplicationCommandOptionType.Integer,
  minValue: 1,
  maxValue: 600,
  schema: z.int().min(1).max(600).optional(),
});

const year = (key: 'year_from' | 'year_to') =>
  defineOption({
    key,
    type: ApplicationCommandOptionType.Integer,
    minValue: 1895,
    maxValue: 2100,
    schema: z.int().min(1895).max(2100).optional(),
  });

export const yearFrom = year('year_from');
export const yearTo = year('year_to');

const sorts = ['year', 'title', 'rating', 'random'] as const;

export const sort = defineOption({
  key: 'sort',
  type: ApplicationCommandOptionType.String,
  choices: sorts,
  schema: z.enum(sorts).optional(),
});

/** What to look for, 2-60 characters. */
export const query = defineOption({
  key: 'query',
  type: ApplicationCommandOptionType.String,
  required: true,
  minLength: 2,
  maxLength: 60,
  schema: z.string().min(1).max(120),
});

export const place = defineOption({
  key: 'in',
  type: ApplicationCommandOptionType.String,
  choices: searchPlaces,
  schema: z.enum(searchPlaces).optional(),
});

/** Why a member nominates a film. */
export const note = defineOption({
  key: 'note',
  type: ApplicationCommandOptionType.String,
  maxLength: noteLength,
  schema: z.string().transform(noteOf).optional(),
});

/** What to draw from. */
export const from = defineOption({
  key: 'from',
  type: ApplicationCommandOptionType.String,
  choices: pools,
  schema: z.enum(pools).optional(),
});

/** Which films of a list: all, or those the member has seen or not. */
export const seen = defineOption({
  key: 'seen',
  type: ApplicationCommandOptionType.String,
  choices: seenChoices,
  schema: z.enum(seenChoices).optional(),
});

const flag = (key: 'private' | 'spoilers') =>
  defineOption({ key, type: ApplicationCommandOptionType.Boolean, schema: z.boolean().optional() });

/** Makes a public answer visible to the member alone. */
export const hidden = flag('private');
export const spoilers = flag('spoilers');
