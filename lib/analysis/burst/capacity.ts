import { unknown } from '../../artifact/read/values';
import { nodeAllocatable } from '../../core/node-allocatable';
import type { NetworkView } from '../cluster/clusters';
import { replicasOf } from '../scaling/scalers';
import { groupsFor, mayRunOn } from '../scheduling/fit';
import type { ClusterNodes, NodeGroup } from '../scheduling/node-groups';
import { podRequests } from '../scheduling/requests';
import type { Workload } from '../workload/workloads';
import type { World } from '../world';
import { holds } from './nodes';
import type { PodSize, Pool, Room } from './model';

/** Azure: "Configure Azure CNI", "Use kubenet networking", defaults of `maxPods`. */
const MOST_PODS: Readonly<Record<string, number>> = { overlay: 250, 'pod-subnet': 110, kubenet: 110 };
const FEWEST_DEFAULT_PODS = 30;
/** Azure: quotas of AKS, nodes of a pool. */
const MOST_NODES = 1000;

/** The pools of a cluster, with what is always there placed on their nodes. */
export interface Capacity {
  /** Pools by number; those of unknown size are left out of it. */
  readonly pools: readonly Pool[];
  /** Group of each pool. */
  readonly groups: readonly NodeGroup[];
  /** Pools whose room or numbers are not known, and why. */
  readonly unknownPools: ReadonlyMap<NodeGroup, string>;
  /** Workloads of which not every pod finds room at the start. */
  readonly withoutRoom: readonly string[];
}

/** What one pod reserves. */
export function podSize(workload: Workload): PodSize {
  const requests = podRequests(workload);
  return {
    cpu: Math.ceil((requests.get('cpu')?.approximately ?? 0) * 1000),
    memory: Math.ceil((requests.get('memory')?.approximately ?? 0) / 2 ** 20),
  };
}

/**
 * @param moving workloads that are simulated, whose pods are not placed here
 * @param obtainable nodes of a pool that Azure has, by name of the pool
 */
export function capacityOf(
  nodes: ClusterNodes,
  world: World,
  moving: readonly Workload[],
  obtainable: Readonly<Record<string, number>>,
): Capacity {
  const beside = world.workloads.filter(
    (workload) => workload.object.cluster === moving[0]?.object.cluster && !moving.includes(workload),
  );
  const daemons = beside.filter(({ object }) => object.kind === 'DaemonSet');
  const unknownPools = new Map<NodeGroup, string>();
  const groups: NodeGroup[] = [];
  const open: OpenPool[] = [];
  for (const group of nodes.groups) {
    if (!group.pool) continue;
    const pool = openPool(group, nodes.view.network.model, daemons, nodes.location);
    if (typeof pool === 'string') unknownPools.set(group, pool);
    else {
      groups.push(group);
      open.push(pool);
    }
  }
  const withoutRoom = beside.filter((workload) => !placeAll(workload, world, nodes, groups, open));
  const pools = open.map((pool): Pool => ({ ...pool, obtainable: obtainable[pool.name] ?? Infinity }));
  return { pools, groups, unknownPools, withoutRoom: withoutRoom.map(({ object }) => object.id) };
}

type OpenPool = Omit<Pool, 'nodes' | 'obtainable'> & {
  readonly nodes: { cpu: number; memory: number; pods: number }[];
};

function openPool(
  group: NodeGroup,
  network: NetworkView['model'],
  daemons: readonly Workload[],
  location: string | undefined,
): OpenPool | string {
  const { pool, name } = group;
  if (!pool) return 'is no pool of nodes';
  if (pool.machine === unknown)
    return `has a VM size of which nothing is known (${String(pool.vmSize === unknown ? 'not told' : pool.vmSize)})`;
  if (pool.min === unknown || pool.max === unknown) return 'has a number of nodes that these files do not tell';
  const default_ = network === unknown ? FEWEST_DEFAULT_PODS : (MOST_PODS[network] ?? FEWEST_DEFAULT_PODS);
  const maxPods = typeof pool.maxPods === 'number' ? pool.maxPods : default_;
  const { vCpus, memory } = pool.machine;
  const free = nodeAllocatable({ vCpus, memory, maxPods });
  const room = { cpu: free.cpu.inMillis, memory: Math.floor(free.memory.inBytes / 2 ** 20), pods: maxPods };
  for (const daemon of daemons) {
    if (mayRunOn(daemon, group, location).fits === false) continue;
    take(room, podSize(daemon));
  }
  const [min, max] = [pool.min, pool.max].map((count) => Math.min(MOST_NODES, Math.max(0, count))) as [number, number];
  const nodes = Array.from({ length: min }, () => ({ ...room }));
  return { name, room, nodes, min, max: Math.max(min, max), autoscaled: pool.autoscaled === true };
}

/** Places the fewest pods of a workload, on nodes that are added where there is no room. */
function placeAll(
  workload: Workload,
  world: World,
  nodes: ClusterNodes,
  groups: readonly NodeGroup[],
  pools: readonly OpenPool[],
): boolean {
  const count = workload.runsForever ? (replicasOf(workload, world.artifacts)?.min ?? 0) : 0;
  if (count === 0) return true;
  const allowed = groupsFor(workload, nodes);
  const own = pools.filter((_, index) => allowed.includes(groups[index] as NodeGroup));
  const size = podSize(workload);
  for (let placed = 0; placed < count; placed += 1) {
    const node = roomiest(own, size) ?? another(own, size);
    if (!node) return false;
    take(node, size);
  }
  return true;
}

function roomiest(pools: readonly OpenPool[], size: PodSize): Mutable<Room> | undefined {
  let best: Mutable<Room> | undefined;
  for (const { nodes } of pools) {
    for (const node of nodes) if (holds(node, size) && (!best || node.cpu > best.cpu)) best = node;
  }
  return best;
}

function another(pools: readonly OpenPool[], size: PodSize): Mutable<Room> | undefined {
  const pool = pools.find(({ autoscaled, nodes, max, room }) => autoscaled && nodes.length < max && holds(room, size));
  if (!pool) return undefined;
  const node = { ...pool.room };
  pool.nodes.push(node);
  return node;
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

function take(room: Mutable<Room>, { cpu, memory }: PodSize): void {
  room.cpu -= cpu;
  room.memory -= memory;
  room.pods -= 1;
}
