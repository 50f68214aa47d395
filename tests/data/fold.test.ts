import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fold, foldings, readings } from '../../src/data/fold.ts';

test.each([
  ['Летят журавли', 'letyat zhuravli'],
  ['Летят журавли', 'Letjat žuravli'],
  ['Андрей Рублёв', 'Andrei Rublev'],
  ['Андрей Рублёв', 'ANDREY RUBLEV'],
  ['Юрий', 'Yuri'],
  ['Юрий', 'Iurii'],
  ['Хуциев', 'Khutsiev'],
  ['Шепитько', "Shepit'ko"],
  ['Chytilová', 'chytilova'],
  ['Мёртвые', 'Мертвые'],
  ['Восхождение', 'Voskhozhdenie'],
  ['Восхождение', 'Voshoždenie'],
  ['Щит и меч', 'Shchit i mech'],
  ['Щит и меч', 'Ščit i meč'],
  ['Счастье', 'Schast’e'],
  ['Светский', 'Svetskiy'],
  ['Светский', 'Svet·skiy'],
  ['Евгений', 'Yevgeny'],
  ['Сергеев', 'Sergeyev'],
  ['Семёнов', 'Semyonov'],
  ['Пётр', 'Pyotr'],
  ['Васильев', 'Vasilyev'],
  ['Соловьёв', 'Solov′ëv'],
  ['Чайковский', 'Tchaikovsky'],
  ['Чайковский', 'Tschaikowski'],
  ['Алексей', 'Alexei'],
  ['Элем', 'Ehlem'],
  ['Баллада', 'Балада'],
  ['Комиссар', 'Komisar'],
  ['Łódź', 'Lodz'],
])('%s and %s are one', (one, other) => {
  expect(fold(one)).toBe(fold(other));
});

const alphabet = Array.from('абвгдежзийклмнопрстуфхцчшщъыьэюя');
const systems = {
  'BGN/PCGN': 'a b v g d e zh z i y k l m n o p r s t u f kh ts ch sh shch ” y ’ e yu ya',
  'the scholars’ system': 'a b v g d e ž z i j k l m n o p r s t u f h c č š šč ʺ y ʹ è ju ja',
  'ALA-LC': 'a b v g d e zh z i ĭ k l m n o p r s t u f kh t͡s ch sh shch ″ y ′ ė i͡u i͡a',
  'GOST 16876': 'a b v g d e zh z i jj k l m n o p r s t u f kh c ch sh shh ″ y ′ e ju ja',
  passports: 'a b v g d e zh z i i k l m n o p r s t u f kh ts ch sh shch _ y _ e iu ia',
  'what people make up': 'a b v g d e zh z i y k l m n o p r s t u f h tz ch sh sch _ y _ e ya'.replace('ya', 'yu ya'),
};

// Clusters that words have; any letters in any order are no language, and no system of transliteration tells them apart.
const clusters =
  'счастье отшельник тщетно светский восхождение мужчина отцы лётчик матч исчезла возчик сход зажжённый съезд объявление вьюга борщ';

test.each(Object.entries(systems))('what is written in Cyrillic is found in the Latin letters of %s', (_, letters) => {
  const latin = new Map(letters.split(' ').map((letter, at) => [alphabet[at], letter.replace('_', '')]));
  const transliterate = (word: string): string =>
    Array.from(word.replaceAll('ё', 'е'), (letter) => latin.get(letter) ?? letter).join('');
  const missed = clusters.split(' ').filter((word) => fold(transliterate(word)) !== fold(word));
  expect(missed).toEqual([]);

  const consonant = fc.constantFrom(...alphabet.filter((letter) => !/[аеийоуъыьэюя]/.test(letter)));
  const syllable = fc.tuple(consonant, fc.constantFrom('', 'ь', 'р', 'л'), fc.constantFrom(...Array.from('аеиоуыэюя')));
  const ending = fc.constantFrom('', 'й', 'н', 'ш', 'щ', 'х', 'ц');
  fc.assert(
    fc.property(fc.array(syllable, { minLength: 1, maxLength: 5 }), ending, (syllables, end) => {
      const word = syllables.flat().join('') + end;
      expect(fold(transliterate(word))).toBe(fold(word));
    }),
    { numRuns: 1000 },
  );
});

test('folding a folded text changes nothing', () => {
  const cyrillic = fc.string({ unit: fc.constantFrom(...Array.from('аьъё жйщ ст-hzyc')) });
  fc.assert(
    fc.property(fc.oneof(fc.string({ unit: 'grapheme' }), cyrillic), (typed) => {
      expect(fold(fold(typed))).toBe(fold(typed));
      expect(fold(typed)).not.toMatch(/ {2}|^ | $/);
    }),
  );
});

test('a name is found as typed and as folded, and once where both are the same', () => {
  expect(foldings('Khutsiev')).toEqual(['khutsiev', 'hucev']);
  expect(foldings('Mirror')).toEqual(['mirror', 'miror']);
  expect(foldings('Ascent')).toEqual(['ascent', 'asent']);
  expect(foldings('Run')).toEqual(['run']);
  expect(foldings('…')).toEqual([]);
});

test.each([
  ['ISO 9', 'Ûrij', 'Юрий'],
  ['ISO 9', 'Letât', 'Летят'],
  ['GOST 7.79', 'Xuciev', 'Хуциев'],
])('%s has letters that other languages use otherwise; read either way, %s finds %s', (_, typed, name) => {
  expect(readings(typed).some((form) => foldings(name).includes(form))).toBe(true);
  expect(readings(typed)).toContain(fold(typed));
});

test('the start of a name reads as the start of one of its forms', () => {
  const letter = fc.constantFrom(...alphabet, ...Array.from('etskhyziocxjuûâéwa '));
  fc.assert(
    fc.property(fc.string({ unit: letter, maxLength: 12 }), fc.nat(), (name, cut) => {
      const typed = name.slice(0, cut % (name.length + 1));
      const read = readings(typed);
      const found = read.length === 0 || foldings(name).some((form) => read.some((start) => form.startsWith(start)));
      expect(found).toBe(true);
    }),
    { numRuns: 3000 },
  );
});

test('no text is long to fold, whatever it repeats', () => {
  const bits = ['s', 'c', 'k', 'h', 'ts', 'kh', 'sch', 'i', 'х', 'ь', 'a ', '\u0308'];
  const texts = bits.flatMap((first) => bits.map((rest) => first + rest.repeat(20_000) + first));
  const started = performance.now();
  for (const text of texts) fold(text);
  // Each takes a millisecond or two; a rule that goes back and forth would take a second for one.
  expect((performance.now() - started) / texts.length).toBeLessThan(50);
});
