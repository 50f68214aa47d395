import { describe, expect, test } from 'vitest';
import { commands } from '../../src/commands/index.ts';
import { limits } from '../../src/discord/limits.ts';
import { toWire } from '../../src/discord/registration.ts';

/*
 * What Discord would refuse, found before it does.
 * https://discord.com/developers/docs/interactions/application-commands#application-command-object
 */
type Part = {
  name: string;
  type?: number;
  value?: string;
  description?: string;
  name_localizations?: Record<string, string>;
  description_localizations?: Record<string, string>;
  options?: Part[];
  choices?: Part[];
  required?: boolean;
  autocomplete?: boolean;
};

const definitions = commands.map((command) => toWire(command) as unknown as Part);
const within = (part: Part): Part[] => [part, ...[...(part.options ?? []), ...(part.choices ?? [])].flatMap(within)];
const longest = (text = '', localized: Record<string, string> = {}): number =>
  Math.max(text.length, ...Object.values(localized).map(({ length }) => length));
const slashName = /^[-_'\p{L}\p{N}]{1,32}$/u;

describe.each(definitions.map((definition) => [definition.name, definition] as const))('%s', (_name, definition) => {
  const named = within(definition).filter((part) => part.value === undefined);

  test('stays under 7,600 of Discord’s 8,000 characters', () => {
    const characters = within(definition)
      .map(
        ({ name, name_localizations, description, description_localizations, value = '' }) =>
          longest(name, name_localizations) + longest(description, description_localizations) + value.length,
      )
      .reduce((sum, length) => sum + length, 0);
    expect(characters).toBeLessThan(limits.commandDefinition);
  });

  test('is named in both languages, as Discord allows', () => {
    for (const { name, name_localizations: localized } of named) {
      expect(Object.keys(localized ?? {}).toSorted()).toEqual(['en-US', 'ru']);
      for (const text of [name, ...Object.values(localized ?? {})]) {
        expect(text.length).toBeLessThanOrEqual(32);
        expect(definition.type === 3 || (slashName.test(text) && text === text.toLowerCase())).toBe(true);
      }
    }
  });

  test('is described in both languages, in 1 to 100 characters', () => {
    const texts = named
      .filter(() => definition.type !== 3)
      .flatMap(({ description, description_localizations: localized = {} }) => [
        description ?? '',
        ...Object.values(localized),
      ]);
    expect(texts.filter(({ length }) => length < 1 || length > 100)).toEqual([]);
  });

  test('has at most 25 options a level, the required ones first, and no name twice in a language', () => {
    for (const { options = [] } of named) {
      expect(options.length).toBeLessThanOrEqual(25);
      const required = options.map((option) => Number(option.required ?? false));
      expect(required).toEqual(required.toSorted((a, b) => b - a));
      const names = options.map(({ name }) => name);
      const russian = options.map((option) => option.name_localizations?.['ru']);
      expect(new Set(names).size).toBe(names.length);
      expect(new Set(russian).size).toBe(russian.length);
    }
  });

  test('offers at most 25 choices, and none where it completes while typing', () => {
    for (const { choices = [], autocomplete = false } of named) {
      expect(choices.length).toBeLessThanOrEqual(25);
      expect(choices.length > 0 && autocomplete).toBe(false);
      const labels = choices.flatMap(({ name, name_localizations = {} }) => [
        name,
        ...Object.values(name_localizations),
      ]);
      expect(labels.filter(({ length }) => length < 1 || length > 100)).toEqual([]);
    }
  });
});
