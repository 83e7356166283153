import type { TerraformBlock } from '../../artifact/read/model';
import { unknown } from '../../artifact/read/values';
import { type PoolDemand, poolDemand, podSubnetDemand, subnetDemand } from '../address/demand';
import { parseRange, subnetRanges } from '../address/ranges';
import type { ClusterView } from '../cluster/clusters';
import type { PoolView } from '../cluster/pools';

/** Azure keeps the first four addresses of a subnet and the last. */
const RESERVED = 5;
/** Each node takes a /24 of an overlay's range. Azure: "Azure CNI Overlay networking". */
const OVERLAY_NODE = 256;

/** How much of a range is taken. */
export interface AddressUse {
  /** Address of the subnet's block, or `pod_cidr` of the cluster. */
  readonly of: string;
  readonly range: string;
  /** Addresses that can be given. */
  readonly usable: number;
  /** With the fewest nodes, with the most, with the surge of an upgrade, and while the largest pool rotates besides. */
  readonly atMin: number;
  readonly atMax: number;
  readonly withSurge: number;
  readonly rotating: number;
}

export interface Addresses {
  readonly uses: readonly AddressUse[];
  readonly unknown: readonly string[];
}

/** What the subnets and pod ranges of a cluster hold at each size. Azure: "Plan IP addressing for your cluster". */
export function addressesOf(view: ClusterView): Addresses {
  const notKnown: string[] = [];
  const { model } = view.network;
  if (model === unknown) return { uses: [], unknown: ['how pods get addresses is not in the files'] };
  const known = view.pools.flatMap((pool) => {
    const demand = poolDemand(pool, view);
    const name = pool.name === unknown ? pool.block.name : pool.name;
    if (demand === unknown || pool.min === unknown) {
      notKnown.push(`number of nodes of pool '${name}' is not in the files: its addresses are not counted`);
      return [];
    }
    return [{ pool, demand, min: { ...demand, nodes: pool.min, surge: 0 } }];
  });
  const uses: AddressUse[] = [];
  const add = (
    subnetOf: (pool: PoolView) => PoolView['subnet'],
    count: (pools: readonly PoolDemand[]) => number,
  ): void => {
    for (const subnet of subnetsOf(known.map(({ pool }) => subnetOf(pool)))) {
      const own = known.filter(({ pool }) => subnetOf(pool) === subnet);
      const ranges = subnetRanges(subnet);
      if (ranges === unknown || ranges.length === 0) {
        notKnown.push(`range of ${subnet.address} is not in the files`);
        continue;
      }
      const usable = ranges.reduce((sum, { size }) => sum + size - RESERVED, 0);
      uses.push({ of: subnet.address, range: ranges.join(', '), usable, ...sizes(own, count) });
    }
  };
  add(
    ({ subnet }) => subnet,
    (pools) => subnetDemand(pools, model),
  );
  if (model === 'pod-subnet') add(({ podSubnet }) => podSubnet, podSubnetDemand);
  if (model === 'overlay') {
    const text = view.fields.text('network_profile', 'pod_cidr');
    const range = parseRange(text === undefined ? '10.244.0.0/16' : text === unknown ? undefined : text);
    const each = (pools: readonly PoolDemand[]): number =>
      pools.reduce((sum, { nodes, surge }) => sum + (nodes + surge) * OVERLAY_NODE, 0);
    if (range) uses.push({ of: 'pod_cidr', range: String(range), usable: range.size, ...sizes(known, each) });
  }
  return { uses, unknown: notKnown };
}

interface Known {
  readonly demand: PoolDemand;
  readonly min: PoolDemand;
}

function sizes(own: readonly Known[], count: (pools: readonly PoolDemand[]) => number) {
  const most = own.map(({ demand }) => demand);
  const still = most.map((one) => ({ ...one, surge: 0 }));
  const largest = Math.max(0, ...still.map((one) => count([one])));
  return {
    atMin: count(own.map(({ min }) => min)),
    atMax: count(still),
    withSurge: count(most),
    rotating: count(most) + largest,
  };
}

function subnetsOf(blocks: readonly PoolView['subnet'][]): readonly TerraformBlock[] {
  return [...new Set(blocks.filter((block): block is TerraformBlock => block !== undefined && block !== unknown))];
}
