/**
 * CPU of this thread for one run of an act, in ms: the least of some runs, for a first one waits for the compiler, one in a
 * while collects garbage, and on a busy machine whatever else runs is added. Stops at a run that takes less than `enough`.
 */
export async function leastCpuMs(act: () => unknown, enough: number): Promise<number> {
  let least = Infinity;
  for (let run = 0; run < 5 && least >= enough; run += 1) {
    const before = process.threadCpuUsage();
    await act();
    const { user, system } = process.threadCpuUsage(before);
    least = Math.min(least, (user + system) / 1000);
  }
  return least;
}
