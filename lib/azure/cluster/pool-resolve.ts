import { Problems } from '../../core/errors';
import { azureName } from '../../core/names';
import { Size } from '../../core/size';
import { knownVmSize } from '../../core/vm-sizes';
import { checkTags, mergeTags } from '../tags';
import { kubeletConfigBlock } from './kubelet-config';
import { linuxOsConfigBlock } from './linux-os-config';
import { checkPool } from './pool-checks';
import {
  checkPoolLabels,
  checkTaints,
  GPU_TAINT,
  POOL_LABEL,
  SPOT_LABEL,
  SPOT_TAINT,
  SYSTEM_TAINT,
  WINDOWS_TAINT,
} from './pool-labels';
import { poolNameType } from './pool-names';
import { resolvePoolPlacement } from './pool-placement-props';
import type {
  GpuNodePoolProps,
  NodePoolProps,
  SpotNodePoolProps,
  SystemPoolProps,
  WindowsNodePoolProps,
} from './pool-props';
import { resolveScale } from './pool-scale';
import type { PoolContext, PoolSpec } from './pool-spec';
import { upgradeSettingsBlock } from './pool-upgrade';

/** What was asked for: which kind of pool, and its props. */
export type PoolRequest =
  | { readonly kind: 'default'; readonly props: SystemPoolProps }
  | { readonly kind: 'linux'; readonly props: NodePoolProps }
  | { readonly kind: 'windows'; readonly props: WindowsNodePoolProps }
  | { readonly kind: 'spot'; readonly props: SpotNodePoolProps }
  | { readonly kind: 'gpu'; readonly props: GpuNodePoolProps };

/** Fills in every default and checks the whole. Problems are collected; the result counts only without any. */
export function resolvePool(
  id: string,
  request: PoolRequest,
  context: PoolContext,
  problems: Problems,
): PoolSpec | undefined {
  const { kind, props } = request;
  const os = kind === 'windows' ? 'windows' : 'linux';
  const poolName = props.name ?? id;
  const size = problems.attempt('vmSize', () => knownVmSize(props.vmSize));
  problems.attempt('name', () => azureName(poolNameType(os), poolName));
  const labels = props.labels ?? {};
  const taints = taintsOf(request);
  checkPoolLabels(labels, problems);
  checkTaints(kind === 'default' ? [] : taints, problems);
  const scale = resolveScale(props.scale, problems);
  const tags = mergeTags(context.tags, props.tags ?? {});
  checkTags(tags, problems);
  const variant = variantOf(request, problems);
  if (size === undefined) return undefined;

  const spec: PoolSpec = {
    poolName,
    kind,
    os,
    mode: request.kind === 'default' ? 'System' : (request.props.mode ?? 'User'),
    osSku: props.osSku ?? (os === 'windows' ? 'Windows2022' : 'Ubuntu'),
    size,
    scale,
    zones: [...(props.zones ?? context.zones)],
    maxPods: props.maxPods ?? context.profile.defaultMaxPods,
    labels: { ...labels, ...(kind === 'spot' ? { [SPOT_LABEL]: 'spot' } : {}), [POOL_LABEL]: poolName },
    taints,
    osDiskType: props.osDiskType ?? 'Managed',
    osDiskSizeGb:
      problems.attempt('osDiskSize', () => (props.osDiskSize ?? Size.gibibytes(128)).wholeGibibytes()) ?? 128,
    kubeletDiskType: props.kubeletDiskType,
    scaleDownMode: props.scaleDownMode ?? 'Delete',
    hostEncryption: props.hostEncryption ?? false,
    ultraSsd: props.ultraSsd ?? false,
    subnet: props.subnet ?? context.subnet,
    podSubnet: props.podSubnet ?? context.podSubnet,
    tags,
    kubeletConfig: kubeletConfigBlock(props.kubeletConfig, problems),
    ...resolvePoolPlacement(props, problems),
    ...variant,
  };
  checkPool(spec, context, problems);
  return spec;
}

/** What only some kinds of pool have. */
function variantOf(request: PoolRequest, problems: Problems): Partial<PoolSpec> {
  const mode = request.kind === 'default' ? 'System' : (request.props.mode ?? 'User');
  const upgradeSettings = () => upgradeSettingsBlock(request.props.upgrade, mode, problems);
  switch (request.kind) {
    case 'windows':
      return { upgradeSettings: upgradeSettings(), outboundNat: request.props.outboundNat ?? true };
    case 'spot':
      return { ...linux(request.props, problems), spot: spotOf(request.props, problems) };
    case 'gpu':
      return {
        ...linux(request.props, problems),
        upgradeSettings: upgradeSettings(),
        gpu: gpuOf(request.props, problems),
      };
    default:
      return { ...linux(request.props, problems), upgradeSettings: upgradeSettings() };
  }
}

function linux(props: NodePoolProps | SystemPoolProps, problems: Problems): Partial<PoolSpec> {
  return { linuxOsConfig: linuxOsConfigBlock(props.linuxOsConfig, problems) };
}

function taintsOf(request: PoolRequest): PoolSpec['taints'] {
  switch (request.kind) {
    case 'default':
      return (request.props.onlyCriticalAddons ?? true) ? [SYSTEM_TAINT] : [];
    case 'windows':
      return request.props.taints ?? [WINDOWS_TAINT];
    case 'gpu':
      return request.props.taints ?? [GPU_TAINT];
    case 'spot':
      return [...(request.props.taints ?? []), SPOT_TAINT];
    default:
      return request.props.taints ?? [];
  }
}

/** POOL08, POOL09 and azurerm#26465. */
function spotOf(props: SpotNodePoolProps, problems: Problems): PoolSpec['spot'] {
  if (props.upgrade !== undefined) {
    problems.add({
      property: props.upgrade.maxSurge === undefined ? 'upgrade' : 'upgrade.maxSurge',
      value: props.upgrade.maxSurge === undefined ? undefined : String(props.upgrade.maxSurge),
      rule: 'is not for spot pools: Azure refuses to add nodes to them for an upgrade',
      fix: 'Leave it out',
      code: 'pool/spot-surge',
    });
  }
  const maxPrice = props.maxPrice ?? -1;
  const positive = maxPrice > 0 && /^\d+(\.\d{1,5})?$/.test(String(maxPrice));
  if (maxPrice !== -1 && !positive) {
    problems.add({
      property: 'maxPrice',
      value: maxPrice,
      rule: 'is neither -1 nor a positive price with up to five decimals',
      fix: 'Write -1 for the price on demand (POOL09)',
      code: 'pool/spot-price',
    });
  }
  return { evictionPolicy: props.evictionPolicy ?? 'Delete', maxPrice };
}

/** VM14 and VM15. */
function gpuOf(props: GpuNodePoolProps, problems: Problems): PoolSpec['gpu'] {
  const size = new Problems().attempt('vmSize', () => knownVmSize(props.vmSize));
  if (size?.gpus === 0) {
    problems.add({
      property: 'vmSize',
      value: props.vmSize,
      rule: 'has no GPU',
      fix: 'Take a size of the N family, or use addNodePool',
      code: 'pool/no-gpu',
    });
  }
  if (props.gpuInstance !== undefined && !/_(A100|H100|H200)_|_ND96asr_v4$/i.test(props.vmSize)) {
    problems.add({
      property: 'gpuInstance',
      value: props.gpuInstance,
      rule: `splits GPUs of A100, H100 and H200 sizes, and ${props.vmSize} is none`,
      fix: 'Leave it out (VM15)',
      code: 'pool/gpu-instance',
    });
  }
  return { driver: props.driver ?? 'Install', instance: props.gpuInstance };
}
