import { pino } from 'pino';
import { expect, test, vi } from 'vitest';
import { StoreUnavailable } from '../../src/errors.ts';
import { WriteQueue } from '../../src/stores/write-queue.ts';

const log = pino({ level: 'silent' });

/** A store that keeps what it is given, flush by flush, and fails as it is told. */
class Kept {
  readonly flushes: number[][] = [];
  away = false;

  readonly write = async (rows: readonly number[]): Promise<void> => {
    if (this.away) throw new StoreUnavailable();
    if (rows.includes(13)) throw new Error('unlucky');
    this.flushes.push([...rows]);
  };

  get rows(): number[] {
    return this.flushes.flat();
  }
}

const numbers = (count: number): number[] => Array.from({ length: count }, (_, at) => at + 100);

test('what comes together is written together, in order, and each row hears that it is durable', async () => {
  const kept = new Kept();
  await using queue = new WriteQueue({ write: kept.write, log });
  const added = numbers(50).map((row) => queue.add(row));
  expect(kept.flushes).toEqual([]);
  await Promise.all(added);
  expect(kept.flushes).toEqual([numbers(50)]);
});

test('a flush takes so many rows and no more, and leaves the thread to others in between', async () => {
  const kept = new Kept();
  await using queue = new WriteQueue({ write: kept.write, log, enough: 10, most: 10, everyMs: 60_000 });
  const added = Promise.all(numbers(40).map((row) => queue.add(row)));
  let turns = 0;
  const watch = (): void => {
    turns += 1;
    if (kept.flushes.length < 4) setImmediate(watch);
  };
  setImmediate(watch);
  await added;
  expect(kept.flushes.map(({ length }) => length)).toEqual([10, 10, 10, 10]);
  expect(kept.rows).toEqual(numbers(40));
  expect(turns).toBeGreaterThanOrEqual(3);
});

test('rows that come faster than usual flushes take them are all written, in order, and none is refused', async () => {
  const kept = new Kept();
  await using queue = new WriteQueue({ write: kept.write, log, most: 10, capacity: 500 });
  const added: Promise<void>[] = [];
  while (added.length < 6000) {
    for (let n = 0; n < 30; n += 1) added.push(queue.add(added.length + 100));
    await new Promise((done) => setImmediate(done));
  }
  await Promise.all(added);
  expect(kept.rows).toEqual(numbers(6000));
});

test('a row that comes alone is written at once, those that come soon after it together', async () => {
  const kept = new Kept();
  await using queue = new WriteQueue({ write: kept.write, log, everyMs: 300 });
  const before = performance.now();
  await queue.add(1);
  expect(performance.now() - before).toBeLessThan(200);
  const second = queue.add(2);
  await new Promise((done) => setTimeout(done, 20));
  await Promise.all([second, queue.add(3)]);
  expect(kept.flushes).toEqual([[1], [2, 3]]);
});

test('when many wait, they are written before the time of the next flush', async () => {
  const kept = new Kept();
  await using queue = new WriteQueue({ write: kept.write, log, enough: 10, everyMs: 60_000 });
  await queue.add(1);
  const few = numbers(9).map((row) => queue.add(row));
  await new Promise((done) => setTimeout(done, 20));
  expect(kept.flushes).toEqual([[1]]);
  await Promise.all([...few, queue.add(109)]);
  expect(kept.flushes).toEqual([[1], numbers(10)]);
});

test('while the store is away rows wait, and go in once and in order when it is back', async () => {
  const kept = new Kept();
  kept.away = true;
  await using queue = new WriteQueue({ write: kept.write, log, most: 20 });
  const durable: number[] = [];
  const added = Promise.all(numbers(50).map((row) => queue.add(row).then(() => durable.push(row))));
  await new Promise((done) => setTimeout(done, 50));
  expect(durable).toEqual([]);
  expect(queue.stalledMs).toBeGreaterThan(20);
  kept.away = false;
  await added;
  expect(queue.stalledMs).toBe(0);
  expect(kept.rows).toEqual(numbers(50));
  expect(durable).toEqual(numbers(50));
});

test('whoever cannot wait hears at once that the store is away, and the next row finds it back', async () => {
  const kept = new Kept();
  kept.away = true;
  await using queue = new WriteQueue({ write: kept.write, log, retries: false });
  const refused = await Promise.allSettled(numbers(3).map((row) => queue.add(row)));
  expect(refused).toMatchObject(numbers(3).map(() => ({ reason: expect.any(StoreUnavailable) as Error })));
  kept.away = false;
  await queue.add(1);
  expect(kept.rows).toEqual([1]);
});

test('a queue is settled when nothing added before waits any more, refused or not', async () => {
  const kept = new Kept();
  await using queue = new WriteQueue({ write: kept.write, log, most: 2 });
  const added = Promise.allSettled([...numbers(4), 13].map((row) => queue.add(row)));
  await queue.settled();
  expect(kept.rows).toEqual(numbers(4));
  await added;
});

test('a row that cannot be written is told so, and takes no other with it', async () => {
  const kept = new Kept();
  await using queue = new WriteQueue({ write: kept.write, log });
  const results = await Promise.allSettled([12, 13, 14].map((row) => queue.add(row)));
  expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  expect(kept.rows).toEqual([12, 14]);
});

test('memory is bounded: what does not fit is refused at once, what waits is not lost', async () => {
  const kept = new Kept();
  kept.away = true;
  await using queue = new WriteQueue({ write: kept.write, log, most: 2, capacity: 5 });
  const added = Promise.allSettled(numbers(8).map((row) => queue.add(row)));
  await vi.waitFor(() => expect(queue.waiting).toBeLessThanOrEqual(5), 20_000);
  kept.away = false;
  const refused = (await added).filter(({ status }) => status === 'rejected');
  expect(refused).toHaveLength(3);
  expect(kept.rows).toEqual(numbers(5));
});

test('closing writes what waits, and takes no more', async () => {
  const kept = new Kept();
  const queue = new WriteQueue({ write: kept.write, log, most: 10, everyMs: 60_000 });
  const added = Promise.all(numbers(25).map((row) => queue.add(row)));
  await queue[Symbol.asyncDispose]();
  await added;
  expect(kept.rows).toEqual(numbers(25));
  await expect(queue.add(1)).rejects.toThrow(StoreUnavailable);
});

test('closing while the store is away ends soon, and says of each row that it was lost', async () => {
  const kept = new Kept();
  kept.away = true;
  const queue = new WriteQueue({ write: kept.write, log, most: 10 });
  const added = Promise.allSettled(numbers(25).map((row) => queue.add(row)));
  await new Promise((done) => setTimeout(done, 30));
  const before = performance.now();
  await queue[Symbol.asyncDispose]();
  expect(performance.now() - before).toBeLessThan(1000);
  expect((await added).map(({ status }) => status)).toEqual(Array.from({ length: 25 }, () => 'rejected'));
  expect(kept.rows).toEqual([]);
});
