import type { Strategy } from './model';

/** What KEDA counts before it starts jobs. */
export interface JobCounts {
  /** Messages in the queue. */
  readonly queue: number;
  /** Messages that each job is there for. */
  readonly target: number;
  /** Jobs that have not ended, pending ones included. */
  readonly running: number;
  /** Of those, jobs without a running pod. */
  readonly pending: number;
  readonly min: number;
  readonly max: number;
}

/** Jobs that KEDA starts at one poll. KEDA: "Scaling Jobs", `scalingStrategy`. */
export function jobsToStart(counts: JobCounts, strategy: Strategy): number {
  const { queue, target, running, min, max } = counts;
  if (running < min) return min - running;
  const wanted = Math.min(max, Math.ceil(queue / target));
  return Math.max(0, Math.min(Math.ceil(queue), effectiveScale(counts, wanted, strategy)));
}

function effectiveScale({ queue, running, pending, min, max }: JobCounts, wanted: number, strategy: Strategy): number {
  const above = running - min;
  switch (strategy.kind) {
    case 'accurate':
      return wanted + above > max ? max - above : wanted - pending;
    case 'eager':
      return Math.min(max - above - pending, Math.ceil(queue));
    case 'custom':
      return Math.min(wanted - strategy.deduction - Math.trunc(above * strategy.runningShare), max);
    default:
      return wanted - above;
  }
}
