import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

/** Where a store may lie that goes with its test; neither it nor its folder is there yet. */
export function freshStorePath(): string {
  const folder = mkdtempSync(join(tmpdir(), 'kinoklub-store-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return join(folder, 'var', 'club.db');
}
