import type { BurstResult } from '../../analysis/burst/result';

/** One run: what is, or what is with something changed. */
export interface BurstRun {
  /** `as it is`, or the name of what is compared with it. */
  readonly name: string;
  /** What was changed, in words; empty for what is. */
  readonly told: string;
  readonly result: BurstResult;
}

/** What a simulation tells. */
export interface BurstReport {
  readonly workload: string;
  /** What comes in, in words. */
  readonly arrivals: string;
  /** Work that a pod does each second. */
  readonly perReplicaPerSecond: number;
  /** The first is what is. */
  readonly runs: readonly [BurstRun, ...BurstRun[]];
  readonly notes: readonly string[];
  readonly warnings: readonly string[];
}
