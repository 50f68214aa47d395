import { z } from 'zod';
import { refusals } from './answer.ts';
import type { Answer } from './answer.ts';

/*
 * How one film of the week gets into its channel, as a state that each answer of Discord moves on. Whoever drives it stores
 * the state after every move, so that another process, or the same one after a crash, goes on from any point.
 *
 * What keeps a post from coming twice: Discord gives back the first message for a nonce that it has seen in the last few
 * minutes. Nobody can have sent this post before it was due, so until then plus those minutes the nonce is enough; after
 * them, and where there is no nonce (forums), the channel is read for our own marker before anything is sent, but for a first
 * attempt that surely is one (`isFirstToSend`).
 *
 * A post that a moderator has deleted is not in its channel, so there the store has to know of it. A store that lost its last
 * seconds still has the nonce. One that was restored from a backup says up to when it knows nothing: what was due by then
 * and is not found is a question to moderators. That a store is older than it was for any other reason nobody can tell.
 */

/** For so long after a message Discord surely remembers its nonce: "the past few minutes", as it puts it. */
export const nonceMs = 2 * 60_000;

/** What was sent to a forum and not answered needs a moment before a look can tell whether it is there. */
const settleMs = 15_000;

/** A step that Discord does not take for so often (about two hours) is given up, and told. */
const mostAttempts = 12;

/** How long after the last moment for a post an outage is still waited out, to learn whether it is there. */
const patienceMs = 24 * 3_600_000;

const Ms = z.int();
export const Reason = z.enum([...refusals, 'outage', 'late', 'deleted', 'unreadable', 'restored']);
/**
 * Why it ended, or rests. `unreadable`: the channel’s past may not be read, so nobody can tell whether the post is there;
 * `restored`: it is not there, and the store has forgotten whether it was.
 */
export type Reason = z.infer<typeof Reason>;

/** What is in the way of every post of a schedule, until somebody mends it. */
export const obstacles = [
  'access',
  'permission',
  'channel-gone',
  'channel-type',
  'tag',
] as const satisfies readonly Reason[];
export type Obstacle = (typeof obstacles)[number];
export const isObstacle = (reason = ''): boolean => (obstacles as readonly string[]).includes(reason);

/** What somebody can mend so that Discord tells of it. The same text is not tried again: a filter would count the tries. */
export const isMendable = (reason: string): boolean => isObstacle(reason) || reason === 'unreadable';

/** What is wrong is in the post itself: sent again next week, it would be refused again. */
export const isOwnFault = (reason: string): boolean => reason === 'text' || reason === 'invalid';

/** What is still to do with a message once it is there: `seed 1️⃣`, `thread`, `pin`, `unpin`, `publish`. */
const Step = z.object({
  name: z.string(),
  attempts: z.int(),
  retryAtMs: Ms,
  done: z.boolean(),
  failed: Reason.optional(),
});
export type Step = Readonly<z.infer<typeof Step>>;

/** The states in which a film has been shown: its post is, or was, in the channel. */
export const shownStates = ['posted', 'done'] as const;

export const Posting = z.object({
  /**
   * `sending`: not known to be there · `posted`: there, steps to do · `done` · `parked`: refused until somebody changes
   * something · `unsure`: only a person can tell whether it is there · `skipped`: it will not come any more.
   */
  state: z.enum(['sending', 'posted', 'done', 'parked', 'unsure', 'skipped']),
  reason: Reason.optional(),
  /** Why it rested before, or the one before it, which moderators know. */
  told: Reason.optional(),
  /** It will not come any more, and what was in its way still is: until that is gone, its schedule is parked. */
  barred: z.boolean().optional(),
  dueAtMs: Ms,
  /** The last moment at which it may be sent. */
  untilMs: Ms,
  /** Forum posts have no nonce. */
  forum: z.boolean(),
  /** Somebody may have sent it before it was due: the schedule or the store is not what it was. */
  doubtful: z.boolean(),
  /** It may have been sent after the backup was made of which this store was restored. */
  restored: z.boolean().optional(),
  /** It was refused, and nobody has sent it. Before it is sent again that is taken away. */
  unsent: z.boolean().optional(),
  /** Discord was not there for the last attempt, or had no time for it. */
  outage: z.boolean().optional(),
  /** When a person who has looked wanted it sent: as long as the nonce is known, their word is enough. */
  forcedAtMs: Ms.optional(),
  attempts: z.int(),
  retryAtMs: Ms,
  /** Where the message is: the channel, or the forum’s thread. */
  post: z.object({ channelId: z.string(), messageId: z.string() }).optional(),
  steps: z.array(Step).readonly(),
});
export type Posting = Readonly<z.infer<typeof Posting>>;
export type Post = NonNullable<Posting['post']>;

