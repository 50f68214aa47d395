import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Answer } from '../../src/domain/answer.ts';
import {
  afterLook,
  afterSend,
  afterStep,
  finished,
  givenUp,
  isOpen,
  newPosting,
  nextMove,
  nonceMs,
  unparked,
} from '../../src/domain/posting.ts';
import type { Post, Posting } from '../../src/domain/posting.ts';

const dueAtMs = Date.UTC(2026, 10, 27, 17);
const hourMs = 3_600_000;
const steps = ['seed 1', 'seed 2', 'thread', 'pin'];
const post: Post = { channelId: '1', messageId: '2' };
const aPosting = (parts: Partial<Posting> = {}): Posting => ({
  ...newPosting({ dueAtMs, untilMs: dueAtMs + 24 * hourMs, forum: false, doubtful: false, steps }),
  ...parts,
});
const moveAt = (posting: Posting, nowMs: number, clear = false): string => nextMove(posting, clear, nowMs).do;

describe('a post that is due', () => {
  test('is sent at once: nobody can have sent it before, and the nonce covers the first minutes', () => {
    expect(moveAt(aPosting(), dueAtMs)).toBe('send');
    expect(moveAt(aPosting(), dueAtMs + nonceMs - 1)).toBe('send');
  });

  test('past those minutes the channel is read first', () => {
    expect(moveAt(aPosting(), dueAtMs + nonceMs)).toBe('look');
    expect(moveAt(aPosting(), dueAtMs + nonceMs, true)).toBe('send');
  });

  test('in a forum, or where the schedule is not what it was, the channel is read at once', () => {
    expect(moveAt(aPosting({ forum: true }), dueAtMs)).toBe('look');
    expect(moveAt(aPosting({ doubtful: true }), dueAtMs)).toBe('look');
  });

  test('that is found in the channel is not sent again', () => {
    const found = afterLook(aPosting(), { kind: 'done', value: post }, dueAtMs);
    expect(found).toMatchObject({ state: 'posted', post });
    expect(nextMove(found, false, dueAtMs)).toEqual({ do: 'step', name: 'seed 1' });
  });

  test('is not guessed about where the past may not be read', () => {
    const unsure = afterLook(aPosting(), { kind: 'done', value: 'unreadable' }, dueAtMs);
    expect(unsure).toMatchObject({ state: 'unsure', reason: 'unreadable' });
    expect(moveAt(unsure, dueAtMs + hourMs)).toBe('rest');
  });

  test('that a moderator has deleted already counts as posted', () => {
    expect(afterSend(aPosting(), { kind: 'gone' }, dueAtMs)).toMatchObject({ state: 'done', reason: 'deleted' });
  });

  test('waits for as long as Discord says', () => {
    const limited = afterSend(aPosting(), { kind: 'limited', waitMs: 2 * hourMs }, dueAtMs);
    expect(nextMove(limited, false, dueAtMs + 1)).toEqual({ do: 'wait', untilMs: dueAtMs + 2 * hourMs });
    expect(moveAt(limited, dueAtMs + 2 * hourMs)).toBe('look');
  });

  test('that is refused rests until something changes, and is skipped when its time is over', () => {
    const parked = afterSend(aPosting(), { kind: 'refused', refusal: 'permission' }, dueAtMs);
    expect(moveAt(parked, dueAtMs + hourMs)).toBe('rest');
    expect(moveAt(unparked(parked, dueAtMs + hourMs), dueAtMs + hourMs)).toBe('look');
    expect(moveAt(parked, dueAtMs + 25 * hourMs)).toBe('give up');
    expect(givenUp(parked)).toMatchObject({ state: 'skipped', reason: 'permission' });
  });

  test('that is refused for its text is not tried again, whatever changes; that may not be looked for is looked for', () => {
    const text = afterSend(aPosting(), { kind: 'refused', refusal: 'text' }, dueAtMs);
    expect(unparked(text, dueAtMs + hourMs)).toBe(text);
    const unsure = afterLook(aPosting(), { kind: 'done', value: 'unreadable' }, dueAtMs);
    expect(moveAt(unparked(unsure, dueAtMs + hourMs), dueAtMs + hourMs)).toBe('look');
    expect(unparked(unsure, dueAtMs + hourMs)).toMatchObject({ state: 'sending', told: 'unreadable' });
  });

  test('that is refused again and again is not tried more than twice a minute, whatever changes meanwhile', () => {
    let [now, tries] = [aPosting(), 0];
    for (let at = dueAtMs; at < dueAtMs + hourMs; at += 1000) {
      if (moveAt(now, at, true) === 'send') {
        tries += 1;
        now = afterSend(now, { kind: 'refused', refusal: 'permission' }, at);
      }
      now = unparked(now, at);
    }
    expect(tries).toBeGreaterThan(1);
    expect(tries).toBeLessThanOrEqual(121);
  });

  test('that an outage kept away is looked for once more before it is given up', () => {
    const tried = afterSend(aPosting(), { kind: 'unknown' }, dueAtMs);
    expect(moveAt(tried, dueAtMs + 25 * hourMs)).toBe('look');
    expect(moveAt(tried, dueAtMs + 25 * hourMs, true)).toBe('give up');
    expect(givenUp(tried).reason).toBe('outage');
  });
});

