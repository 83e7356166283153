import type { Problems } from '../../core/errors';
import type { Size } from '../../core/size';

/** azurerm's argument and Azure's range of each kernel setting. Azure: "Customize node configuration for AKS node pools"; azurerm's own checks. */
export const SYSCTLS = {
  'fs.aio-max-nr': ['fsAioMaxNr', 65_536, 6_553_500],
  'fs.file-max': ['fsFileMax', 8192, 12_000_500],
  'fs.inotify.max_user_watches': ['fsInotifyMaxUserWatches', 781_250, 2_097_152],
  'fs.nr_open': ['fsNrOpen', 8192, 20_000_500],
  'kernel.threads-max': ['kernelThreadsMax', 20, 513_785],
  'net.core.netdev_max_backlog': ['netCoreNetdevMaxBacklog', 1000, 3_240_000],
  'net.core.optmem_max': ['netCoreOptmemMax', 20_480, 4_194_304],
  'net.core.rmem_default': ['netCoreRmemDefault', 212_992, 134_217_728],
  'net.core.rmem_max': ['netCoreRmemMax', 212_992, 134_217_728],
  'net.core.somaxconn': ['netCoreSomaxconn', 4096, 3_240_000],
  'net.core.wmem_default': ['netCoreWmemDefault', 212_992, 134_217_728],
  'net.core.wmem_max': ['netCoreWmemMax', 212_992, 134_217_728],
  'net.ipv4.neigh.default.gc_thresh1': ['netIpv4NeighDefaultGcThresh1', 128, 80_000],
  'net.ipv4.neigh.default.gc_thresh2': ['netIpv4NeighDefaultGcThresh2', 512, 90_000],
  'net.ipv4.neigh.default.gc_thresh3': ['netIpv4NeighDefaultGcThresh3', 1024, 100_000],
  'net.ipv4.tcp_fin_timeout': ['netIpv4TcpFinTimeout', 5, 120],
  'net.ipv4.tcp_keepalive_intvl': ['netIpv4TcpKeepaliveIntvl', 10, 90],
  'net.ipv4.tcp_keepalive_probes': ['netIpv4TcpKeepaliveProbes', 1, 15],
  'net.ipv4.tcp_keepalive_time': ['netIpv4TcpKeepaliveTime', 30, 432_000],
  'net.ipv4.tcp_max_syn_backlog': ['netIpv4TcpMaxSynBacklog', 128, 3_240_000],
  'net.ipv4.tcp_max_tw_buckets': ['netIpv4TcpMaxTwBuckets', 8000, 1_440_000],
  'net.netfilter.nf_conntrack_buckets': ['netNetfilterNfConntrackBuckets', 65_536, 524_288],
  'net.netfilter.nf_conntrack_max': ['netNetfilterNfConntrackMax', 131_072, 2_097_152],
  'vm.max_map_count': ['vmMaxMapCount', 65_530, 262_144],
  'vm.swappiness': ['vmSwappiness', 0, 100],
  'vm.vfs_cache_pressure': ['vmVfsCachePressure', 0, 100],
} as const satisfies Record<string, readonly [string, number, number]>;

/** A kernel setting by the kernel's own name. */
export type NodeSysctl = keyof typeof SYSCTLS;

/** Settings of Linux on every node of a pool. Azure: "Customize node configuration for AKS node pools". */
export interface LinuxOsConfig {
  /**
   * Kernel settings by the kernel's own names: `{ 'net.core.somaxconn': 16384 }`.
   * @default - the image's
   */
  readonly sysctls?: Readonly<Partial<Record<NodeSysctl, number>>>;
  /**
   * First and last port that connections go out from, from 1024 to 60999 and from 32768 to 65535.
   * @default - the image's
   */
  readonly localPortRange?: readonly [first: number, last: number];
  /**
   * Reuses sockets in TIME_WAIT for new connections.
   * @default - the image's
   */
  readonly tcpTwReuse?: boolean;
  /**
   * When pages are huge.
   * @default - the image's
   */
  readonly transparentHugePage?: 'always' | 'madvise' | 'never';
  /**
   * When memory is compacted for huge pages.
   * @default - the image's
   */
  readonly transparentHugePageDefrag?: 'always' | 'defer' | 'defer+madvise' | 'madvise' | 'never';
  /**
   * A swap file of this size, whole mebibytes, on the node's temporary disk.
   * @default - none
   */
  readonly swapFileSize?: Size;
}

/** The block as azurerm takes it, the same for the default pool and all others; only what was given. */
export function linuxOsConfigBlock(config: LinuxOsConfig | undefined, problems: Problems) {
  if (config === undefined) return undefined;
  const settings: Record<string, number | boolean> = {};
  for (const [name, value] of Object.entries(config.sysctls ?? {})) {
    const known = (SYSCTLS as Readonly<Record<string, readonly [string, number, number]>>)[name];
    if (known === undefined) {
      refuse(
        problems,
        `sysctls['${name}']`,
        value,
        'is no setting that AKS takes',
        'See NodeSysctl for those it takes',
      );
      continue;
    }
    const [argument, min, max] = known;
    checkRange(problems, `sysctls['${name}']`, value, min, max);
    settings[argument] = value;
  }
  if (config.localPortRange) {
    const [first, last] = config.localPortRange;
    checkRange(problems, 'localPortRange[0]', first, 1024, 60_999);
    checkRange(problems, 'localPortRange[1]', last, 32_768, 65_535);
    if (first >= last) refuse(problems, 'localPortRange', [first, last], 'ends before it starts', 'Swap the ports');
    settings.netIpv4IpLocalPortRangeMin = first;
    settings.netIpv4IpLocalPortRangeMax = last;
  }
  const swap = config.swapFileSize?.toMebibytes();
  if (swap !== undefined && !(Number.isInteger(swap) && swap > 0)) {
    refuse(
      problems,
      'swapFileSize',
      `${config.swapFileSize}`,
      'is not a whole number of mebibytes',
      'Write Size.gibibytes(1)',
    );
  }
  if (config.tcpTwReuse !== undefined) settings.netIpv4TcpTwReuse = config.tcpTwReuse;
  return {
    sysctlConfig: Object.keys(settings).length > 0 ? settings : undefined,
    transparentHugePage: config.transparentHugePage,
    transparentHugePageDefrag: config.transparentHugePageDefrag,
    swapFileSizeMb: swap,
  };
}

function checkRange(problems: Problems, name: string, value: number, min: number, max: number): void {
  if (Number.isInteger(value) && value >= min && value <= max) return;
  refuse(problems, name, value, `is not a whole number from ${min} to ${max}`, 'Write one in that range');
}

function refuse(problems: Problems, name: string, value: unknown, rule: string, fix: string): void {
  problems.add({ property: `linuxOsConfig.${name}`, value, rule, fix, code: 'pool/linux-os-config' });
}
