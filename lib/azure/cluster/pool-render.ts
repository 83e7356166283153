import type { PoolContext, PoolSpec } from './pool-spec';
import { printTaint } from './pool-labels';
import { poolPlacementArguments } from './pool-placement-props';
import type { ResolvedScale } from './pool-scale';

/** One pool of Azure's: a whole pool, or the part of it in one zone. */
export interface PoolPart {
  readonly name: string;
  readonly temporaryName: string;
  readonly zones: readonly string[];
  readonly scale: ResolvedScale;
}

/** What the default pool and all others have in common, as azurerm takes it. Defaults are written out, so that drift is seen. */
function sharedArguments(spec: PoolSpec, part: PoolPart, { upgrades }: PoolContext) {
  const { scale } = part;
  return {
    name: part.name,
    temporaryNameForRotation: part.temporaryName,
    vmSize: spec.size.name,
    orchestratorVersion: upgrades.version.toString(),
    autoScalingEnabled: scale.autoscaled,
    // Where the autoscaler decides, this is only what the pool starts with; see `ignoredChanges`.
    nodeCount: scale.min,
    ...(scale.autoscaled ? { minCount: scale.min, maxCount: scale.max } : {}),
    maxPods: spec.maxPods,
    zones: part.zones.length > 0 ? [...part.zones] : undefined,
    osSku: spec.osSku,
    osDiskType: spec.osDiskType,
    osDiskSizeGb: spec.osDiskSizeGb,
    kubeletDiskType: spec.kubeletDiskType,
    scaleDownMode: spec.scaleDownMode,
    hostEncryptionEnabled: spec.hostEncryption,
    ultraSsdEnabled: spec.ultraSsd,
    vnetSubnetId: spec.subnet.subnetId,
    podSubnetId: spec.podSubnet?.subnetId,
    nodeLabels: { ...spec.labels },
    kubeletConfig: spec.kubeletConfig,
    linuxOsConfig: spec.linuxOsConfig,
    ...poolPlacementArguments(spec),
    tags: { ...spec.tags },
  };
}

/** `default_node_pool` of the cluster. */
export function defaultPoolArguments(spec: PoolSpec, part: PoolPart, context: PoolContext) {
  const { upgradeSettings } = spec;
  if (upgradeSettings === undefined) throw new Error('a default pool has upgrade settings'); // spot pools alone have none
  return {
    ...sharedArguments(spec, part, context),
    type: 'VirtualMachineScaleSets',
    onlyCriticalAddonsEnabled: spec.taints.length > 0,
    upgradeSettings: { ...upgradeSettings, maxSurge: upgradeSettings.maxSurge as string },
  };
}

/** `azurerm_kubernetes_cluster_node_pool`. */
export function nodePoolArguments(spec: PoolSpec, part: PoolPart, context: PoolContext) {
  return {
    ...sharedArguments(spec, part, context),
    osType: spec.os === 'windows' ? 'Windows' : 'Linux',
    mode: spec.mode,
    nodeTaints: spec.taints.map(printTaint),
    upgradeSettings: spec.upgradeSettings,
    priority: spec.spot === undefined ? 'Regular' : 'Spot',
    evictionPolicy: spec.spot?.evictionPolicy,
    spotMaxPrice: spec.spot?.maxPrice,
    gpuDriver: spec.gpu?.driver,
    gpuInstance: spec.gpu?.instance,
    windowsProfile: spec.outboundNat === undefined ? undefined : { outboundNatEnabled: spec.outboundNat },
  };
}

/** What Azure changes by itself, and Terraform must leave alone. */
export function ignoredChanges(scale: ResolvedScale, { upgrades }: PoolContext, prefix = ''): string[] {
  return [
    ...(scale.autoscaled ? [`${prefix}node_count`] : []),
    ...(upgrades.versionMoves ? [`${prefix}orchestrator_version`] : []),
  ];
}
