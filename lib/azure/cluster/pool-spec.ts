import type { Cloud, OperatingSystem, Taint } from '../../core/contracts';
import type { VmSize } from '../../core/vm-sizes';
import type { ISubnet } from '../network/contracts';
import type { kubeletConfigBlock } from './kubelet-config';
import type { linuxOsConfigBlock } from './linux-os-config';
import type { NetworkProfile } from './network-profile';
import type { PoolPlacementSpec } from './pool-placement-props';
import type { ResolvedScale } from './pool-scale';
import type { upgradeSettingsBlock } from './pool-upgrade';
import type { ResolvedUpgrades } from './upgrades';

/** What a pool takes from its cluster. */
export interface PoolContext {
  readonly clusterName: string;
  readonly cloud: Cloud;
  readonly location: string;
  readonly profile: NetworkProfile;
  readonly upgrades: ResolvedUpgrades;
  readonly zones: readonly string[];
  readonly longTermSupport: boolean;
  /** The cluster lies in an extended zone. */
  readonly edgeZone: boolean;
  /** Nodes go out by a proxy. */
  readonly proxied: boolean;
  /** Defender watches the nodes. */
  readonly defended: boolean;
  readonly subnet: ISubnet;
  /** Only where the network profile gives pods a subnet. */
  readonly podSubnet?: ISubnet;
  readonly tags: Readonly<Record<string, string>>;
}

/** Which kind of pool was asked for; each brings checks and defaults of its own. */
export type PoolKind = 'default' | 'linux' | 'windows' | 'spot' | 'gpu';

/** A pool with every default filled in. */
export interface PoolSpec extends PoolPlacementSpec {
  /** Azure's name, the zone's digit left out. */
  readonly poolName: string;
  readonly kind: PoolKind;
  readonly os: OperatingSystem;
  readonly mode: 'System' | 'User';
  readonly osSku: string;
  readonly size: VmSize;
  readonly scale: ResolvedScale;
  readonly zones: readonly string[];
  readonly maxPods: number;
  readonly labels: Readonly<Record<string, string>>;
  readonly taints: readonly Taint[];
  readonly osDiskType: 'Managed' | 'Ephemeral';
  readonly osDiskSizeGb: number;
  readonly kubeletDiskType?: 'OS' | 'Temporary';
  readonly scaleDownMode: 'Delete' | 'Deallocate';
  readonly hostEncryption: boolean;
  readonly ultraSsd: boolean;
  readonly subnet: ISubnet;
  readonly podSubnet?: ISubnet;
  readonly tags: Readonly<Record<string, string>>;
  /** None for spot: Azure refuses a surge there. */
  readonly upgradeSettings?: ReturnType<typeof upgradeSettingsBlock>;
  readonly kubeletConfig?: ReturnType<typeof kubeletConfigBlock>;
  readonly linuxOsConfig?: ReturnType<typeof linuxOsConfigBlock>;
  readonly spot?: { readonly evictionPolicy: 'Delete' | 'Deallocate'; readonly maxPrice: number };
  readonly gpu?: { readonly driver: 'Install' | 'None'; readonly instance?: string };
  /** Windows only. */
  readonly outboundNat?: boolean;
}
