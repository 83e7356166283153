import type { Metric } from './model';
import { type PodCounts, replicasByAverage, replicasByUtilization, replicasByValue, type Tolerance } from './hpa';

/** What scalers read of a stage. */
export interface Readings {
  readonly second: number;
  /** Messages that wait or are worked on. */
  readonly backlog: number;
  /** Messages that came in the last second. */
  readonly rate: number;
  /** Share of the requested CPU of the pods that are measured, in percent. */
  readonly utilization: number;
  readonly counts: PodCounts;
}

/** Whether KEDA sees something to do. CPU alone never wakes anything. */
export function isActive(metric: Metric, { second, backlog, rate }: Readings): boolean {
  switch (metric.kind) {
    case 'backlog':
      return backlog > metric.activation;
    case 'rate':
      return rate > metric.activation;
    case 'window':
      return metric.isOpen(second);
    default:
      return false;
  }
}

/** Pods that an HPA wants for one metric. */
export function replicasFor(metric: Metric, readings: Readings, tolerance: Tolerance): number {
  const { counts, second, utilization } = readings;
  switch (metric.kind) {
    case 'cpu':
      return replicasByUtilization(counts, utilization, metric.target, tolerance);
    case 'window':
      // KEDA's cron scaler measures 1 outside of its window. KEDA: `cron_scaler.go`, `defaultDesiredReplicas`.
      return replicasByAverage(counts.current, metric.isOpen(second) ? metric.replicas : 1, 1, tolerance);
    default: {
      const total = metric.kind === 'backlog' ? readings.backlog : readings.rate;
      return metric.per === 'pod'
        ? replicasByAverage(counts.current, total, metric.target, tolerance)
        : replicasByValue(counts, total, metric.target, tolerance);
    }
  }
}

/** Messages that a queue metric counts for jobs, and for how many of them a job is. */
export function jobDemand(
  metrics: readonly Metric[],
  { second, backlog, rate }: Readings,
): readonly (readonly [number, number])[] {
  return metrics.flatMap((metric): readonly (readonly [number, number])[] => {
    switch (metric.kind) {
      case 'backlog':
        return [[backlog, metric.target]];
      case 'rate':
        return [[rate, metric.target]];
      case 'window':
        return metric.isOpen(second) ? [[metric.replicas, 1]] : [];
      default:
        return [];
    }
  });
}
