import { unknown } from '../../artifact/read/values';
import { linuxPricePerHour, PRICES_OF } from '../../core/vm-prices';
import type { PoolView } from '../cluster/pools';
import type { SimGroup } from '../zones/platform-nodes';
import type { Placed } from '../zones/outage';

/** Hours of a month, as Azure's own calculator counts. */
export const HOURS = 730;

/** US dollars a month for the machines of one pool. */
export interface PoolCost {
  readonly pool: string;
  readonly size: string;
  /** A machine for an hour; undefined where it is not known. */
  readonly perHour: number | undefined;
  readonly atMin: number | undefined;
  readonly atMax: number | undefined;
  /** With the nodes that what is placed needs. */
  readonly expected: number | undefined;
}

export interface Cost {
  /** Month that the prices are of: `2026-06`. */
  readonly pricesOf: string;
  readonly region: string | undefined;
  readonly pools: readonly PoolCost[];
  /** Sums of what is known. */
  readonly atMin: number;
  readonly atMax: number;
  readonly expected: number;
  /** What is not in these sums. */
  readonly unknown: readonly string[];
}

/**
 * What the machines of a cluster cost a month on demand, at the fewest nodes, at the most, and with those that are there once
 * everything is placed. Linux only: what is not known is named, and never counted as nothing.
 */
export function costOf({ platform, simulation }: Placed, region: string | undefined): Cost {
  const notKnown = ['disks, traffic, load balancers, the tier of the cluster, logs and reservations are not counted'];
  if (region === undefined) notKnown.push('the region of the cluster is not in the files');
  const pools = platform.groups.flatMap((group): PoolCost[] => {
    const { pool, name } = group.group;
    return pool ? [poolCost(group, pool, name)] : [];
  });
  if (platform.groups.some(({ group }) => group.pool === undefined)) {
    notKnown.push('container groups of virtual nodes are billed by the second, and are not counted');
  }
  const sum = (of: (pool: PoolCost) => number | undefined): number =>
    pools.reduce((all, pool) => all + (of(pool) ?? 0), 0);
  return {
    pricesOf: PRICES_OF,
    region,
    pools,
    atMin: sum(({ atMin }) => atMin),
    atMax: sum(({ atMax }) => atMax),
    expected: sum(({ expected }) => expected),
    unknown: notKnown,
  };

  function poolCost({ nodes, min }: SimGroup, pool: PoolView, name: string): PoolCost {
    const size = typeof pool.vmSize === 'string' ? pool.vmSize : 'not told';
    const perHour = priceOf(pool, size);
    const there = nodes.filter((node) => simulation.cluster.on[node] === 1).length;
    const month = (count: number): number | undefined => (perHour === undefined ? undefined : perHour * HOURS * count);
    if (perHour === undefined) notKnown.push(`pool '${name}' (${size}): ${whyUnknown(pool, region)}`);
    return { pool: name, size, perHour, atMin: month(min), atMax: month(nodes.length), expected: month(there) };
  }

  function priceOf(pool: PoolView, size: string): number | undefined {
    if (region === undefined || pool.os !== 'Linux' || pool.priority !== 'Regular') return undefined;
    return linuxPricePerHour(region, size);
  }
}

function whyUnknown(pool: PoolView, region: string | undefined): string {
  if (pool.os === unknown || pool.priority === unknown) return 'what its machines are is not in the files';
  if (pool.os === 'Windows') return 'the licences of Windows are not in the prices';
  if (pool.priority === 'Spot') return 'prices of spot machines change by the hour';
  return region === undefined ? 'prices differ by region' : `no price of this size in ${region} is known`;
}

/** US dollars for an hour of the machines that come while a zone is away. */
export function hourlyCostOf(
  nodes: readonly number[],
  { platform }: Placed,
  region: string | undefined,
): number | undefined {
  let sum = 0;
  for (const node of nodes) {
    const pool = platform.groups[platform.groupOf[node] ?? -1]?.group.pool;
    if (!pool || region === undefined || typeof pool.vmSize !== 'string') return undefined;
    const price =
      pool.os === 'Linux' && pool.priority === 'Regular' ? linuxPricePerHour(region, pool.vmSize) : undefined;
    if (price === undefined) return undefined;
    sum += price;
  }
  return sum;
}
