import type { Artifacts } from '../artifact/read/artifacts';
import { clustersOf, type ClusterView, strayPools } from './cluster/clusters';
import type { PoolView } from './cluster/pools';
import { type Workload, workloadsOf } from './workload/workloads';

/** The artifacts, and what is worked out from them once and read by many rules. */
export interface World {
  readonly artifacts: Artifacts;
  /** Everything that makes pods. */
  readonly workloads: readonly Workload[];
  /** Every AKS cluster that the files make, with its pools. */
  readonly clusters: readonly ClusterView[];
  /** Every node pool, those of clusters that are not in the files included. */
  readonly pools: readonly PoolView[];
}

/** Each part is worked out on first use. */
export function worldOf(artifacts: Artifacts): World {
  let workloads: readonly Workload[] | undefined;
  return {
    artifacts,
    get workloads() {
      return (workloads ??= workloadsOf(artifacts));
    },
    get clusters() {
      return clustersOf(artifacts);
    },
    get pools() {
      return [...clustersOf(artifacts).flatMap((cluster) => cluster.pools), ...strayPools(artifacts)];
    },
  };
}
