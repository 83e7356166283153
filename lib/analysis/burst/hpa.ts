/** Pods of a workload as an HPA sees them. */
export interface PodCounts {
  /** What the workload is scaled to. */
  readonly current: number;
  /** Pods that are ready. */
  readonly ready: number;
  /** Pods with a metric that is believed. */
  readonly measured: number;
  /** Pods that are not ready yet, or too young to be believed. */
  readonly unready: number;
  /** Pods that run and have no metric. */
  readonly missing: number;
}

/**
 * Pods for a metric of which each pod is to have its part: `ceil(total / target)`.
 * Kubernetes: "Horizontal Pod Autoscaling", algorithm details.
 */
export function replicasByAverage(current: number, total: number, target: number, tolerance: Tolerance): number {
  return isWithin(total / (target * current), tolerance) ? current : Math.ceil(total / target);
}

/** Pods for a metric of all pods together: `ceil(ready pods * total / target)`. */
export function replicasByValue(
  { current, ready }: Pick<PodCounts, 'current' | 'ready'>,
  total: number,
  target: number,
  tolerance: Tolerance,
): number {
  const ratio = total / target;
  return isWithin(ratio, tolerance) ? current : Math.ceil(ratio * ready);
}

/**
 * Pods for a share of what they ask for: `ceil(pods * utilization / target)`. On the way up a pod that is not ready, or has
 * no metric, counts as idle; on the way down one without metric counts as busy, at the target at least.
 *
 * @param utilization of those with a metric, in percent
 * @param target in percent
 */
export function replicasByUtilization(
  { current, measured, unready, missing }: Omit<PodCounts, 'ready'>,
  utilization: number,
  target: number,
  tolerance: Tolerance,
): number {
  // Without any metric the controller changes nothing.
  if (measured === 0) return current;
  const ratio = utilization / target;
  const isUp = ratio > 1;
  if (missing === 0 && (unready === 0 || !isUp)) {
    return isWithin(ratio, tolerance) ? current : Math.ceil(ratio * measured);
  }
  const idle = isUp ? missing + unready : 0;
  const busy = isUp ? 0 : missing;
  const pods = measured + idle + busy;
  const newRatio = (utilization * measured + busy * Math.max(100, target)) / pods / target;
  if (isWithin(newRatio, tolerance) || isUp !== newRatio > 1) return current;
  const replicas = Math.ceil(newRatio * pods);
  return isUp ? Math.max(current, replicas) : Math.min(current, replicas);
}

/** Deviations that change nothing, to the top and to the bottom. */
export interface Tolerance {
  readonly up: number;
  readonly down: number;
}

function isWithin(ratio: number, { up, down }: Tolerance): boolean {
  return 1 - down <= ratio && ratio <= 1 + up;
}
