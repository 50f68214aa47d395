import { setTimeout as sleep } from 'node:timers/promises';

/*
 * Loaded into each measured process before its own code (`node --import`), so that the code itself needs no hook. Tells the
 * bench what the whole process has used since its start, its threads included, when asked over the IPC channel: CPU in µs,
 * user and system together, and resident memory in bytes. No TypeScript: Node's stripper alone takes 30 MB.
 */
process.on('message', (question) => void answer(question));

async function answer(question) {
  if (question === 'collect') {
    // What one round frees may hold what the next one frees; pages go back to the system a little later.
    for (let round = 0; round < 3; round += 1) globalThis.gc?.();
    await sleep(300);
  }
  const { user, system } = process.cpuUsage();
  process.send?.({ cpuUs: user + system, rssBytes: process.memoryUsage.rss() });
}
