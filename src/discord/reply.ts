import type {
  APIActionRowComponent,
  APIComponentInMessageActionRow,
  APIEmbed,
  APIModalInteractionResponseCallbackData,
} from 'discord-api-types/v10';

/** A file that a message carries. `name` is of `A-Za-z0-9._-`; an embed shows a picture by `attachment://<name>`. */
export type MessageFile = Readonly<{
  name: string;
  data: Uint8Array<ArrayBuffer>;
  contentType: string;
  description?: string;
}>;

/** A message as a door returns it. The router sends it, clamped to Discord's limits and unable to ping anybody. */
export type MessageReply = Readonly<{
  content?: string;
  embeds?: readonly APIEmbed[];
  components?: readonly APIActionRowComponent<APIComponentInMessageActionRow>[];
  files?: readonly MessageFile[];
}>;

/** A form. A door that opens one must not wait for anything slow: Discord takes a form only as the first answer. */
type ModalReply = Readonly<{ modal: APIModalInteractionResponseCallbackData }>;

export type Reply = MessageReply | ModalReply;

/** Who sees a reply. Fixed by the first answer, so it is declared, not decided on the way. */
export type Visibility = 'public' | 'ephemeral';