/**
 * What to do next. `clear`, kept by the driver alone: the channel was read just now, and the post is not there, or it is
 * surely the first to send it.
 */
export type Move =
  | Readonly<{ do: 'look' | 'send' | 'give up' | 'finish' | 'probe' }>
  | Readonly<{ do: 'step'; name: string }>
  | Readonly<{ do: 'wait'; untilMs: number }>
  | Readonly<{ do: 'rest' }>;

/** A post that is due, with these steps to come. */
export const newPosting = (
  parts: Pick<Posting, 'dueAtMs' | 'untilMs' | 'forum' | 'doubtful' | 'restored' | 'told'> &
    Readonly<{ steps: readonly string[] }>,
): Posting => ({
  ...parts,
  ...{ state: 'sending', attempts: 0, retryAtMs: parts.dueAtMs },
  steps: newSteps(parts.steps),
});

const newSteps = (names: readonly string[]): readonly Step[] =>
  names.map((name) => ({ name, attempts: 0, retryAtMs: 0, done: false }));

export function nextMove(posting: Posting, clear: boolean, nowMs: number): Move {
  const { state, retryAtMs, untilMs, attempts } = posting;
  if (state === 'posted') return nextStep(posting, nowMs);
  // Refused it was not sent: nothing to look for.
  if (isResting(posting)) return { do: nowMs > untilMs ? 'give up' : 'rest' };
  if (state !== 'sending' && !posting.barred) return { do: 'rest' };
  if (nowMs < retryAtMs) return { do: 'wait', untilMs: retryAtMs };
  if (posting.barred) return { do: 'probe' };
  const over = nowMs > untilMs;
  if (over && (attempts === 0 || clear || nowMs > untilMs + patienceMs)) return { do: 'give up' };
  return { do: !clear && (over || mustLook(posting, nowMs)) ? 'look' : 'send' };
}

/** A clock that differs more than this from Discord’s is not trusted with anybody’s evening. */
export const mostDriftMs = 120_000;

/**
 * Nobody can have sent it, however late its turn comes: whoever asks is the first who holds it, and was `alone` with the store
 * since before it was due, by Discord’s clock (`sinceMs`). What the store lost, or was before, was over by then.
 */
export const isFirstToSend = (
  { attempts, doubtful, restored, dueAtMs }: Posting,
  { alone, sinceMs }: Readonly<{ alone: boolean; sinceMs: number }>,
): boolean => alone && attempts === 0 && !doubtful && !restored && dueAtMs - sinceMs > mostDriftMs;

function mustLook({ forcedAtMs, forum, doubtful, unsent, dueAtMs }: Posting, nowMs: number): boolean {
  if (forcedAtMs !== undefined && nowMs - forcedAtMs < nonceMs) return false;
  return forum || doubtful || unsent === true || nowMs - dueAtMs >= nonceMs;
}

function nextStep({ steps }: Posting, nowMs: number): Move {
  const open = steps.filter(isOpen);
  const now = open.find((step) => step.retryAtMs <= nowMs);
  if (now) return { do: 'step', name: now.name };
  if (open.length === 0) return { do: 'finish' };
  return { do: 'wait', untilMs: Math.min(...open.map((step) => step.retryAtMs)) };
}