describe('what is to do with a post that is there', () => {
  const there = aPosting({ state: 'posted', post });

  test('a step that fails for good holds up none of the others, and is named', () => {
    const failed = afterStep(there, 'seed 1', { kind: 'refused', refusal: 'permission' }, dueAtMs);
    expect(nextMove(failed, false, dueAtMs)).toEqual({ do: 'step', name: 'seed 2' });
    expect(failed.steps[0]).toMatchObject({ name: 'seed 1', failed: 'permission' });
  });

  test('a step that failed for now waits while the others are done, and is tried again alone', () => {
    let now = afterStep(there, 'seed 1', { kind: 'unknown' }, dueAtMs);
    for (const name of ['seed 2', 'thread', 'pin']) {
      expect(nextMove(now, false, dueAtMs)).toEqual({ do: 'step', name });
      now = afterStep(now, name, { kind: 'done', value: undefined }, dueAtMs);
    }
    expect(nextMove(now, false, dueAtMs)).toEqual({ do: 'wait', untilMs: dueAtMs + 5000 });
    expect(nextMove(now, false, dueAtMs + 5000)).toEqual({ do: 'step', name: 'seed 1' });
  });

  test('nothing is tried for ever', () => {
    let now = there;
    let at = dueAtMs;
    let tries = 0;
    for (;;) {
      const move = nextMove(now, false, at);
      if (move.do === 'finish') break;
      if (move.do === 'wait') at = move.untilMs;
      if (move.do === 'step') {
        tries += 1;
        now = afterStep(now, move.name, { kind: 'unknown' }, at);
      }
    }
    expect(tries).toBe(12 * steps.length);
    expect(at - dueAtMs).toBeLessThan(4 * hourMs);
    expect(finished(now).steps.map(({ failed }) => failed)).toEqual(steps.map(() => 'outage'));
  });

  test('ends with the message', () => {
    expect(afterStep(there, 'seed 1', { kind: 'gone' }, dueAtMs)).toMatchObject({ state: 'done', reason: 'deleted' });
  });
});

/* Random walks: the machine against a Discord that loses answers, workers that crash, and a store that forgets. */

type Event =
  | { kind: 'run'; worker: number; moves: number; faults: readonly Fault[] }
  | { kind: 'pass'; ms: number }
  | { kind: 'rewind'; back: number };
type Fault = 'none' | 'lost answer' | 'outage' | 'unsent' | 'limited' | 'crash before' | 'crash after';

const leaseMs = nonceMs;

/** A Discord with one channel. */
class Channel {
  readonly created: { id: string; atMs: number }[] = [];
  readonly done: string[] = [];
  readonly forum: boolean;

  constructor(forum: boolean) {
    this.forum = forum;
  }

  send(nowMs: number): Answer<Post> {
    const last = this.created.at(-1);
    // The nonce of a text channel works for three minutes.
    if (last && !this.forum && nowMs - last.atMs < 180_000)
      return { kind: 'done', value: { channelId: '1', messageId: last.id } };
    const id = String(this.created.length + 1);
    this.created.push({ id, atMs: nowMs });
    return { kind: 'done', value: { channelId: '1', messageId: id } };
  }

  look(): Answer<Post | 'none'> {
    const [first] = this.created;
    return { kind: 'done', value: first ? { channelId: '1', messageId: first.id } : 'none' };
  }

  step(name: string): Answer {
    // Like reactions, pins and threads: asked for twice they are there once, but not for another message.
    if (!this.done.includes(name)) this.done.push(name);
    return { kind: 'done', value: undefined };
  }
}

/** The row of the occurrence, with everything it ever was. */
class Row {
  history: { posting: Posting | undefined; fence: number; leaseUntilMs: number }[] = [
    { posting: undefined, fence: 0, leaseUntilMs: 0 },
  ];

  get now() {
    return this.history.at(-1) as (typeof this.history)[number];
  }
}

class Worker {
  fence = 0;
  leaseUntilMs = 0;
  clear = false;

