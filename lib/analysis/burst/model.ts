import type { Assumptions } from './assumptions';
import type { Behavior } from './hpa-behavior';

/** Work that comes in, second by second: entry 0 is the first second of the burst. */
export interface Arrivals {
  /** What it is, in words. */
  readonly told: string;
  /** Seconds from the first to the last of it; what comes in besides has no end. */
  readonly seconds: number;
  /** Work until the end of a second, in whole messages; never falls. Only differences count. */
  readonly until: (second: number) => number;
}

/** What one pod reserves of its node. */
export interface PodSize {
  /** In thousandths of a core. */
  readonly cpu: number;
  /** In MiB. */
  readonly memory: number;
}

/** Pods that are alike: those of a stage, or those that only hold room for others. */
export interface PodGroup {
  readonly name: string;
  readonly size: PodSize;
  /** Numbers of the pools that its pods may run on. */
  readonly pools: readonly number[];
  /** True where they may run on the virtual node. */
  readonly onVirtualNodes: boolean;
  /** Seconds from the start of the containers to ready. */
  readonly startSeconds: number;
  /** True where a pod is made once the one before it is ready, as a StatefulSet does. */
  readonly inOrder?: boolean;
}

/** What a scaler asks for. */
export type Metric =
  /** Messages that wait or are worked on, to each pod. KEDA and `AverageValue`, or `Value` for all pods together. */
  | { readonly kind: 'backlog'; readonly target: number; readonly per: 'pod' | 'all'; readonly activation: number }
  /** Work that comes in each second, to each pod. */
  | { readonly kind: 'rate'; readonly target: number; readonly per: 'pod' | 'all'; readonly activation: number }
  /** Share of the requested CPU, in percent. */
  | { readonly kind: 'cpu'; readonly target: number }
  /** So many pods while the window is open; in seconds from the start of the burst. */
  | { readonly kind: 'window'; readonly replicas: number; readonly isOpen: (second: number) => boolean };

/** An HPA of one's own, or the one that KEDA makes. */
export interface HpaScaler {
  readonly kind: 'hpa';
  readonly min: number;
  readonly max: number;
  readonly metrics: readonly Metric[];
  readonly behavior: Behavior;
}

/** A ScaledObject: KEDA takes it from none to some and back, its HPA does the rest. */
export interface ScaledObjectScaler {
  readonly kind: 'scaled-object';
  readonly hpa: HpaScaler;
  /** Fewest pods. */
  readonly min: number;
  /** Pods while nothing is to do; KEDA supports 0 only. */
  readonly idle: number | undefined;
  /** In seconds. */
  readonly pollingInterval: number;
  /** Seconds from the last activity to none. */
  readonly cooldownPeriod: number;
}

export type Strategy =
  | { readonly kind: 'default' | 'accurate' | 'eager' }
  | { readonly kind: 'custom'; readonly deduction: number; readonly runningShare: number };

/** A ScaledJob: KEDA starts jobs, each of which works off some messages and ends. */
export interface ScaledJobScaler {
  readonly kind: 'scaled-job';
  readonly min: number;
  readonly max: number;
  readonly metrics: readonly Metric[];
  readonly pollingInterval: number;
  readonly strategy: Strategy;
  /** Messages that one job works off before it ends. */
  readonly messagesPerJob: number;
}

/** Always the same number of pods. */
export interface FixedScaler {
  readonly kind: 'fixed';
  readonly replicas: number;
}

export type ScalerModel = HpaScaler | ScaledObjectScaler | ScaledJobScaler | FixedScaler;

/** A workload on the way of the work. */
export interface Stage extends PodGroup {
  readonly scaler: ScalerModel;
  /** Work that a ready pod does each second. */
  readonly perReplicaPerSecond: number;
  /** Calls to it for each message of the first stage. */
  readonly callsPerMessage: number;
}

/** A node pool. */
export interface Pool {
  readonly name: string;
  /** What an empty node has for pods, DaemonSets taken off. */
  readonly room: Room;
  /** Room of each node that is there from the start, after the pods that are there always. */
  readonly nodes: readonly Room[];
  readonly min: number;
  readonly max: number;
  readonly autoscaled: boolean;
  /** Nodes that Azure has of this size: quota, capacity of the region. `Infinity` where nothing limits it. */
  readonly obtainable: number;
}

/** What a node has left. */
export interface Room extends PodSize {
  readonly pods: number;
}

/** What holds the work until it is done. */
export interface Buffer {
  /** Most messages that wait; what comes on top, or the oldest of it, is lost. */
  readonly most: number | undefined;
  /** Seconds after which a message that waits is lost. */
  readonly expireSeconds: number | undefined;
}

/** What is simulated, in plain numbers: all that the files and options tell. */
export interface BurstModel {
  readonly arrivals: Arrivals;
  readonly buffer: Buffer;
  /** In order of calls; the first takes what comes in. */
  readonly stages: readonly [Stage, ...Stage[]];
  /** Pods that hold room for others, and give way to them. */
  readonly fillers: readonly (PodGroup & { readonly count: number })[];
  readonly pools: readonly Pool[];
  readonly hasVirtualNodes: boolean;
  readonly assumptions: Assumptions;
  /** Seconds that are simulated before the burst. */
  readonly before: number;
  /** Seconds that are simulated from its start. */
  readonly after: number;
  /** Seconds from one point of the curves to the next. */
  readonly every: number;
}
