import type { appsV1 } from '../api';

/**
 * How many pods a rolling update replaces at a time.
 *
 * With `maxUnavailable: 0` a rollout waits for good where every node is full and zones are enforced: the new pod stays
 * Pending and no old one goes. So from two replicas on, one may go first.
 *
 * @param min fewest replicas; a percentage of three or fewer rounds down to none
 */
export function rollingUpdate(min: number): appsV1.RollingUpdateDeployment {
  if (min === 1) return { maxSurge: 1, maxUnavailable: 0 };
  return { maxSurge: '25%', maxUnavailable: min >= 4 ? '25%' : 1 };
}

/** Pods that a rollout adds on top of so many. */
export function surgeOf(replicas: number): number {
  return replicas <= 1 ? replicas : Math.ceil(replicas / 4);
}
