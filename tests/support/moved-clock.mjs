/*
 * Moves the clock of a process by so many milliseconds as a file says at each moment (`MOVED_CLOCK`): so a test can let hours
 * pass for a process of its own, and turn its clock back.
 */
import { readFileSync } from 'node:fs';

const file = process.env['MOVED_CLOCK'] ?? '';
const real = Temporal.Now.instant;
Temporal.Now.instant = () => real().add({ milliseconds: Number(readFileSync(file, 'utf8')) });
