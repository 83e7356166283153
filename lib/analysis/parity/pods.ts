import type { Artifacts } from '../../artifact/read/artifacts';
import type { KubernetesObject } from '../../artifact/read/model';
import { budgetsOf } from '../scaling/budgets';
import { replicasOf } from '../scaling/scalers';
import type { Workload } from '../workload/workloads';
import { worldOf } from '../world';

/** The fewest pods that a workload has, and that a budget counts; undefined for anything else. */
export function podsByObject(artifacts: Artifacts): (object: KubernetesObject) => number | undefined {
  const pods = new Map<KubernetesObject, number>();
  const world = worldOf(artifacts);
  const fewest = (workload: Workload): number | undefined => replicasOf(workload, artifacts)?.min;
  for (const workload of world.workloads) {
    const count = fewest(workload);
    if (count !== undefined) pods.set(workload.object, count);
  }
  for (const { object, workloads } of budgetsOf(world)) {
    pods.set(
      object,
      workloads.reduce((sum, workload) => sum + (fewest(workload) ?? 0), 0),
    );
  }
  return (object) => pods.get(object);
}
