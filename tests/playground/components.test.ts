import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { aButton, aRow, Stage } from './stage.ts';
import { faultsOf } from './wire.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await Stage.open();
});
afterAll(() => stage[Symbol.asyncDispose]());

const long = (length: number): string => 'x'.repeat(length);
const options = (count: number): object[] =>
  Array.from({ length: count }, (_, at) => ({ label: `${at}`, value: `${at}` }));
const aSelect = (more: object = {}): object => ({ type: 3, custom_id: 'pick', options: options(2), ...more });
const rows = (count: number): object[] =>
  Array.from({ length: count }, (_, at) => aRow(aButton({ custom_id: `${at}` })));
const buttons = (count: number): object[] => Array.from({ length: count }, (_, at) => aButton({ custom_id: `${at}` }));

const inRow = 'components.0.components';
describe('Discord refuses', () => {
  test.each<[what: string, components: object[], faults: readonly string[]]>([
    ['six rows', rows(6), ['components BASE_TYPE_BAD_LENGTH']],
    ['a button outside a row', [aButton()], ['components.0 UNION_TYPE_CHOICES']],
    ['six buttons in a row', [aRow(...buttons(6))], [`${inRow} BASE_TYPE_MAX_LENGTH`]],
    ['an empty row', [aRow()], [`${inRow} BASE_TYPE_MIN_LENGTH`]],
    ['a menu beside a button', [aRow(aButton(), aSelect())], [`${inRow}.1 COMPONENT_LAYOUT_WIDTH_EXCEEDED`]],
    [
      'a custom id twice',
      [aRow(aButton()), aRow(aButton())],
      ['components.1.components.0.custom_id COMPONENT_CUSTOM_ID_DUPLICATED'],
    ],
    ['a custom id of 101', [aRow(aButton({ custom_id: long(101) }))], [`${inRow}.0.custom_id BASE_TYPE_MAX_LENGTH`]],
    ['a label of 81', [aRow(aButton({ label: long(81) }))], [`${inRow}.0.label BASE_TYPE_MAX_LENGTH`]],
    ['a button that shows nothing', [aRow(aButton({ label: '' }))], [`${inRow}.0.label BASE_TYPE_REQUIRED`]],
    [
      'a button without a custom id',
      [aRow(aButton({ custom_id: undefined }))],
      [`${inRow}.0.custom_id BUTTON_COMPONENT_CUSTOM_ID_REQUIRED`],
    ],
    [
      'a link without an address',
      [aRow({ type: 2, style: 5, label: 'x' })],
      [`${inRow}.0.url BUTTON_COMPONENT_URL_REQUIRED`],
    ],
    [
      'a link with a custom id',
      [aRow(aButton({ style: 5, url: 'https://x.org' }))],
      [`${inRow}.0.custom_id BUTTON_COMPONENT_CUSTOM_ID_URL_MUTUALLY_EXCLUSIVE`],
    ],
    [
      'an address of 513',
      [aRow({ type: 2, style: 5, label: 'x', url: `https://x.org/${long(500)}` })],
      [`${inRow}.0.url BASE_TYPE_MAX_LENGTH`],
    ],
    [
      'an emoji that is none',
      [aRow(aButton({ emoji: { name: 'star' } }))],
      [`${inRow}.0.emoji.name COMPONENT_INVALID_EMOJI`],
    ],
    ['a menu of 26', [aRow(aSelect({ options: options(26) }))], [`${inRow}.0.options BASE_TYPE_MAX_LENGTH`]],
    ['an empty menu', [aRow(aSelect({ options: [] }))], [`${inRow}.0.options BASE_TYPE_MIN_LENGTH`]],
    [
      'a value twice in a menu',
      [aRow(aSelect({ options: [...options(1), ...options(1)] }))],
      [`${inRow}.0.options.1.value SELECT_COMPONENT_OPTION_VALUE_DUPLICATED`],
    ],
    [
      'a description of 101 in a menu',
      [aRow(aSelect({ options: [{ label: 'x', value: 'x', description: long(101) }] }))],
      [`${inRow}.0.options.0.description BASE_TYPE_MAX_LENGTH`],
    ],
    [
      'a menu of channels of no type',
      [aRow({ type: 8, custom_id: 'pick', channel_types: [99] })],
      [`${inRow}.0.channel_types.0 BASE_TYPE_CHOICES`],
    ],
    ['a hint of 151', [aRow(aSelect({ placeholder: long(151) }))], [`${inRow}.0.placeholder BASE_TYPE_MAX_LENGTH`]],
    [
      'more picks than options',
      [aRow(aSelect({ max_values: 3 }))],
      [`${inRow}.0.max_values SELECT_COMPONENT_INVALID_MAX_VALUES`],
    ],
  ])('%s', async (_, components, faults) => {
    const answer = await stage.call(`POST /channels/${stage.channel}/messages`, { components, content: 'x' });
    expect(answer).toMatchObject({ status: 400, code: 50035 });
    expect(faultsOf(answer)).toEqual(faults);
    // Not so fast that the limit of requests comes before the fault.
    await new Promise((resolve) => setTimeout(resolve, 10));
  });
});

