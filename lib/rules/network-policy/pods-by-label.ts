import type { Artifacts } from '../../artifact/read/artifacts';
import type { KubernetesObject } from '../../artifact/read/model';
import { ObjectSet } from '../../schema/references/object-set';
import { selects } from '../../analysis/label-selector';
import { namespaceOf } from '../../analysis/objects';
import { operatedWorkloads } from '../../analysis/workload/operated';
import { asBody, type Workload } from '../../analysis/workload/workloads';
import type { World } from '../../analysis/world';

interface PodIndex {
  readonly byPair: ReadonlyMap<string, readonly Workload[]>;
  /** Whether the files hold all pods of an object's namespace: operators and charts add pods that are in no file. */
  readonly isWhole: (beside: KubernetesObject) => boolean;
}

const indexes = new WeakMap<Artifacts, PodIndex>();

/**
 * Whether a selector takes any pod of the namespace of an object; undefined where the files do not hold all of its pods.
 * An empty selector takes whatever comes.
 */
export function takesAnyPod(beside: KubernetesObject, selector: unknown, world: World): boolean | undefined {
  const body = asBody(selector);
  const [pair] = Object.entries(asBody(body?.matchLabels) ?? {});
  if (!body || Object.keys(body).length === 0) return true;
  const { byPair, isWhole } = indexOf(world);
  const candidates = byPair.get(keyOf(beside, pair)) ?? [];
  if (candidates.some(({ labels }) => selects(body, labels))) return true;
  return isWhole(beside) ? false : undefined;
}

function indexOf(world: World): PodIndex {
  const known = indexes.get(world.artifacts);
  if (known) return known;
  const byPair = new Map<string, Workload[]>();
  for (const workload of [...world.workloads, ...operatedWorkloads(world.artifacts)]) {
    for (const pair of [undefined, ...Object.entries(workload.labels)])
      append(byPair, keyOf(workload.object, pair), workload);
  }
  const sets = new Map<string | undefined, ObjectSet>();
  const setOf = (cluster: string | undefined): ObjectSet => {
    const set = sets.get(cluster) ?? new ObjectSet(world.artifacts.objects().filter((one) => one.cluster === cluster));
    sets.set(cluster, set);
    return set;
  };
  const index: PodIndex = { byPair, isWhole: (beside) => setOf(beside.cluster).knowsPodsIn(namespaceOf(beside)) };
  indexes.set(world.artifacts, index);
  return index;
}

function keyOf(object: KubernetesObject, pair: readonly [string, unknown] | undefined): string {
  return [object.cluster ?? '', namespaceOf(object), ...(pair ? [pair[0], String(pair[1])] : [])].join('\n');
}

function append<K, V>(map: Map<K, V[]>, at: K, value: V): void {
  const list = map.get(at);
  if (list) list.push(value);
  else map.set(at, [value]);
}
