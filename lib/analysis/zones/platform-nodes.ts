import { unknown } from '../../artifact/read/values';
import { nodeAllocatable } from '../../core/node-allocatable';
import { Quantity } from '../../core/quantity';
import type { PoolView } from '../cluster/pools';
import { amountsOf } from '../scheduler/demand';
import { HOSTNAME, type SimNode, ZONE } from '../scheduler/node';
import type { ClusterNodes, NodeGroup } from '../scheduling/node-groups';

/** A node pool, or the virtual node, as the simulation has it. */
export interface SimGroup {
  readonly group: NodeGroup;
  /** Numbers of its nodes, those that may come included. */
  readonly nodes: readonly number[];
  /** Nodes that are always there. */
  readonly min: number;
}

export interface PlatformNodes {
  /** Every node that there may be at most. */
  readonly nodes: readonly SimNode[];
  readonly groups: readonly SimGroup[];
  /** Group of each node. */
  readonly groupOf: readonly number[];
  /** What the files don't tell, in words: room that is not counted, pools that are left out. */
  readonly unknown: readonly string[];
}

/** Azure's default of maxPods with an overlay network; more than any node takes where the files don't tell the network. */
const DEFAULT_PODS = 250;
/** Room of a node whose size nobody knows: as good as endless, and told. */
const ENDLESS = { cpu: Number.MAX_SAFE_INTEGER, memory: Number.MAX_SAFE_INTEGER, others: new Map<string, number>() };
/** A pool without a known number of nodes is taken to have one a zone. */
const MOST_NODES = 5000;

/** The nodes of a cluster: each pool at its most, spread over its zones in turn as Azure does. */
export function platformNodes({ groups, location }: ClusterNodes): PlatformNodes {
  const nodes: SimNode[] = [];
  const groupOf: number[] = [];
  const notKnown: string[] = [];
  const found = groups.map((group, index): SimGroup => {
    const { pool } = group;
    const zones = group.zones === unknown ? [] : group.zones;
    if (group.zones === unknown) notKnown.push(`zones of pool '${group.name}' are not in the files: taken as none`);
    const { min, max } = countsOf(group, zones.length, notKnown);
    const room = roomOf(group, notKnown);
    const own: number[] = [];
    for (let at = 0; at < Math.min(max, MOST_NODES); at += 1) {
      const zone = zones.length === 0 ? undefined : zones[at % zones.length];
      const name = pool ? `${group.name}-${at}` : group.name;
      own.push(nodes.length);
      groupOf.push(index);
      nodes.push({
        name,
        sort: `${group.name}/${zone ?? ''}`,
        labels: {
          ...(group.labels === unknown ? {} : group.labels),
          [HOSTNAME]: name,
          ...(zone === undefined ? {} : { [ZONE]: location === undefined ? zone : `${location}-${zone}` }),
          ...(location === undefined ? {} : { 'topology.kubernetes.io/region': location }),
        },
        taints: group.taints === unknown ? [] : group.taints,
        ...room,
      });
    }
    return { group, nodes: own, min: Math.min(min, own.length) };
  });
  return { nodes, groups: found, groupOf, unknown: notKnown };
}

function countsOf(
  { pool, name }: NodeGroup,
  zones: number,
  notKnown: string[],
): { readonly min: number; readonly max: number } {
  if (!pool) return { min: 1, max: 1 };
  if (pool.min === unknown || pool.max === unknown) {
    notKnown.push(`number of nodes of pool '${name}' is not in the files: taken as one for each zone`);
    return { min: Math.max(1, zones), max: Math.max(1, zones) };
  }
  return { min: pool.min, max: Math.max(pool.min, pool.max) };
}

function roomOf({ pool, name }: NodeGroup, notKnown: string[]): Pick<SimNode, 'offers' | 'pods'> {
  if (!pool) return { offers: ENDLESS, pods: Number.MAX_SAFE_INTEGER };
  const pods = podsOf(pool);
  if (pool.machine === unknown) {
    const size = typeof pool.vmSize === 'string' ? pool.vmSize : 'not told';
    notKnown.push(`room on nodes of pool '${name}' (${size}) is not known: taken as endless`);
    return { offers: ENDLESS, pods };
  }
  const { vCpus, memory, gpus } = pool.machine;
  const free = nodeAllocatable({ vCpus, memory, maxPods: pods });
  const quantities = new Map([
    ['cpu', Quantity.parse(free.cpu.toString())],
    ['memory', Quantity.parse(free.memory.toString())],
    ['nvidia.com/gpu', Quantity.units(gpus)],
  ]);
  return { offers: amountsOf(quantities), pods };
}

function podsOf({ maxPods }: PoolView): number {
  return typeof maxPods === 'number' ? maxPods : DEFAULT_PODS;
}

/** Numbers of the nodes that are always there. */
export function sureNodes({ groups }: PlatformNodes): ReadonlySet<number> {
  return new Set(groups.flatMap(({ nodes, min }) => nodes.slice(0, min)));
}
