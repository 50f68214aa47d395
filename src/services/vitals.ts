/** One connection to the gateway. */
export type ShardVitals = Readonly<{
  id: number;
  connected: boolean;
  /** Since it is not connected; 0 while it is. */
  downMs: number;
  /** The connection was given up because a heartbeat went unanswered, and none has taken its place yet. */
  missedHeartbeat: boolean;
  /** How long the last answer to a heartbeat took. */
  heartbeatMs: number | undefined;
}>;

export type GatewayVitals = Readonly<{ shards: readonly ShardVitals[]; guilds: number }>;

/**
 * `refusedMs`: since the store has taken no change, 0 where it took the last one; `waiting`: rows that are not durable yet;
 * `stalledMs`: since the store refuses to take them, 0 while it does not.
 */
type StoreVitals = Readonly<{ answers: boolean; refusedMs: number; waiting: number; stalledMs: number }>;

/** Whether Discord has the commands as they are now. One that refused them is not asked again before the next start. */
export type CommandsState = 'pending' | 'registered' | 'refused';

/** The state of the whole bot at a moment. */
export type Vitals = GatewayVitals &
  Readonly<{
    store: StoreVitals;
    commands: CommandsState;
    /** Since nobody has looked after the weekly posts; a few seconds are usual, 0 before it begins. */
    schedulerStalledMs: number;
  }>;

/** Longer than any reconnect takes while Discord is there. */
const downForLongMs = 5 * 60_000;
/** Longer than a checkpoint, a backup or a failover. */
const stalledForLongMs = 30_000;
/** Longer than any one thing that is done about a weekly post. */
const nobodyLookedMs = 5 * 60_000;

const seconds = (ms: number): string => `${Math.round(ms / 1000)} s`;

/** Why the process is not healthy, in words for the operator; nothing while it is. A restart may help. */
export const ailments = ({ shards, store, schedulerStalledMs }: Vitals): readonly string[] => [
  ...shards.flatMap(({ id, connected, downMs, missedHeartbeat }) => [
    ...(missedHeartbeat ? [`shard ${id} missed a heartbeat and is not connected again`] : []),
    ...(!connected && downMs > downForLongMs ? [`shard ${id} has not been connected for ${seconds(downMs)}`] : []),
  ]),
  ...(store.stalledMs > stalledForLongMs
    ? [`${store.waiting} changes have been waiting for the store for ${seconds(store.stalledMs)}`]
    : store.refusedMs > stalledForLongMs
      ? [`the store has taken no change for ${seconds(store.refusedMs)}: the log says why`]
      : []),
  ...(schedulerStalledMs > nobodyLookedMs
    ? [`nobody has looked after the weekly posts for ${seconds(schedulerStalledMs)}`]
    : []),
];

/** Why the bot cannot serve members just now; nothing while it can. Waiting may help. */
export const obstacles = ({ shards, store, commands }: Vitals): readonly string[] => [
  ...(store.answers ? [] : ['the store does not answer']),
  ...(store.refusedMs > 0 ? ['the store did not take the last change: the log says why'] : []),
  ...(shards.length === 0 ? ['not connected to the gateway yet'] : []),
  ...shards.filter(({ connected }) => !connected).map(({ id }) => `shard ${id} is not connected`),
  ...(commands === 'pending' ? ['the commands are not registered yet'] : []),
  ...(commands === 'refused' ? ['Discord refused the commands: the log says why, and the next start tries again'] : []),
];
