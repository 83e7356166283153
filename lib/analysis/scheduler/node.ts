import type { Taint } from '../../core/contracts';

/** What a node has, or a pod asks for. CPU in thousandths of a core, memory in bytes, everything else in units. */
export interface Amounts {
  readonly cpu: number;
  readonly memory: number;
  /** `nvidia.com/gpu`, `ephemeral-storage`: by name. */
  readonly others: ReadonlyMap<string, number>;
}

/** A node as the scheduler sees it. */
export interface SimNode {
  readonly name: string;
  /** Nodes of one sort differ in their names only: what one of them allows, all do. */
  readonly sort?: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly taints: readonly Taint[];
  readonly offers: Amounts;
  /** Pods that it takes at most. */
  readonly pods: number;
}

export const ZONE = 'topology.kubernetes.io/zone';
export const HOSTNAME = 'kubernetes.io/hostname';

/** The zone of a node; undefined for one outside zones, such as a virtual node. */
export function zoneOf({ labels }: SimNode): string | undefined {
  return labels[ZONE];
}