/** What sending came to. */
export function afterSend(posting: Posting, answer: Answer<Post>, nowMs: number): Posting {
  // A person’s word is about one attempt: what came of it may be unknown again.
  const { forcedAtMs: _, ...tried } = posting;
  if (answer.kind === 'done') return { ...tried, state: 'posted', post: answer.value };
  // Discord has seen this nonce, and the message is gone: a moderator took it away.
  if (answer.kind === 'gone') return { ...tried, state: 'done', reason: 'deleted' };
  return afterFailure(tried, answer, nowMs);
}

/** What reading the channel came to: the post, nothing, or that the past may not be read. */
export function afterLook(posting: Posting, answer: Answer<Post | 'none' | 'unreadable'>, nowMs: number): Posting {
  if (answer.kind === 'gone') return { ...posting, state: 'parked', reason: 'channel-gone' };
  if (answer.kind !== 'done') return afterFailure(posting, answer, nowMs);
  if (answer.value === 'unreadable') return { ...posting, state: 'unsure', reason: 'unreadable' };
  const { unsent: _, ...looked } = posting;
  if (answer.value === 'none') return looked.restored ? { ...looked, state: 'unsure', reason: 'restored' } : looked;
  return { ...looked, state: 'posted', post: answer.value };
}

/**
 * What was refused, with what its driver knows: whether it has been `alone` with it since it was claimed, and whether it had
 * just looked (`clear`). What a doubtful one may have had in a channel is gone with that.
 */
export function refused(posting: Posting, { alone, clear }: Readonly<{ alone: boolean; clear: boolean }>): Posting {
  const { state, reason, attempts, doubtful, restored } = posting;
  const isFirst = alone && attempts === 0 && (!doubtful || reason === 'channel-gone');
  return state === 'parked' && !restored && (clear || isFirst) ? { ...posting, unsent: true } : posting;
}

/** Nobody has sent it, and nobody is about to: it may still go elsewhere. */
export const isUnsent = (posting: Posting): boolean =>
  posting.barred === true || (isResting(posting) && posting.unsent === true);

/** One that is not sent, on its way to another channel, with other steps to come. */
export const redirected = (
  posting: Posting,
  { forum, steps }: Readonly<{ forum: boolean; steps: readonly string[] }>,
): Posting => ({ ...posting, forum, steps: newSteps(steps) });

/** What a step came to. Steps neither repeat nor hold up each other; without the message there are none. */
export function afterStep(posting: Posting, name: string, answer: Answer<unknown>, nowMs: number): Posting {
  if (answer.kind === 'gone' || (answer.kind === 'refused' && answer.refusal === 'channel-gone'))
    return { ...posting, state: 'done', reason: 'deleted' };
  const steps = posting.steps.map((step) => (step.name === name ? stepAfter(step, answer, nowMs) : step));
  return { ...posting, steps };
}

function stepAfter(step: Step, answer: Exclude<Answer<unknown>, { kind: 'gone' }>, nowMs: number): Step {
  if (answer.kind === 'done') return { ...step, done: true };
  if (answer.kind === 'refused') return { ...step, failed: answer.refusal };
  const attempts = step.attempts + 1;
  const wait = patientMs(answer, attempts);
  if (wait === undefined) return { ...step, attempts, failed: 'outage' };
  return { ...step, attempts, retryAtMs: nowMs + wait };
}

/** After how long what Discord did not take is tried again; undefined where that is of no use, or was so often enough. */
function patientMs(answer: Answer<unknown>, attempts: number): number | undefined {
  if (answer.kind === 'done' || answer.kind === 'gone' || answer.kind === 'refused') return undefined;
  return attempts < mostAttempts ? waitMs(answer, attempts) : undefined;
}

