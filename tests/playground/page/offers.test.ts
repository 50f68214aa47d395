import { expect, test, vi } from 'vitest';
import { startDraft, withText } from '../../../src/playground/page/draft.ts';
import { choiceOffers, commandOffers, optionOffers } from '../../../src/playground/page/offers.ts';
import type { Picks } from '../../../src/playground/page/offers.ts';
import { wordsIn } from '../../../src/playground/page/words.ts';
import { aCommand, anOption } from './a-command.ts';

const words = wordsIn('en-US');
const theme = anOption('theme', { required: true, autocomplete: true });
const note = anOption('note');
const command = aCommand('/film theme', [theme, note]);

const picks = () => ({
  begin: vi.fn<Picks['begin']>(),
  open: vi.fn<Picks['open']>(),
  choose: vi.fn<Picks['choose']>(),
});

test('after a slash come the commands that fit, and picking one begins it', () => {
  const deeds = picks();
  const { items } = commandOffers([command], '/fi', words, deeds);
  expect(items.map(({ label, detail }) => [label, detail])).toEqual([['/film theme', 'does /film theme']]);
  items[0]?.pick();
  expect(deeds.begin).toHaveBeenCalledWith(command);
});

test('a command that does not exist is called so, and words without a slash offer nothing', () => {
  expect(commandOffers([command], '/zzz', words, picks())).toMatchObject({
    items: [],
    note: 'There is no command /zzz',
  });
  expect(commandOffers([command], 'hello', words, picks())).toMatchObject({ items: [], note: '' });
});

test('at the end of a command come the options not written yet', () => {
  const { draft } = startDraft(command, 'war');
  expect(optionOffers(draft, '', words, picks()).items.map(({ label, mark }) => [label, mark])).toEqual([
    ['note', 'optional'],
  ]);
  expect(optionOffers(withText(draft, note, 'x'), '', words, picks()).items).toEqual([]);
});

test('words that name no option are offered as the value of one that takes words', () => {
  const deeds = picks();
  const [item] = optionOffers(startDraft(command, 'war').draft, 'see you there ', words, deeds).items;
  expect(item?.label).toBe('note: see you there');
  item?.pick();
  expect(deeds.open).toHaveBeenCalledWith(note, 'see you there');
});

test('while the bot is asked one reads so, and so where it has nothing to offer', () => {
  const field = { option: theme, text: 'ev', picked: undefined };
  const noteOf = (asking: boolean) => choiceOffers(field, { choices: [], asking, words }, picks()).note;
  expect(noteOf(true)).toBe(words.loading);
  expect(noteOf(false)).toBe(words.nothing);
});

test('picking a choice chooses it for its option', () => {
  const deeds = picks();
  const choice = { name: 'Evacuation', value: 'evacuation' };
  const field = { option: theme, text: 'ev', picked: undefined };
  const { title, items } = choiceOffers(field, { choices: [choice], asking: false, words }, deeds);
  expect(title).toBe('theme — the theme');
  items[0]?.pick();
  expect(deeds.choose).toHaveBeenCalledWith(theme, choice);
});
