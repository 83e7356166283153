import type { FieldPath } from '../../artifact/field-path';
import { unknown, type Unknown } from '../../artifact/read/values';
import { replicasOf } from '../../analysis/scaling/scalers';
import { groupsFor } from '../../analysis/scheduling/fit';
import { clusterNodes, type NodeGroup, nodesFor } from '../../analysis/scheduling/node-groups';
import { podRequests } from '../../analysis/scheduling/requests';
import type { Workload } from '../../analysis/workload/workloads';
import type { World } from '../../analysis/world';
import { nodeAllocatable } from '../../core/node-allocatable';
import { Quantity } from '../../core/quantity';
import { compliant, finding, notApplicable, notKnown, type Rule } from '../rule';
import { cluster, documents, object, workload } from '../sample';

const RESOURCES = 'resources: { requests: { cpu: "1", memory: 512Mi } }';
const scaled = (max: number): string =>
  documents(
    workload('cart', { replicas: undefined, container: RESOURCES }),
    object('autoscaling/v2', 'HorizontalPodAutoscaler', 'cart', [
      `spec: { scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: cart }, minReplicas: 3, maxReplicas: ${max} }`,
    ]),
  );
const POOLS = cluster({ pools: { apps: {} } });

/** Pods scale to their maximum only if nodes do. */
export const beyondPools: Rule = {
  id: 'scaling/beyond-pools',
  severity: 'warning',
  what: 'has pools that cannot hold what its workloads scale to',
  why: 'the last pods of a burst stay Pending: the autoscaler stops at the maximum of the pools',
  fix: 'Raise max_count of the pools, or lower the maxima of the scalers',
  sources: ['Azure: Cluster autoscaling in AKS overview', 'Azure: Node resource reservations in AKS'],
  examples: {
    failing: { 'cart.yaml': scaled(40), 'cdk.tf.json': POOLS },
    mended: { 'cart.yaml': scaled(12), 'cdk.tf.json': POOLS },
    notApplicable: { 'cdk.tf.json': POOLS },
    unknown: { 'cart.yaml': scaled(40), 'cdk.tf.json': cluster({ pools: { apps: { max_count: '${var.max}' } } }) },
  },
  *check(world) {
    for (const [name, nodes] of clusterNodes(world.artifacts)) {
      const sets = setsOf(name, world);
      if (sets.length === 0) yield notApplicable(nodes.view.block);
      for (const { groups } of sets) {
        // Everything that can run nowhere but on these pools must fit into them together.
        const users = sets.filter((other) => other.groups.every((group) => groups.includes(group)));
        const room = roomOf(groups);
        const [first] = groups as readonly [NodeGroup, ...NodeGroup[]];
        if (nodes.open || room === unknown) {
          yield notKnown(first.block, 'how large its pools may grow is not in these files');
          continue;
        }
        const workloads = users.flatMap((set) => set.workloads);
        const over = (['cpu', 'memory'] as const).flatMap((resource) => {
          const need = demandOf(workloads, resource, world);
          return need.compare(room[resource]) > 0 ? [`${need} of ${resource}, but hold ${room[resource]}`] : [];
        });
        if (over.length === 0) yield compliant(first.block);
        else {
          const pools = groups.map((group) => `'${group.name}'`).join(', ');
          yield finding(first.block, fieldOf(first), {
            detail: `${groups.length > 1 ? 'pools' : 'pool'} ${pools} must at the most hold pods that ask for ${over.join('; and ')}`,
          });
        }
      }
    }
  },
};

interface GroupSet {
  readonly groups: readonly NodeGroup[];
  readonly workloads: readonly Workload[];
}

/** Workloads by the pools that they may run on; those that may flow over to virtual nodes have room without end. */
function setsOf(cluster: string, { workloads, artifacts }: World): readonly GroupSet[] {
  const sets = new Map<string, { groups: readonly NodeGroup[]; workloads: Workload[] }>();
  for (const workload of workloads) {
    const nodes = workload.object.cluster === cluster ? nodesFor(workload.object, artifacts) : undefined;
    if (!nodes || !replicasOf(workload, artifacts)) continue;
    const groups = groupsFor(workload, nodes);
    if (groups.length === 0 || groups.some(({ pool }) => !pool)) continue;
    const key = groups.map((group) => nodes.groups.indexOf(group)).join();
    const set = sets.get(key);
    if (set) set.workloads.push(workload);
    else sets.set(key, { groups, workloads: [workload] });
  }
  return [...sets.values()];
}

function roomOf(groups: readonly NodeGroup[]): { readonly cpu: Quantity; readonly memory: Quantity } | Unknown {
  let cpu = Quantity.units(0);
  let memory = Quantity.units(0, 'binary');
  for (const { pool } of groups) {
    if (!pool || pool.machine === unknown || pool.max === unknown || pool.maxPods === unknown) return unknown;
    const { vCpus, memory: size } = pool.machine;
    const free = nodeAllocatable({ vCpus, memory: size, maxPods: pool.maxPods ?? 30 });
    cpu = cpu.plus(Quantity.parse(free.cpu.toString()).times(pool.max));
    memory = memory.plus(Quantity.parse(free.memory.toString()).times(pool.max));
  }
  return { cpu, memory };
}

function demandOf(workloads: readonly Workload[], resource: 'cpu' | 'memory', { artifacts }: World): Quantity {
  return workloads.reduce(
    (sum, workload) => {
      const each = podRequests(workload).get(resource);
      return each ? sum.plus(each.times(replicasOf(workload, artifacts)?.max ?? 0)) : sum;
    },
    Quantity.units(0, resource === 'memory' ? 'binary' : 'decimal'),
  );
}

function fieldOf({ pool, field }: NodeGroup): FieldPath {
  return pool ? pool.at(pool.autoscaled === true ? 'max_count' : 'node_count') : field;
}
