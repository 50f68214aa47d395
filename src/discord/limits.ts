import { cardLength, fieldLength } from '../domain/card-text.ts';

/**
 * Discord's limits, in characters or pieces, all inclusive. Where its documentation and its OpenAPI file differ, the smaller.
 * https://discord.com/developers/docs/resources/message (messages, embeds),
 * https://discord.com/developers/docs/components/reference (components),
 * https://discord.com/developers/docs/interactions/application-commands (choices, definitions).
 */
export const limits = {
  content: 2000,
  embeds: 10,
  embedTitle: 256,
  embedDescription: 4096,
  embedFields: 25,
  fieldName: 256,
  fieldValue: fieldLength,
  footer: 2048,
  author: 256,
  /** Title, description, field names and values, footer and author of all embeds of a message together. */
  embedsTogether: cardLength,
  url: 2048,
  files: 10,
  /** What a file may have, in bytes, where the interaction does not say otherwise. */
  fileBytes: 10 * 1024 * 1024,
  /** All files of a message together, in bytes: a request has 25 MiB, of which one is for the rest. */
  filesTogetherBytes: 24 * 1024 * 1024,
  fileDescription: 1024,
  rows: 5,
  buttonsInRow: 5,
  buttonLabel: 80,
  linkUrl: 512,
  selectOptions: 25,
  optionLabel: 100,
  optionValue: 100,
  placeholder: 150,
  customId: 100,
  modalTitle: 45,
  choices: 25,
  choiceName: 100,
  choiceValue: 100,
  /** Of 8,000; the rest is room for words that a translator makes longer. */
  commandDefinition: 7600,
} as const;