function afterFailure(
  posting: Posting,
  answer: Exclude<Answer<unknown>, { kind: 'done' | 'gone' }>,
  nowMs: number,
): Posting {
  if (answer.kind === 'refused') return { ...posting, state: 'parked', reason: answer.refusal };
  const attempts = posting.attempts + 1;
  const wait = Math.max(waitMs(answer, attempts), posting.forum ? settleMs : 0);
  return { ...posting, attempts, retryAtMs: nowMs + wait, outage: true };
}

/** Gives up what cannot be posted in time any more. */
export const givenUp = (posting: Posting): Posting => ({
  ...posting,
  state: 'skipped',
  reason: posting.reason ?? (posting.outage ? 'outage' : 'late'),
});

/** How often it is asked whether an obstacle is still there, beside each time that Discord tells of changes: time-outs end untold. */
const probeMs = 6 * 3_600_000;

/** Of one that something was in the way of to the end: that is in the way of the next ones, too. */
export const barring = (posting: Posting, nowMs: number): Posting =>
  isObstacle(posting.reason) ? { ...posting, barred: true, retryAtMs: nowMs + probeMs } : posting;

/** What asking came to: whether the schedule may post again. */
export function afterProbe(posting: Posting, answer: Answer<boolean>, nowMs: number): Posting {
  const { barred: _, ...free } = posting;
  return answer.kind === 'done' && answer.value ? free : { ...posting, retryAtMs: nowMs + probeMs };
}

/** All steps are done or failed for good. */
export const finished = (posting: Posting): Posting => ({ ...posting, state: 'done' });

/** Nobody’s changes of channels and roles, however many, make more tries than one in so long. */
const retryMs = 30_000;

/** What stood in the way may be gone: tries again, at once if that has not just been done; a schedule that is parked is in no hurry. */
export function unparked(posting: Posting, nowMs: number): Posting {
  const { reason, unsent, outage: _, ...rest } = posting;
  if (posting.barred) return { ...posting, retryAtMs: Math.min(posting.retryAtMs, nowMs + retryMs) };
  if (!reason || !isMendable(reason) || !isResting(posting)) return posting;
  const [attempts, retryAtMs] = [posting.attempts + 1, Math.max(nowMs, posting.retryAtMs + retryMs)];
  // While the nonce is enough, nobody looks before it is sent.
  const isLooked = unsent && nowMs - posting.dueAtMs >= nonceMs;
  return { ...rest, ...(isLooked && { unsent }), state: 'sending', told: reason, attempts, retryAtMs };
}

/** Only a person can say that it is to be sent: nothing else would ever tell. */
export const asksAPerson = (posting: Posting): boolean =>
  isResting(posting) && (posting.state === 'unsure' || !isMendable(posting.reason ?? ''));

/** A person has looked, and wants it sent. */
export function forced(resting: Posting, nowMs: number): Posting {
  const { reason, unsent: _, outage: __, ...posting } = resting;
  const told = reason ?? posting.told;
  const again = { state: 'sending', attempts: posting.attempts + 1, retryAtMs: nowMs, forcedAtMs: nowMs } as const;
  return { ...posting, ...(told && { told }), ...again };
}

/** It rests until somebody does something. */
export const isResting = ({ state }: Posting): boolean => state === 'parked' || state === 'unsure';

export const isOpen = ({ done, failed }: Step): boolean => !done && failed === undefined;

/** 5 s, 10 s, 20 s … 15 min; a limit says itself how long it lasts. */
const waitMs = (answer: Answer<unknown>, attempts: number): number =>
  answer.kind === 'limited' ? answer.waitMs : Math.min(15 * 60_000, 2500 * 2 ** attempts);

/** When somebody should look after it again, if nobody does anything meanwhile; undefined once it has ended. */
export function nextLookMs(posting: Posting, nowMs: number): number | undefined {
  const move = nextMove(posting, false, nowMs);
  if (move.do === 'wait') return move.untilMs;
  if (move.do !== 'rest') return nowMs;
  return isResting(posting) ? posting.untilMs + 1 : undefined;
}
