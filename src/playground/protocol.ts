import type { APIApplicationCommand, APIMessage, APIModalInteractionResponseCallbackData } from 'discord.js';

/*
 * What the playground's page and its server say to each other. The page holds no state of its own worth keeping:
 * it opens WebSocket `/live?as=<person id>` and draws every Snapshot that arrives; what a visitor does goes as
 * `POST /act` with an Action, answered by an ActionResult. So a reload, a second tab or a test sees the same.
 */

export type PageLocale = 'en-US' | 'ru';

/** Somebody a visitor can be. */
export type PersonView = Readonly<{
  id: string;
  name: string;
  role: 'member' | 'moderator' | 'newcomer';
  locale: PageLocale;
}>;

export type ChannelView = Readonly<{
  id: string;
  name: string;
  /** Discord's number of its kind. */
  type: number;
  kind: 'text' | 'announcement' | 'forum' | 'thread' | 'dm';
}>;

/** A role; `@everyone` is one, too. */
type RoleView = Readonly<{ id: string; name: string }>;

/** A message as one person sees it, oldest first in its channel. */
export type MessageView = Readonly<{
  message: APIMessage;
  /** Only this person sees it. */
  ephemeral: boolean;
  /** `thinking`: deferred, no content yet. `failed`: the bot did not answer in time; content is empty. */
  state: 'thinking' | 'sent' | 'failed';
  /** The use of a command that it answers: who, and what it looked like ("/film theme"). */
  usedBy: Readonly<{ name: string; command: string }> | undefined;
  /** Emoji on it that this person put there. */
  mine: readonly string[];
}>;

/** A form that the bot opened for this person and that is not sent yet. */
export type ModalView = Readonly<{ interactionId: string; modal: APIModalInteractionResponseCallbackData }>;

/** What a visitor may let go wrong. Those that last say so in the snapshot until they are over. */
export type PageFault =
  | LastingFault
  | 'cut'
  | 'reconnect'
  | 'silence'
  | 'endSession'
  | 'double'
  | 'errors'
  | 'lose'
  | 'limit'
  | 'kick'
  | 'invite';
export type LastingFault = 'outage' | 'slow';

export type Snapshot = Readonly<{
  type: 'snapshot';
  as: string;
  people: readonly PersonView[];
  guild: Readonly<{ id: string; name: string; locale: PageLocale }>;
  channels: readonly ChannelView[];
  roles: readonly RoleView[];
  bot: Readonly<{
    id: string;
    name: string;
    state: 'online' | 'starting' | 'offline';
    canStop: boolean;
    isMember: boolean;
  }>;
  /** As registered with this application, global and guild ones; `contexts` says where each may be used. */
  commands: readonly APIApplicationCommand[];
  messages: Readonly<Record<string, readonly MessageView[]>>;
  modal: ModalView | undefined;
  /** What goes wrong at the moment because somebody wants it to. */
  faults: readonly LastingFault[];
  /** The playground's clock, ISO 8601. */
  now: string;
  /** The clock can be moved to the next post. */
  canMoveClock: boolean;
}>;

/** An option as Discord's gateway sends it: `type` is Discord's option type, a subcommand carries `options`. */
export type OptionInput = Readonly<{
  name: string;
  type: number;
  value?: string | number | boolean;
  focused?: boolean;
  options?: readonly OptionInput[];
}>;

/** What a visitor does, as the person `as`. */
export type Action = Readonly<
  { as: string } & (
    | { do: 'command'; channelId: string; commandId: string; options: readonly OptionInput[]; targetMessageId?: string }
    | { do: 'autocomplete'; channelId: string; commandId: string; options: readonly OptionInput[] }
    | { do: 'component'; messageId: string; customId: string; componentType: number; values?: readonly string[] }
    | { do: 'modal'; interactionId: string; fields: Readonly<Record<string, string>> }
    | { do: 'closeModal' }
    | { do: 'say'; channelId: string; content: string }
    | { do: 'react' | 'unreact'; messageId: string; emoji: string }
    | { do: 'dismiss'; messageId: string }
    | { do: 'locale'; locale: PageLocale }
    | { do: 'guildLocale'; locale: PageLocale }
    | { do: 'bot'; run: boolean }
    | { do: 'fault'; fault: PageFault | 'none' }
    /** Moves the clock to the next post of the bot. */
    | { do: 'nextPost' }
  )
>;

/** `error` is a sentence for the visitor. `choices` answers an autocomplete. */
export type ActionResult = Readonly<
  | { ok: true; choices?: readonly { name: string; value: string | number }[]; interactionId?: string }
  | { ok: false; error: string }
>;
