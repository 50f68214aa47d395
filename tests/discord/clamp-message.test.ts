import { ButtonStyle, ComponentType } from 'discord.js';
import type {
  APIButtonComponent,
  APIComponentInMessageActionRow,
  APIEmbed,
  APIStringSelectComponent,
} from 'discord.js';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { clampMessage } from '../../src/discord/clamp-message.ts';
import { limits } from '../../src/discord/limits.ts';

const words = (length: number): string => 'evacuation '.repeat(Math.ceil(length / 11)).slice(0, length);

const sizeOf = ({ title = '', description = '', author, footer, fields = [] }: APIEmbed): number =>
  [title, description, author?.name ?? '', footer?.text ?? '', ...fields.flatMap(({ name, value }) => [name, value])]
    .map((text) => text.length)
    .reduce((sum, length) => sum + length, 0);

test('a short message goes out as it was written', () => {
  const reply = {
    content: 'Ten films',
    embeds: [
      { title: 'Evacuation', description: 'Ten films', color: 0x336699, fields: [{ name: 'Year', value: '1957' }] },
    ],
  };
  expect(clampMessage(reply)).toEqual({ ...reply, components: [] });
});

test('an embed loses its empty fields and texts, never gains an empty one', () => {
  const [embed] =
    clampMessage({
      embeds: [
        {
          title: 'Evacuation',
          description: '  ',
          footer: { text: '' },
          fields: [
            { name: 'Awards', value: ' ' },
            { name: '', value: 'x' },
          ],
        },
      ],
    }).embeds ?? [];
  expect(embed).toEqual({ title: 'Evacuation' });
});

test('an embed with nothing in it is left out', () => {
  expect(clampMessage({ content: 'x', embeds: [{ color: 1, description: '' }] }).embeds).toEqual([]);
});

test('links and pictures that Discord would refuse are left out', () => {
  const embed = { title: 'x', url: `https://example.org/${'a'.repeat(2048)}`, image: { url: 'file:///etc/passwd' } };
  expect(clampMessage({ embeds: [embed] }).embeds).toEqual([{ title: 'x' }]);
});

test('buttons and selects keep to their numbers and lengths', () => {
  const button: APIButtonComponent = {
    type: ComponentType.Button,
    style: ButtonStyle.Primary,
    custom_id: 'a',
    label: words(90),
  };
  const option = (value: string) => ({ label: words(120), value, description: words(120) });
  const select: APIStringSelectComponent = {
    type: ComponentType.StringSelect,
    custom_id: 'pick',
    placeholder: words(200),
    max_values: 30,
    options: [option('x'.repeat(101)), ...Array.from({ length: 30 }, (_, index) => option(String(index)))],
  };
  const row = (...parts: APIComponentInMessageActionRow[]) => ({
    type: ComponentType.ActionRow as const,
    components: parts,
  });
  const { components = [] } = clampMessage({
    components: [
      row(...Array.from({ length: 7 }, () => button)),
      row(select),
      row(),
      ...Array.from({ length: 5 }, () => row(button)),
    ],
  });
  expect(components).toHaveLength(5);
  expect(components[0]?.components).toHaveLength(5);
  expect(components[0]?.components[0]).toMatchObject({ label: expect.stringMatching(/^.{1,80}$/) as string });
  const [picked] = components[1]?.components ?? [];
  expect(picked).toMatchObject({ max_values: 25, placeholder: expect.stringMatching(/^.{1,150}$/) as string });
  expect(picked).toHaveProperty('options.length', 25);
  expect(picked).toHaveProperty('options.0.value', '0');
});

test('a select without any option is left out, and its row with it', () => {
  const select: APIStringSelectComponent = { type: ComponentType.StringSelect, custom_id: 'pick', options: [] };
  expect(clampMessage({ components: [{ type: ComponentType.ActionRow, components: [select] }] }).components).toEqual(
    [],
  );
});

const text = (max: number) => fc.oneof(fc.string({ unit: 'grapheme' }), fc.integer({ min: 0, max }).map(words));
const embed: fc.Arbitrary<APIEmbed> = fc.record(
  {
    title: text(400),
    description: text(6000),
    author: fc.record({ name: text(400) }),
    footer: fc.record({ text: text(3000) }),
    fields: fc.array(fc.record({ name: text(400), value: text(1500) }), { maxLength: 30 }),
  },
  { requiredKeys: [] },
);

test('whatever a door returns, Discord takes it', () => {
  fc.assert(
    fc.property(fc.record({ content: text(3000), embeds: fc.array(embed, { maxLength: 12 }) }), (reply) => {
      const { content = '', embeds = [] } = clampMessage(reply);
      expect(content.length).toBeLessThanOrEqual(limits.content);
      expect(embeds.length).toBeLessThanOrEqual(limits.embeds);
      expect(embeds.map(sizeOf).reduce((sum, size) => sum + size, 0)).toBeLessThanOrEqual(limits.embedsTogether);
      for (const { title = 'x', description = 'x', author, footer, fields = [] } of embeds) {
        expect(title.length).toBeLessThanOrEqual(limits.embedTitle);
        expect(description.length).toBeLessThanOrEqual(limits.embedDescription);
        expect(author?.name.length ?? 1).toBeLessThanOrEqual(limits.author);
        expect(footer?.text.length ?? 1).toBeLessThanOrEqual(limits.footer);
        expect(fields.length).toBeLessThanOrEqual(limits.embedFields);
        const texts = [
          title,
          description,
          author?.name ?? 'x',
          footer?.text ?? 'x',
          ...fields.flatMap((field) => [field.name, field.value]),
        ];
        expect(texts.filter((part) => part.trim() === '')).toEqual([]);
        expect(
          fields.every(({ name, value }) => name.length <= limits.fieldName && value.length <= limits.fieldValue),
        ).toBe(true);
      }
    }),
    { numRuns: 200 },
  );
});
