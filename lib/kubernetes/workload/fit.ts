import type { Architecture, ICluster, INodePool, OperatingSystem, Placement, Toleration } from '../../core/contracts';
import type { Problem } from '../../core/errors';
import { bears, isHard } from './placement';

/** What a pod needs of a node. */
export interface PodNeeds {
  readonly os: OperatingSystem;
  readonly architecture?: Architecture;
  readonly tolerations: readonly Toleration[];
  readonly cpuMillis: number;
  readonly memoryBytes: number;
  readonly gpus: number;
}

/** Why no pod of these needs can run at a place; undefined where it can, as far as is known. */
export function whyNotAt(place: Placement, needs: PodNeeds): string | undefined {
  if (place.os !== needs.os) return `${place.description} has ${place.os} nodes`;
  const { largestNode, architecture } = place;
  if (needs.architecture !== undefined && architecture !== undefined && architecture !== needs.architecture) {
    return `${place.description} has ${architecture} nodes`;
  }
  const taint = place.virtual
    ? undefined
    : place.taints.find((one) => isHard(one) && !needs.tolerations.some((toleration) => bears(toleration, one)));
  if (taint)
    return `${place.description} is tainted ${taint.key}${taint.value ? `=${taint.value}` : ''}:${taint.effect}`;
  if (!largestNode) return undefined;
  if (needs.gpus > largestNode.gpus) return `${place.description} has ${largestNode.gpus} GPUs a node`;
  if (needs.cpuMillis > largestNode.cpuMillis)
    return `${place.description} offers ${largestNode.cpuMillis}m of CPU a node`;
  if (needs.memoryBytes > largestNode.memoryBytes) {
    return `${place.description} offers ${Math.floor(largestNode.memoryBytes / 2 ** 20)}Mi of memory a node`;
  }
  return undefined;
}

/** Pools of a cluster that pods land in when nothing is said: the virtual nodes and system pools only on request. */
export function poolsFor(cluster: ICluster, needs: PodNeeds): readonly INodePool[] {
  const fitting = cluster.nodePools.filter(({ placement }) => !placement.virtual && !whyNotAt(placement, needs));
  const own = fitting.filter(({ placement }) => !placement.system);
  return own.length > 0 ? own : fitting;
}

/** Several pools as one place: nothing in particular selects it. */
export function anyOf(pools: readonly INodePool[], os: OperatingSystem): Placement {
  const zones = new Set(pools.flatMap(({ placement }) => placement.zones));
  return {
    description: `any ${os} pool without a taint`,
    os,
    zones: [...zones].sort(),
    nodeLabels: {},
    taints: [],
    virtual: false,
    system: false,
  };
}

/**
 * @param cluster undefined where it is not known; one whose pools are not known takes everything
 * @param on the place that was asked for; any pool of the cluster otherwise
 */
export function fitProblem(
  cluster: ICluster | undefined,
  on: Placement | undefined,
  needs: PodNeeds,
): Problem | undefined {
  if (on) {
    // The taints of a place that was asked for are borne.
    const why = whyNotAt({ ...on, taints: [] }, needs);
    return why === undefined
      ? undefined
      : {
          property: 'on',
          rule: `cannot hold this workload, which needs ${describe(needs)}: ${why}`,
          fix: 'Place it elsewhere, ask for less, or give the pool a larger VM size',
          code: 'placement/does-not-fit',
        };
  }
  if (!cluster || cluster.nodePools.length === 0) return undefined;
  const fitting = poolsFor(cluster, needs);
  if (fitting.length === 0) {
    const pools = cluster.nodePools.filter(({ placement }) => !placement.virtual);
    const reasons = pools.map(({ placement }) => whyNotAt(placement, needs)).join('; ');
    return {
      property: 'on',
      rule: `is not given, and no pool of cluster '${cluster.clusterName}' takes a workload that needs ${describe(needs)}: ${reasons}`,
      fix: "Add a node pool, or name one with 'on'",
      code: 'placement/no-pool',
    };
  }
  const architectures = new Set(fitting.map(({ placement }) => placement.architecture).filter(Boolean));
  if (needs.architecture !== undefined || architectures.size < 2) return undefined;
  return {
    property: 'architecture',
    rule: `is not given, and the pods may land on ${[...architectures].sort().join(' and ')} nodes`,
    fix: "Say what the image is built for, or name a pool with 'on'",
    code: 'placement/architecture',
  };
}

function describe({ os, architecture, cpuMillis, memoryBytes, gpus }: PodNeeds): string {
  const parts = [os, architecture, `${cpuMillis}m CPU`, `${Math.ceil(memoryBytes / 2 ** 20)}Mi memory`];
  return [...parts, gpus > 0 ? `${gpus} GPU` : undefined].filter(Boolean).join(', ');
}
