import type { CommandsState, GatewayVitals, Vitals } from './vitals.ts';

/** Reads the state of parts that come to life one after the other. What is not there yet is not well. */
export class Checkup {
  gateway: Readonly<{ vitals: GatewayVitals }> | undefined;
  store: Readonly<Record<'answers' | 'takesChanges', () => Promise<boolean>>> | undefined;
  lastChange: Readonly<{ refusedMs: number }> | undefined;
  /** What makes changes durable in groups. */
  queue: Readonly<{ waiting: number; stalledMs: number }> | undefined;
  /** What looks after the weekly posts. */
  scheduler: Readonly<{ stalledMs: number }> | undefined;
  commands: CommandsState = 'pending';

  /** What refused the last change is tried anew by this itself: nobody may change anything for a long time. */
  async vitals(): Promise<Vitals> {
    const refusedMs = this.lastChange?.refusedMs ?? 0;
    const { gateway, store, queue, commands, scheduler } = this;
    return {
      ...(gateway?.vitals ?? { shards: [], guilds: 0 }),
      commands,
      schedulerStalledMs: scheduler?.stalledMs ?? 0,
      store: {
        answers: (await store?.answers()) ?? false,
        refusedMs: refusedMs > 0 && (await store?.takesChanges()) === true ? 0 : refusedMs,
        waiting: queue?.waiting ?? 0,
        stalledMs: queue?.stalledMs ?? 0,
      },
    };
  }
}
