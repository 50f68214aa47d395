import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { Metrics } from '../services/metrics.ts';
import type { Vitals } from '../services/vitals.ts';

/** Discord waits 3 s for a first answer; what takes longer has been deferred. */
const answerBuckets = [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 1.5, 3, 10];

/** The bot's figures in Prometheus' text format, with those of the process (memory, CPU, loop lag, garbage collection). */
export class Prometheus implements Metrics {
  readonly #registry = new Registry();
  readonly #counters;
  readonly #gauges;

  constructor() {
    const registers = [this.#registry];
    collectDefaultMetrics({ register: this.#registry });
    const counter = <L extends string>(name: string, help: string, labelNames: readonly L[] = []): Counter<L> =>
      new Counter({ name: `kinoklub_${name}`, help, labelNames: [...labelNames], registers });
    const gauge = <L extends string>(name: string, help: string, labelNames: readonly L[] = []): Gauge<L> =>
      new Gauge({ name: `kinoklub_${name}`, help, labelNames: [...labelNames], registers });
    this.#counters = {
      answers: counter('answers_total', 'Interactions, by command and how they ended', ['command', 'outcome']),
      seconds: new Histogram({
        name: 'kinoklub_answer_seconds',
        help: 'From the arrival of an interaction to its whole answer',
        labelNames: ['command'],
        buckets: answerBuckets,
        registers,
      }),
      calls: counter('rest_requests_total', "Calls of Discord's HTTP API", ['method', 'route', 'status']),
      sessions: counter('gateway_sessions_total', 'Gateway sessions begun or resumed', ['how']),
      received: counter('reactions_received_total', 'Reactions given to or taken from posts'),
      durable: counter('reactions_durable_total', 'Of these, how many are in the store'),
      weekly: counter('weekly_posts_total', 'What became of weekly posts', ['what', 'reason']),
      attempts: counter('weekly_attempts_total', 'What Discord was asked for about weekly posts', ['what', 'answer']),
      reconciled: counter('reconciled_posts_total', 'Posts compared with their reactions on Discord', ['result']),
    };
    this.#gauges = {
      shards: gauge('gateway_shards', 'Gateway connections by state', ['state']),
      heartbeat: gauge('gateway_heartbeat_seconds', 'Time of the last answer to a heartbeat', ['shard']),
      guilds: gauge('guilds', 'Servers that the bot is in'),
      store: gauge('store_up', '1 while the store answers'),
      waiting: gauge('store_waiting_rows', 'Changes that are not durable yet'),
      stalled: gauge('store_stalled_seconds', 'Since when the store takes no changes; 0 while it does'),
      scheduler: gauge('scheduler_stalled_seconds', 'Since when nobody has looked after the weekly posts'),
    };
  }

  answered({ command, outcome, seconds }: Parameters<Metrics['answered']>[0]): void {
    this.#counters.answers.inc({ command, outcome });
    this.#counters.seconds.observe({ command }, seconds);
  }

  requested({ method, route, status }: Parameters<Metrics['requested']>[0]): void {
    this.#counters.calls.inc({ method, route, status });
  }

  sessionStarted(how: 'new' | 'resumed'): void {
    this.#counters.sessions.inc({ how });
  }

  reactionReceived(): void {
    this.#counters.received.inc();
  }

  reactionsDurable(count: number): void {
    this.#counters.durable.inc(count);
  }

  reconciled(result: Parameters<Metrics['reconciled']>[0]): void {
    this.#counters.reconciled.inc({ result });
  }

  weeklyPost(what: Parameters<Metrics['weeklyPost']>[0], reason = ''): void {
    this.#counters.weekly.inc({ what, reason });
  }

  weeklyAttempt({ what, answer }: Parameters<Metrics['weeklyAttempt']>[0]): void {
    this.#counters.attempts.inc({ what, answer });
  }

  /** Everything counted so far, and the state of the bot just now. */
  text({ shards, guilds, store, schedulerStalledMs }: Vitals): Promise<string> {
    const { shards: byState, heartbeat, ...gauges } = this.#gauges;
    const connected = shards.filter((shard) => shard.connected).length;
    byState.set({ state: 'connected' }, connected);
    byState.set({ state: 'down' }, shards.length - connected);
    for (const { id, heartbeatMs } of shards)
      if (heartbeatMs !== undefined) heartbeat.set({ shard: id }, heartbeatMs / 1000);
    gauges.guilds.set(guilds);
    gauges.store.set(store.answers ? 1 : 0);
    gauges.waiting.set(store.waiting);
    gauges.stalled.set(store.stalledMs / 1000);
    gauges.scheduler.set(schedulerStalledMs / 1000);
    return this.#registry.metrics();
  }

  get contentType(): string {
    return this.#registry.contentType;
  }
}
