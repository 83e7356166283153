import type { Duration } from '../../core/duration';
import type { Problems } from '../../core/errors';
import type { Percent } from '../../core/percent';
import type { Size } from '../../core/size';

/** Settings of the kubelet on every node of a pool. Azure: "Customize node configuration for AKS node pools". */
export interface KubeletConfig {
  /**
   * `static` gives whole cores to guaranteed pods that ask for whole cores.
   * @default 'none' in Azure
   */
  readonly cpuManagerPolicy?: 'none' | 'static';
  /**
   * Enforces CPU limits by quota.
   * @default true in Azure
   */
  readonly cpuCfsQuota?: boolean;
  /**
   * Period of the CPU quota, from 1 ms to 1 s.
   * @default 100 ms in Azure
   */
  readonly cpuCfsQuotaPeriod?: Duration;
  /**
   * Share of the image disk above which images are always collected.
   * @default 85 % in Azure
   */
  readonly imageGcHighThreshold?: Percent;
  /**
   * Share of the image disk below which images are never collected; below `imageGcHighThreshold`.
   * @default 80 % in Azure
   */
  readonly imageGcLowThreshold?: Percent;
  /**
   * Alignment of CPUs and devices to NUMA nodes.
   * @default 'none' in Azure
   */
  readonly topologyManagerPolicy?: 'none' | 'best-effort' | 'restricted' | 'single-numa-node';
  /**
   * Sysctls or patterns that pods may set although they are not namespaced safely: `net.core.somaxconn`, `kernel.msg*`.
   * @default - none
   */
  readonly allowedUnsafeSysctls?: readonly string[];
  /**
   * Largest log file of a container before it is rotated; whole mebibytes.
   * @default 50 MiB in Azure
   */
  readonly containerLogMaxSize?: Size;
  /**
   * Log files kept of a container, from 2.
   * @default 5 in Azure
   */
  readonly containerLogMaxFiles?: number;
  /**
   * Processes that one pod may have.
   * @default - no limit
   */
  readonly podMaxPids?: number;
}

/** The block as azurerm takes it, the same for the default pool and all others; only what was given. */
export function kubeletConfigBlock(config: KubeletConfig | undefined, problems: Problems) {
  if (config === undefined) return undefined;
  check(config, problems);
  return {
    cpuManagerPolicy: config.cpuManagerPolicy,
    // azurerm's own default; writing it keeps a plan from showing it as a change.
    cpuCfsQuotaEnabled: config.cpuCfsQuota ?? true,
    cpuCfsQuotaPeriod: config.cpuCfsQuotaPeriod?.toGo(),
    imageGcHighThreshold: config.imageGcHighThreshold?.value,
    imageGcLowThreshold: config.imageGcLowThreshold?.value,
    topologyManagerPolicy: config.topologyManagerPolicy,
    allowedUnsafeSysctls: config.allowedUnsafeSysctls && [...config.allowedUnsafeSysctls],
    containerLogMaxSizeMb: config.containerLogMaxSize?.toMebibytes(),
    // azurerm's name is wrong: Azure's is containerLogMaxFiles.
    containerLogMaxLine: config.containerLogMaxFiles,
    podMaxPid: config.podMaxPids,
  };
}

function check(config: KubeletConfig, problems: Problems): void {
  const add = (name: keyof KubeletConfig, value: unknown, rule: string, fix: string) =>
    problems.add({ property: `kubeletConfig.${name}`, value, rule, fix, code: 'pool/kubelet-config' });
  const { imageGcHighThreshold: high, imageGcLowThreshold: low, containerLogMaxFiles: files } = config;
  for (const [name, share] of [
    ['imageGcHighThreshold', high],
    ['imageGcLowThreshold', low],
  ] as const) {
    if (share && share.value > 100) add(name, `${share}`, 'is above 100%', 'Write a share of the disk');
  }
  if (high && low && low.value >= high.value) {
    add('imageGcLowThreshold', `${low}`, `is not below 'imageGcHighThreshold' (${high})`, 'Lower it');
  }
  if (files !== undefined && !(Number.isInteger(files) && files >= 2)) {
    add('containerLogMaxFiles', files, 'is not a whole number from 2', 'Write 5');
  }
  const size = config.containerLogMaxSize;
  if (size && !(Number.isInteger(size.toMebibytes()) && size.toMebibytes() > 0)) {
    add('containerLogMaxSize', `${size}`, 'is not a whole number of mebibytes', 'Write Size.mebibytes(50)');
  }
  const period = config.cpuCfsQuotaPeriod;
  if (period && (period.inMillis < 1 || period.inMillis > 1000)) {
    add('cpuCfsQuotaPeriod', `${period}`, 'is not between 1ms and 1s', 'Write Duration.millis(100)');
  }
  if (config.podMaxPids !== undefined && !(Number.isInteger(config.podMaxPids) && config.podMaxPids > 0)) {
    add('podMaxPids', config.podMaxPids, 'is not a whole number from 1', 'Write 1024');
  }
}
