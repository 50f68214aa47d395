import { mkdtempSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { FileStartStore, MemoryStartStore } from '../../src/stores/start-store.ts';
import type { StartStore } from '../../src/stores/start-store.ts';

const freshFolder = () => mkdtempSync(join(tmpdir(), 'kinoklub-'));

describe.each<[string, () => StartStore]>([
  ['in memory', () => new MemoryStartStore()],
  ['in a file', () => new FileStartStore(join(freshFolder(), 'var', 'starts.json'))],
])('starts %s', (_, make) => {
  test('are none at first, and then those that were put last', async () => {
    const store = make();
    expect(await store.get()).toEqual([]);
    await store.put([1, 2, 3]);
    await store.put([4]);
    expect(await store.get()).toEqual([4]);
  });
});

test('starts in a file outlive the process, and leave nothing else behind', async () => {
  const folder = freshFolder();
  await new FileStartStore(join(folder, 'starts.json')).put([7]);
  expect(await new FileStartStore(join(folder, 'starts.json')).get()).toEqual([7]);
  expect(readdirSync(folder)).toEqual(['starts.json']);
});

test.each(['', '{', '[1', '["x"]', '{"a":1}', '[-1]'])(
  'a damaged file (%j) is no reason not to start',
  async (text) => {
    const path = join(freshFolder(), 'starts.json');
    writeFileSync(path, text);
    const store = new FileStartStore(path);
    expect(await store.get()).toEqual([]);
    await store.put([5]);
    expect(await store.get()).toEqual([5]);
  },
);
