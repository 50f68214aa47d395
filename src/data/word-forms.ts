/** How Russian and English bend words; four letters must be left, fewer begin too many others. */
const endings = [
  /(?<=[а-яё]{4})(?:ами|ями|ого|его|ому|ему|ыми|ими|ая|яя|ое|ее|ые|ие|ый|ий|ой|ей|ом|ем|ём|ам|ям|ах|ях|ов|ев|ую|юю|[аеёийоуыьэюя])$/iu,
  /(?<=[a-z]{4})(?:ies|(?<=ss|sh|ch|x|o)es|(?<!s)s|ing|ed)$/i,
];

/** The words of a text without their endings, so that they begin each other form of themselves: «войн» for «войной». */
export const withoutEndings = (text: string): string =>
  text.normalize('NFC').replace(/\p{L}+/gu, (word) => endings.reduce((left, ending) => left.replace(ending, ''), word));
