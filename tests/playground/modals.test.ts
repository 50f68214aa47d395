import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Stage } from './stage.ts';
import { faultsOf } from './wire.ts';

let stage: Stage;
beforeEach(async () => {
  stage = await Stage.open();
});
afterEach(() => stage[Symbol.asyncDispose]());

const input = { type: 4, custom_id: 'why', style: 1 };
const label = { type: 18, label: 'Why this film?', component: input };
const modal = { custom_id: 'nominate', title: 'Nominate', components: [label] };
const long = (length: number): string => 'x'.repeat(length);

describe('a form is refused', () => {
  const at = 'data.components.0';
  test.each<[why: string, more: object, faults: readonly string[]]>([
    ['with a title of 46', { title: long(46) }, ['data.title BASE_TYPE_MAX_LENGTH']],
    ['without a custom id', { custom_id: undefined }, ['data.custom_id BASE_TYPE_REQUIRED']],
    ['with nothing in it', { components: [] }, ['data.components BASE_TYPE_MIN_LENGTH']],
    [
      'with six things in it',
      { components: Array.from({ length: 6 }, (_, id) => ({ ...label, component: { ...input, custom_id: `${id}` } })) },
      ['data.components BASE_TYPE_MAX_LENGTH'],
    ],
    ['with a label of 46', { components: [{ ...label, label: long(46) }] }, [`${at}.label BASE_TYPE_MAX_LENGTH`]],
    [
      'with a custom id twice',
      { components: [label, label] },
      ['data.components.1.component.custom_id COMPONENT_CUSTOM_ID_DUPLICATED'],
    ],
    ['with a bare input', { components: [input] }, [`${at} UNION_TYPE_CHOICES`]],
    [
      'with a button',
      { components: [{ type: 1, components: [{ type: 2, style: 1, label: 'x', custom_id: 'x' }] }] },
      [`${at}.components.0.type BASE_TYPE_CHOICES`],
    ],
    [
      'with more than 4,000 characters asked for',
      { components: [{ ...label, component: { ...input, max_length: 4001 } }] },
      [`${at}.component.max_length NUMBER_TYPE_MAX`],
    ],
    [
      'with more characters needed than allowed',
      { components: [{ ...label, component: { ...input, min_length: 5, max_length: 4 } }] },
      [`${at}.component.min_length TEXT_INPUT_COMPONENT_INVALID_LENGTH`],
    ],
  ])('%s', async (_, more, faults) => {
    const answer = await stage.answer(await stage.used(), 9, { ...modal, ...more });
    expect(answer).toMatchObject({ status: 400, code: 50035 });
    expect(faultsOf(answer).filter((fault) => faults.includes(fault))).toEqual(faults);
  });
});

const open = async () => {
  const told = await stage.used();
  expect((await stage.answer(told, 9, modal)).status).toBe(204);
  return told;
};

test('what was typed comes back under the custom ids, numbered as Discord numbers', async () => {
  const { id: interactionId } = await open();
  expect(stage.playground.snapshot(stage.anna).modal).toMatchObject({ interactionId, modal: { title: 'Nominate' } });
  const told = await stage.told({ do: 'modal', interactionId, fields: { why: 'It is short' } });
  expect(told).toMatchObject({
    type: 5,
    data: {
      custom_id: 'nominate',
      components: [{ type: 18, id: 1, component: { type: 4, id: 2, custom_id: 'why', value: 'It is short' } }],
    },
  });
  expect(told.message).toBeUndefined();
  expect(stage.playground.snapshot(stage.anna).modal).toBeUndefined();
});

test('a form cannot be answered with another', async () => {
  const { id: interactionId } = await open();
  const told = await stage.told({ do: 'modal', interactionId, fields: { why: 'x' } });
  expect(faultsOf(await stage.answer(told, 9, modal))).toEqual(['type BASE_TYPE_CHOICES']);
  expect(faultsOf(await stage.answer(told, 7, { content: 'x' }))).toEqual(['type BASE_TYPE_CHOICES']);
  expect((await stage.answer(told, 4, { content: 'x' })).status).toBe(204);
});

test('a form that a button opened may change the message of the button', async () => {
  const pressed = await stage.pressed();
  await stage.answer(pressed, 9, modal);
  const told = await stage.told({ do: 'modal', interactionId: pressed.id, fields: { why: 'x' } });
  expect(told.message?.id).toBe(pressed.message.id);
  expect((await stage.answer(told, 7, { content: 'Changed' })).status).toBe(204);
});

test('the answer to a form says what opened it', async () => {
  const { id: interactionId } = await open();
  const told = await stage.told({ do: 'modal', interactionId, fields: { why: 'x' } });
  const { body } = await stage.answer(told, 4, { content: 'x' }, '?with_response=true');
  const opener = { id: interactionId, type: 2 };
  expect(body).toMatchObject({
    resource: { message: { interaction_metadata: { id: told.id, type: 5, triggering_interaction_metadata: opener } } },
  });
});

test('a box may stay without a tick', async () => {
  const told = await stage.used();
  const box = { type: 18, label: 'Sure?', component: { type: 23, custom_id: 'sure' } };
  expect((await stage.answer(told, 9, { ...modal, components: [box] })).status).toBe(204);
  const { data } = await stage.told({ do: 'modal', interactionId: told.id, fields: {} });
  expect(data).toMatchObject({ components: [{ component: { custom_id: 'sure', value: false } }] });
});

test('a form is a first answer: it has no message, and there is no second', async () => {
  const told = await open();
  expect(await stage.answer(told, 4, { content: 'x' })).toMatchObject({ status: 400, code: 40060 });
  expect(await stage.webhook(told, 'PATCH /messages/@original', { content: 'x' })).toMatchObject({ status: 404 });
});

test('nobody sends a form with a needed text missing, or twice', async () => {
  const { id: interactionId } = await open();
  expect(await stage.act({ do: 'modal', interactionId, fields: {} })).toMatchObject({ ok: false });
  expect(await stage.act({ do: 'modal', interactionId, fields: { why: 'x' } })).toMatchObject({ ok: true });
  expect(await stage.act({ do: 'modal', interactionId, fields: { why: 'x' } })).toMatchObject({ ok: false });
});

test('menus of a form come back as they were filled in, else as the bot had set them, with what is known of channels', async () => {
  const told = await stage.used();
  const [film, general] = stage.playground.world.channels;
  const days = ['monday', 'friday'].map((value) => ({ label: value, value, default: value === 'friday' }));
  const day = { type: 3, custom_id: 'day', options: days };
  const channel = { type: 8, custom_id: 'channel', default_values: [{ id: film?.id, type: 'channel' }] };
  const role = { type: 6, custom_id: 'role', required: false, min_values: 0 };
  const components = [day, channel, role].map((component) => ({ type: 18, label: 'x', component }));
  expect((await stage.answer(told, 9, { ...modal, components })).status).toBe(204);
  const send = (fields: Readonly<Record<string, string>>) => ({ do: 'modal', interactionId: told.id, fields }) as const;
  expect(await stage.act(send({ day: 'sunday' }))).toMatchObject({ ok: false });
  const { data } = await stage.told(send({ channel: general?.id ?? '' }));
  expect(data).toMatchObject({
    components: [
      { component: { custom_id: 'day', values: ['friday'] } },
      { component: { custom_id: 'channel', values: [general?.id] } },
      { component: { custom_id: 'role', values: [] } },
    ],
    resolved: { channels: { [general?.id ?? '']: { name: 'general' } } },
  });
});
