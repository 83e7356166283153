import type { KubernetesObject } from '../../artifact/read/model';
import type { Artifacts } from '../../artifact/read/artifacts';
import { servicesOf } from '../selection-index';
import type { Workload } from '../workload/workloads';
import type { World } from '../world';

const indexes = new WeakMap<Artifacts, ReadonlyMap<KubernetesObject, readonly Workload[]>>();

/** The workloads that a Service sends calls to. */
export function workloadsBehind(service: KubernetesObject, world: World): readonly Workload[] {
  let index = indexes.get(world.artifacts);
  if (!index) indexes.set(world.artifacts, (index = indexOf(world)));
  return index.get(service) ?? [];
}

function indexOf({ artifacts, workloads }: World): ReadonlyMap<KubernetesObject, readonly Workload[]> {
  const found = new Map<KubernetesObject, Workload[]>();
  for (const workload of workloads) {
    for (const service of servicesOf(workload, artifacts)) {
      const list = found.get(service);
      if (list) list.push(workload);
      else found.set(service, [workload]);
    }
  }
  return found;
}
