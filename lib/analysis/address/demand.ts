import { unknown, type Unknown } from '../../artifact/read/values';
import type { ClusterView } from '../cluster/clusters';
import type { PoolView } from '../cluster/pools';

/** What a pool may take at its largest. */
export interface PoolDemand {
  readonly name: string;
  readonly nodes: number;
  readonly surge: number;
  readonly maxPods: number;
}

/** Pods of a node where `max_pods` is left out, by the way they get addresses. Azure: "Plan IP addressing for your cluster". */
const DEFAULT_PODS = { overlay: 250, kubenet: 110, none: 250, 'node-subnet': 30, 'pod-subnet': 110 } as const;

/** Pods of a subnet of their own come in batches of this many addresses, and the next is asked for before the last is used up. */
const BATCH = 16;
const REFILL_BELOW = 8;

/** A pool at its largest; unknown where the files do not tell. */
export function poolDemand(pool: PoolView, { network: { model } }: ClusterView): PoolDemand | Unknown {
  if (pool.max === unknown || pool.maxPods === unknown || model === unknown) return unknown;
  const written = pool.fields.text('upgrade_settings', 'max_surge');
  const surge = surgeOf(written, pool.max, pool.priority === 'Spot');
  if (surge === unknown) return unknown;
  const name = pool.name === unknown ? pool.block.name : pool.name;
  return { name, nodes: pool.max, surge, maxPods: pool.maxPods ?? DEFAULT_PODS[model] };
}

/** Addresses that nodes take in their subnet, and pods where they share it; the five that Azure keeps are not among them. */
export function subnetDemand(pools: readonly PoolDemand[], model: ClusterView['network']['model']): number {
  const each = ({ maxPods }: PoolDemand): number => (model === 'node-subnet' ? 1 + maxPods : 1);
  return sum(pools.map((pool) => (pool.nodes + pool.surge) * each(pool)));
}

/** Addresses that pods take in a subnet of their own. */
export function podSubnetDemand(pools: readonly PoolDemand[]): number {
  return sum(
    pools.map(({ nodes, surge, maxPods }) => (nodes + surge) * BATCH * Math.ceil((maxPods + REFILL_BELOW) / BATCH)),
  );
}

/** Nodes at the most, those of an upgrade included: each takes a /24 of an overlay's range. */
export function mostNodes(pools: readonly PoolDemand[]): number {
  return sum(pools.map(({ nodes, surge }) => nodes + surge));
}

/** `apps 30 + 10 surge` */
export function arithmetic(pools: readonly PoolDemand[]): string {
  return pools.map(({ name, nodes, surge }) => `${name} ${nodes}${surge > 0 ? ` + ${surge} surge` : ''}`).join(', ');
}

/** One node where nothing is written. Azure: "Upgrade an AKS cluster", customise node surge. */
function surgeOf(written: string | undefined | Unknown, max: number, isSpot: boolean): number | Unknown {
  if (written === unknown) return unknown;
  if (written === undefined) return isSpot ? 0 : Math.min(1, max);
  const [, digits, percent] = /^(\d+)(%?)$/.exec(written) ?? [];
  if (digits === undefined) return unknown;
  const nodes = percent === '%' ? Math.ceil((Number(digits) * max) / 100) : Number(digits);
  return Math.min(nodes, max);
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
