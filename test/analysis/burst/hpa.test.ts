import { replicasByAverage, replicasByUtilization, replicasByValue } from '../../../lib/analysis/burst/hpa';
import { Quantity } from '../../../lib/core/quantity';

const TOLERANCE = { up: 0.1, down: 0.1 };

describe('what an HPA wants', () => {
  it('is the whole metric over the target of a pod, rounded up', () => {
    // `kubectl get hpa` shows 35000m/5 for one pod.
    const average = Quantity.parse('35000m').approximately;

    expect(replicasByAverage(1, average * 1, 5, TOLERANCE)).toBe(7);
    expect(replicasByAverage(7, 300, 5, TOLERANCE)).toBe(60);
    expect(replicasByAverage(3, 16, 5, TOLERANCE)).toBe(3);
    expect(replicasByAverage(3, 17, 5, TOLERANCE)).toBe(4);
  });

  it('stays within a tenth of the target', () => {
    expect(replicasByAverage(10, 55, 5, TOLERANCE)).toBe(10);
    expect(replicasByAverage(10, 56, 5, TOLERANCE)).toBe(12);
    expect(replicasByAverage(10, 45, 5, TOLERANCE)).toBe(10);
    expect(replicasByAverage(10, 44, 5, TOLERANCE)).toBe(9);
  });

  it('is in proportion to the ready pods for a metric of all together', () => {
    expect(replicasByValue({ current: 4, ready: 4 }, 30, 10, TOLERANCE)).toBe(12);
    expect(replicasByValue({ current: 4, ready: 4 }, 10.5, 10, TOLERANCE)).toBe(4);
  });

  it.each([
    // current, measured, unready, missing, utilization, target, wanted
    [3, 3, 0, 0, 90, 60, 5],
    [10, 10, 0, 0, 30, 60, 5],
    // Pods that are not ready count as idle on the way up.
    [3, 2, 1, 0, 90, 60, 3],
    [3, 2, 1, 0, 150, 60, 5],
    // Those without a metric as well, and as busy on the way down.
    [4, 3, 0, 1, 120, 60, 6],
    [4, 3, 0, 1, 30, 60, 4],
    [6, 5, 0, 1, 10, 60, 3],
    // Nothing measured, nothing changed.
    [4, 0, 4, 0, 0, 60, 4],
  ])('wants, of %d pods, %d measured, %d not ready, %d without metric, at %d of %d %%: %d', (...row) => {
    const [current, measured, unready, missing, utilization, target, wanted] = row;

    expect(replicasByUtilization({ current, measured, unready, missing }, utilization, target, TOLERANCE)).toBe(wanted);
  });
});
