import type { NodeCapacity, Placement } from '../../core/contracts';
import { nodeAllocatable } from '../../core/node-allocatable';
import { POOL_LABEL } from './pool-labels';
import type { PoolSpec } from './pool-spec';

/** Where the scheduler finds a pool. */
export function poolPlacement(spec: PoolSpec): Placement {
  return {
    description: `pool '${spec.poolName}'`,
    os: spec.os,
    architecture: spec.size.architecture,
    zones: [...spec.zones],
    nodeLabels: { [POOL_LABEL]: spec.poolName },
    taints: [...spec.taints],
    largestNode: capacity(spec),
    virtual: false,
    system: spec.mode === 'System',
  };
}

function capacity({ size, maxPods }: PoolSpec): NodeCapacity {
  const { cpu, memory } = nodeAllocatable({ vCpus: size.vCpus, memory: size.memory, maxPods });
  return { cpuMillis: cpu.inMillis, memoryBytes: memory.inBytes, gpus: size.gpus };
}

/**
 * The virtual node: no zone, Linux on x64, one for all pods.
 * Azure: "Create and configure virtual nodes in AKS".
 */
export function virtualPlacement(clusterName: string): Placement {
  return {
    description: `virtual nodes of cluster '${clusterName}'`,
    os: 'linux',
    architecture: 'amd64',
    zones: [],
    nodeLabels: { type: 'virtual-kubelet' },
    taints: [{ key: 'virtual-kubelet.io/provider', value: 'azure', effect: 'NoSchedule' }],
    virtual: true,
    system: false,
  };
}
