import { InvalidValue } from '../../core/errors';

/*
 * How many addresses a cluster's nodes and pods need, as pure functions. The cluster calls them for each subnet that its
 * pools lie in and hands the result to `subnet.addDemand`:
 *
 *   subnet.addDemand({
 *     user: "cluster 'aks'",
 *     addresses: () => nodeDemand({ pools: poolsIn(subnet), mode: 'node-subnet' }).addresses,
 *     arithmetic: () => nodeDemand({ pools: poolsIn(subnet), mode: 'node-subnet' }).arithmetic,
 *     waysOut: () => nodeDemand({ pools: poolsIn(subnet), mode: 'node-subnet' }).waysOut,
 *   });
 *
 * - One demand per cluster and subnet, not per pool: only one pool of a cluster rotates at a time.
 * - A pool made of one pool per zone is passed as its parts: each surges and rotates by itself.
 * - Pods in a subnet of their own: `nodeDemand({ mode: 'pod-subnet' })` for the subnet of the nodes, `podDemand` for that of the pods.
 * - Azure's five reserved addresses and the doubling for growth are the planner's part, not the demand's.
 *
 * Source of the arithmetic: Azure, "Plan IP addressing for your cluster" and "Configure Azure CNI networking for dynamic
 * allocation of IPs"; the worst case of a batch is derived.
 */

/** Who gets addresses of the network: nodes alone, nodes and their pods from one subnet, or each from one of its own. */
export type AddressMode = 'overlay' | 'node-subnet' | 'pod-subnet';

/** How pods in a subnet of their own get addresses: one by one in batches, or as fixed blocks for each node. */
export type PodAllocation = 'dynamic' | 'static-block';

export interface PoolSize {
  /** Name in the program. */
  readonly name: string;
  /** Nodes at the most, or the fixed count. */
  readonly max: number;
  /**
   * Further nodes during an upgrade, as AKS takes it: a count or a share such as `33%`.
   * @default - none, as for spot pools
   */
  readonly surge?: number | string;
  /** Pods at the most on one node. */
  readonly maxPods: number;
  /** A change of its VM size or the like puts a second pool of the same size beside it for a while. */
  readonly rotates: boolean;
}

export interface NodeDemandInput {
  /** The pools whose nodes lie in the subnet. */
  readonly pools: readonly PoolSize[];
  readonly mode: AddressMode;
  /**
   * Front ends of internal load balancers in the subnet.
   * @default 0
   */
  readonly frontends?: number;
}

export interface PodDemandInput {
  /** The pools whose pods take addresses of the subnet. */
  readonly pools: readonly PoolSize[];
  /** @default 'dynamic' */
  readonly allocation?: PodAllocation;
}

export interface Demand {
  readonly addresses: number;
  /** `pool 'apps' (30 nodes + 10 surge + 30 rotating) x 31` */
  readonly arithmetic: string;
  /** What would make the demand smaller, as ends of a sentence: `lower maxPods (30)`. */
  readonly waysOut: readonly string[];
}

/** Pods of a subnet of their own come in batches of this many addresses. */
const BATCH = 16;
/** A node asks for the next batch when fewer than this many addresses of the last are free. */
const REFILL_BELOW = 8;

/** Addresses that nodes, and pods where they share the subnet, need at the worst moment. */
export function nodeDemand({ pools, mode, frontends = 0 }: NodeDemandInput): Demand {
  const perNode = mode === 'node-subnet' ? (pool: PoolSize) => 1 + pool.maxPods : () => 1;
  const demand = poolDemand(pools, perNode);
  const parts = [demand.arithmetic, ...(frontends > 0 ? [`${count(frontends, 'front end')} of load balancers`] : [])];
  return {
    addresses: demand.addresses + frontends,
    arithmetic: parts.filter((part) => part !== '').join(' + '),
    waysOut: [
      'lower the largest number of nodes',
      ...(mode === 'node-subnet' ? [lowerMaxPods(pools), 'use overlay networking'] : []),
    ],
  };
}

/** Addresses that pods in a subnet of their own need at the worst moment. */
export function podDemand({ pools, allocation = 'dynamic' }: PodDemandInput): Demand {
  const spare = allocation === 'dynamic' ? REFILL_BELOW : 1;
  const demand = poolDemand(pools, (pool) => BATCH * Math.ceil((pool.maxPods + spare) / BATCH));
  return {
    ...demand,
    waysOut: ['lower the largest number of nodes', lowerMaxPods(pools), 'use overlay networking'],
  };
}

/**
 * Nodes that an upgrade adds to a pool at its largest: a share is rounded up, and no more are added than are there.
 *
 * @param surge a count, or a share such as `33%`; zero is none
 * @throws InvalidValue `pool/surge` for anything else
 */
export function surgeNodes(surge: number | string | undefined, max: number): number {
  if (surge === undefined) return 0;
  const [, digits, sign] = /^(\d{1,9})(%?)$/.exec(String(surge)) ?? [];
  if (digits === undefined || (sign === '%' && Number(digits) > 100)) {
    throw new InvalidValue({
      property: 'surge',
      value: surge,
      rule: 'is neither a whole number of nodes nor a share from 0% to 100%',
      fix: "Write one such as 2 or '33%'",
      code: 'pool/surge',
    });
  }
  const nodes = sign === '%' ? Math.ceil((Number(digits) * max) / 100) : Number(digits);
  return Math.min(nodes, max);
}

/** Nodes that an overlay pod range serves: each takes a /24 of it. `/16` serves 256. */
export function overlayPodCidrNodes(prefixLength: number): number {
  return prefixLength > 24 ? 0 : 2 ** (24 - prefixLength);
}

/** Largest number of nodes that overlay pools reach, surge and rotation included: what the pod range must serve. */
export function largestNodeCount(pools: readonly PoolSize[]): Demand {
  return { ...poolDemand(pools, () => 1), waysOut: ['lower the largest number of nodes'] };
}

function poolDemand(pools: readonly PoolSize[], perNode: (pool: PoolSize) => number): Omit<Demand, 'waysOut'> {
  const rotating = largest(
    pools.filter((pool) => pool.rotates),
    (pool) => pool.max * perNode(pool),
  );
  const parts = pools.map((pool) => {
    const surge = surgeNodes(pool.surge, pool.max);
    const extra = pool === rotating ? pool.max : 0;
    const terms = [
      count(pool.max, 'node'),
      ...(surge > 0 ? [`${surge} surge`] : []),
      ...(extra > 0 ? [`${extra} rotating`] : []),
    ];
    const each = perNode(pool);
    const sum = terms.length > 1 || each > 1 ? `(${terms.join(' + ')})` : (terms[0] as string);
    return {
      addresses: (pool.max + surge + extra) * each,
      text: `pool '${pool.name}' ${sum}${each > 1 ? ` x ${each}` : ''}`,
    };
  });
  return {
    addresses: parts.reduce((total, part) => total + part.addresses, 0),
    arithmetic: parts.map((part) => part.text).join(' + '),
  };
}

function lowerMaxPods(pools: readonly PoolSize[]): string {
  const values = [...new Set(pools.map((pool) => pool.maxPods))].sort((a, b) => b - a);
  return `lower maxPods (${values.join(', ')})`;
}

function largest<T>(items: readonly T[], by: (item: T) => number): T | undefined {
  return items.reduce<T | undefined>(
    (best, item) => (best === undefined || by(item) > by(best) ? item : best),
    undefined,
  );
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
