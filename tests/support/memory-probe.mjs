import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

// Loaded before a process under test: on SIGUSR2 it says how many megabytes are in use once all garbage is gone.
setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc');
process.on('SIGUSR2', () => {
  collect();
  collect();
  const { heapUsed, external, rss } = process.memoryUsage();
  process.stdout.write(`${JSON.stringify({ keptMb: (heapUsed + external) / 2 ** 20, rssMb: rss / 2 ** 20 })}\n`);
});