test('Discord numbers components that have no number', async () => {
  const { components } = await stage.post({
    content: 'x',
    components: [aRow(aButton({ id: 2 }), aButton({ custom_id: 'b' }))],
  });
  expect(components).toMatchObject([{ id: 1, components: [{ id: 2 }, { id: 3 }] }]);
});

describe('in the new layout', () => {
  const text = { type: 10, content: 'Hello' };
  const flags = 1 << 15;
  const post = (body: object) => stage.call(`POST /channels/${stage.channel}/messages`, body);

  test('texts and containers stand by themselves', async () => {
    const { status } = await post({ flags, components: [text, { type: 17, components: [text, aRow(aButton())] }] });
    expect(status).toBe(200);
  });

  test('a picture comes back with an id and the address of a copy, and keeps them', async () => {
    const gallery = { type: 12, items: [{ media: { url: 'https://example.org/a.png' } }] };
    const { id, components } = await stage.post({ flags, components: [gallery] });
    expect(components).toMatchObject([
      { items: [{ media: { id: expect.any(String), proxy_url: expect.any(String) } }] },
    ]);
    const url = `/channels/${stage.channel}/messages/${id}`;
    expect((await stage.call(`PATCH ${url}`, { flags: flags | 4 })).body).toMatchObject({ components });
    const bare = await post({ flags, components: [{ ...gallery, items: [{ description: 'A poster' }] }] });
    expect(faultsOf(bare)).toEqual(['components.0.items.0.media BASE_TYPE_REQUIRED']);
  });

  test('they are refused without the flag', async () => {
    expect(faultsOf(await post({ components: [text] }))).toEqual(['components.0 UNION_TYPE_CHOICES']);
  });

  test('there is neither content nor embeds', async () => {
    const faults = faultsOf(await post({ flags, components: [text], content: 'x', embeds: [{ title: 'x' }] }));
    expect(faults).toEqual([
      'content MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2',
      'embeds MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2',
    ]);
  });

  test('there are at most 40 components and 4,000 characters, those inside others too', async () => {
    const many = { type: 17, components: Array(40).fill(text) };
    expect(faultsOf(await post({ flags, components: [many] }))).toEqual([
      'components COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED',
    ]);
    const long = [{ type: 10, content: 'x'.repeat(4000) }, text];
    expect(faultsOf(await post({ flags, components: long }))).toEqual([
      'components COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED',
    ]);
  });

  test('an edit cannot go back', async () => {
    const { id } = await stage.post({ flags, components: [text] });
    const answer = await stage.call(`PATCH /channels/${stage.channel}/messages/${id}`, { content: 'x', flags: 0 });
    expect(faultsOf(answer)).toEqual(['content MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2']);
  });
});
