import type { APIModalInteractionResponseCallbackData } from 'discord.js';
import type { InteractionType } from 'discord.js';

/** How long Discord waits for the first answer, and how long the token lives. */
export const firstAnswerMs = 3000;
const tokenLifeMs = 15 * 60_000;

export type OfferedChoices = readonly { name: string; value: string | number }[];

/** One use of a command or component, from its start to the end of its token. */
export type Interaction = {
  readonly id: string;
  readonly token: string;
  readonly type: InteractionType;
  readonly personId: string;
  readonly channelId: string;
  /** `/film theme`, for the line above the answer; empty for a component. */
  readonly command: string;
  /** When it was sent: wall time for the first answer, the world's clock for the token. */
  readonly sentAtMs: number;
  readonly sentAt: Temporal.Instant;
  /** The message that carries the pressed component. */
  readonly sourceId: string | undefined;
  /** The message on which a menu command was used. */
  readonly targetId: string | undefined;
  /** What opened the form that was sent. */
  readonly openedBy: Interaction | undefined;
  answered: boolean;
  /** The message that `@original` names. */
  originalId: string | undefined;
  /** Every message that its webhook may read, change and delete. */
  readonly messageIds: Set<string>;
  /** A deferred message that has not been filled yet: the next follow-up is its edit. */
  waitingId: string | undefined;
  modal: APIModalInteractionResponseCallbackData | undefined;
  /** Takes the choices of an autocomplete to whoever is typing. */
  readonly complete: ((choices: OfferedChoices) => void) | undefined;
};

/** The first answer may still come. */
export const isOpen = (interaction: Interaction): boolean => performance.now() - interaction.sentAtMs <= firstAnswerMs;

/** Follow-ups and edits may still come. */
export const isAlive = (interaction: Interaction, now: Temporal.Instant): boolean =>
  now.epochMilliseconds - interaction.sentAt.epochMilliseconds <= tokenLifeMs;