  /** Does some moves; a crash ends the run, and what was not stored is forgotten. */
  run(row: Row, channel: Channel, clock: { ms: number }, event: Extract<Event, { kind: 'run' }>): void {
    if (row.now.leaseUntilMs > clock.ms) return;
    this.fence = row.now.fence + 1;
    this.leaseUntilMs = clock.ms + leaseMs;
    this.clear = false;
    const untilMs = dueAtMs + 24 * hourMs;
    const posting =
      row.now.posting ?? newPosting({ dueAtMs, untilMs, forum: channel.forum, doubtful: false, steps: [...steps] });
    row.history.push({ posting, fence: this.fence, leaseUntilMs: this.leaseUntilMs });
    for (let at = 0; at < event.moves; at += 1) {
      const fault = event.faults[at % event.faults.length] ?? 'none';
      if (!this.#move(row, channel, clock, fault)) return;
    }
    // It stops, and lets others have it.
    this.#store(row, row.now.posting as Posting, 0);
  }

  #move(row: Row, channel: Channel, clock: { ms: number }, fault: Fault): boolean {
    const posting = row.now.posting as Posting;
    const move = nextMove(posting, this.clear, clock.ms);
    if (row.now.fence !== this.fence || clock.ms >= this.leaseUntilMs || fault === 'crash before') return false;
    if (move.do === 'wait' || move.do === 'rest') {
      this.#store(row, posting, 0);
      return false;
    }
    if (move.do === 'give up') return this.#store(row, givenUp(posting));
    if (move.do === 'finish') return this.#store(row, finished(posting));
    clock.ms += 300;
    const answer = answered(fault, () => {
      if (move.do === 'step') return channel.step(move.name);
      return move.do === 'send' ? channel.send(clock.ms) : channel.look();
    });
    if (fault === 'crash after') return false;
    if (move.do === 'send') return this.#store(row, afterSend(posting, answer as Answer<Post>, clock.ms));
    if (move.do === 'step') return this.#store(row, afterStep(posting, move.name, answer, clock.ms));
    this.clear = answer.kind === 'done' && answer.value === 'none';
    return this.#store(row, afterLook(posting, answer as Answer<Post | 'none'>, clock.ms));
  }

  #store(row: Row, posting: Posting, leaseUntilMs = this.leaseUntilMs): boolean {
    if (row.now.fence !== this.fence) return false;
    row.history.push({ posting, fence: this.fence, leaseUntilMs });
    return true;
  }
}

function answered(fault: Fault, ask: () => Answer<unknown>): Answer<unknown> {
  if (fault === 'outage') return { kind: 'unknown' };
  if (fault === 'unsent') return { kind: 'unsent' };
  if (fault === 'limited') return { kind: 'limited', waitMs: 20 * 60_000 };
  const answer = ask();
  return fault === 'lost answer' ? { kind: 'unknown' } : answer;
}

const faults: Fault[] = ['none', 'lost answer', 'outage', 'unsent', 'limited', 'crash before', 'crash after'];

const anEvent: fc.Arbitrary<Event> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constant('run' as const),
      worker: fc.constantFrom(0, 1),
      moves: fc.integer({ min: 1, max: 8 }),
      faults: fc.array(fc.constantFrom(...faults), { minLength: 1, maxLength: 8 }),
    }),
  },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('pass' as const), ms: fc.integer({ min: 0, max: 900_000 }) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('rewind' as const), back: fc.integer({ min: 1, max: 12 }) }) },
);

test('whatever crashes, gets lost or is forgotten: one post, and in the end all of its steps', () => {
  fc.assert(
    fc.property(fc.array(anEvent, { maxLength: 60 }), fc.boolean(), (events, forum) => {
      const clock = { ms: dueAtMs };
      const channel = new Channel(forum);
      const row = new Row();
      const workers = [new Worker(), new Worker()];
      for (const event of events) {
        if (event.kind === 'pass') clock.ms += event.ms;
        else if (event.kind === 'run') workers[event.worker]?.run(row, channel, clock, event);
        else row.history = row.history.slice(0, Math.max(1, row.history.length - event.back));
      }
      // A quiet day: nothing goes wrong any more.
      for (let round = 0; round < 100; round += 1) {
        clock.ms += 15 * 60_000;
        workers[0]?.run(row, channel, clock, { kind: 'run', worker: 0, moves: 20, faults: ['none'] });
      }
      const { posting } = row.now;
      expect(channel.created.length).toBeLessThanOrEqual(1);
      if (posting?.state === 'skipped') return expect(channel.created).toHaveLength(0);
      expect(channel.created).toHaveLength(1);
      expect(posting?.state).toBe('done');
      expect(posting?.steps.filter(isOpen)).toEqual([]);
      return undefined;
    }),
    { numRuns: 3000 },
  );
});
