/** Which input the visitor writes in: the message box, the end of a command, or one of its options. */
export type Place = 'text' | 'tail' | Readonly<{ option: string }>;

/** The id of an input in the page. */
export const inputId = (place: Place): string =>
  typeof place === 'string' ? `compose-${place}` : `option-${place.option}`;

export const samePlace = (one: Place, other: Place): boolean => inputId(one) === inputId(other);
