import { ZONE } from '../scheduler/node';
import type { ClusterNodes } from '../scheduling/node-groups';
import type { World } from '../world';
import { outageOf, place, type Placed } from '../zones/outage';
import { type Addresses, addressesOf } from './addresses';
import { type Capacity, capacityOf } from './capacity';
import { type Cost, costOf, hourlyCostOf } from './cost';

/** Room, addresses and cost of one cluster. */
export interface ClusterCapacity {
  readonly cluster: string;
  /** With what autoscalers keep at least, and at most. */
  readonly atMin: Capacity;
  readonly atMax: Capacity;
  readonly addresses: Addresses;
  readonly cost: Cost;
  /** US dollars an hour while the zone that costs most is away; undefined where it is not known, or there are no zones. */
  readonly zoneLossPerHour: number | undefined;
  readonly unknown: readonly string[];
}

/** @param losses US dollars an hour of each zone that goes dark, where somebody has played them through. @default - played through */
export function clusterCapacity(
  world: World,
  nodes: ClusterNodes,
  cluster: string,
  losses?: readonly (number | undefined)[],
): ClusterCapacity {
  const atMin = place(world, nodes, cluster, { level: 'min' });
  const atMax = place(world, nodes, cluster, { level: 'max' });
  const { view, location } = nodes;
  return {
    cluster,
    atMin: capacityOf(atMin),
    atMax: capacityOf(atMax),
    addresses: addressesOf(view),
    cost: costOf(atMin, location),
    zoneLossPerHour: most(losses ?? zoneLosses(() => place(world, nodes, cluster, { level: 'min' }), location)),
    unknown: atMin.platform.unknown,
  };
}

function zoneLosses(placedAnew: () => Placed, region: string | undefined): readonly (number | undefined)[] {
  const zones = [...new Set(placedAnew().platform.nodes.flatMap(({ labels }) => labels[ZONE] ?? []))];
  return zones.map((zone) => {
    const placed = placedAnew();
    return hourlyCostOf(outageOf(placed, { zone }).added, placed, region);
  });
}

function most(costs: readonly (number | undefined)[]): number | undefined {
  return costs.length === 0 || costs.includes(undefined) ? undefined : Math.max(...(costs as number[]));
}
