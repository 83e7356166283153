import type { Artifacts } from '../../artifact/read/artifacts';
import type { World } from '../world';
import { selects } from '../label-selector';
import { asBody, type Workload } from './workloads';

const indexes = new WeakMap<Artifacts, ReadonlyMap<string, readonly Workload[]>>();

/**
 * The workloads of a cluster whose pods a selector takes.
 * @param namespace undefined for all namespaces
 */
export function selectedWorkloads(
  cluster: string | undefined,
  namespace: string | undefined,
  selector: unknown,
  world: World,
): readonly Workload[] {
  let index = indexes.get(world.artifacts);
  if (!index) indexes.set(world.artifacts, (index = indexOf(world)));
  // The last pair tells most: many selectors begin with the name of the team.
  const pair = Object.entries(asBody(asBody(selector)?.matchLabels) ?? {}).at(-1);
  const candidates = index.get(keyOf(cluster, namespace, pair)) ?? [];
  return candidates.filter(({ labels }) => selects(selector, labels));
}

function indexOf({ workloads }: World): ReadonlyMap<string, readonly Workload[]> {
  const found = new Map<string, Workload[]>();
  for (const workload of workloads) {
    const { cluster } = workload.object;
    for (const namespace of [undefined, workload.namespace]) {
      for (const pair of [undefined, ...Object.entries(workload.labels)]) {
        const key = keyOf(cluster, namespace, pair);
        const list = found.get(key);
        if (list) list.push(workload);
        else found.set(key, [workload]);
      }
    }
  }
  return found;
}

function keyOf(cluster = '', namespace = '*', pair?: readonly [string, unknown]): string {
  return [cluster, namespace, ...(pair ? [pair[0], String(pair[1])] : [])].join('\n');
}
