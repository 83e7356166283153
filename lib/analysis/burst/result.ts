/** The state at one second. */
export interface BurstPoint {
  /** Seconds from the start of the burst; negative before it. */
  readonly second: number;
  readonly backlog: number;
  /** Seconds that the oldest message waits. */
  readonly oldest: number;
  /** Lost until then. */
  readonly lost: number;
  /** Done until then. */
  readonly done: number;
  /** Pods of the first stage, wanted and ready. */
  readonly replicas: number;
  readonly ready: number;
  /** Of the wanted ones, those on the virtual node. */
  readonly virtual: number;
  /** Ready nodes of all pools. */
  readonly nodes: number;
}

/** What became of one stage. */
export interface StageResult {
  readonly name: string;
  readonly peakReplicas: number;
  /** How often the number of pods turned from up to down or back. */
  readonly turns: number;
  /** Second at which its ready pods could no longer keep up, for the first time; undefined where they could. */
  readonly saturatedAt: number | undefined;
  /** True where it had its most pods while work waited. */
  readonly hitMaximum: boolean;
}

/** What became of a burst. Times are seconds from its start. */
export interface BurstResult {
  readonly arrived: number;
  readonly done: number;
  /** Lost because the buffer was full, and because it waited too long. */
  readonly dropped: number;
  readonly expired: number;
  /** Not done at the end of what was simulated. */
  readonly backlog: number;
  readonly peakBacklog: { readonly count: number; readonly second: number };
  readonly oldest: { readonly age: number; readonly second: number };
  /** When all of it was done or lost; undefined where it was not. */
  readonly absorbedAt: number | undefined;
  /** First new node: when it was asked for, when it was ready, what came in between; undefined where none was needed. */
  readonly firstNode: { readonly askedAt: number; readonly readyAt: number; readonly arrived: number } | undefined;
  readonly peakNodes: number;
  /** Nodes times hours, over all that was simulated. */
  readonly nodeHours: number;
  /** Pods on the virtual node times hours. */
  readonly virtualHours: number;
  readonly mostVirtual: number;
  /** Whether a quota of the virtual node put off a pod. */
  readonly quotaHit: boolean;
  /** Pools at their most nodes while pods waited. */
  readonly fullPools: readonly string[];
  /** Pools that Azure had no more nodes for. */
  readonly refusedPools: readonly string[];
  readonly stages: readonly StageResult[];
  /** The stage that could not keep up first. */
  readonly firstSaturated: string | undefined;
  /** One for every few seconds, in order. */
  readonly points: readonly BurstPoint[];
}
