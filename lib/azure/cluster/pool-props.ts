import type { Taint } from '../../core/contracts';
import type { Size } from '../../core/size';
import type { ISubnet } from '../network/contracts';
import type { KubeletConfig } from './kubelet-config';
import type { LinuxOsConfig } from './linux-os-config';
import type { PoolPlacementProps } from './pool-placement-props';
import type { NodeScale } from './pool-scale';
import type { ChosenPoolUpgradeProps, NodeUpgradeProps } from './pool-upgrade';

/** Operating systems of Linux nodes. `Ubuntu` and `AzureLinux` follow the newest release that the version supports. */
export type LinuxOsSku = 'Ubuntu' | 'Ubuntu2204' | 'AzureLinux' | 'AzureLinux3';

/** What every pool takes. */
export interface AnyNodePoolProps extends PoolPlacementProps {
  /**
   * VM size, such as `Standard_D8ds_v5`. Changing it rotates the pool: nodes are replaced under a temporary name.
   */
  readonly vmSize: string;

  /** Nodes: `{ min, max }` for the autoscaler or a fixed `{ count }`. */
  readonly scale: NodeScale;

  /**
   * Azure's name. Fixed at creation.
   * @creation
   * @default - the construct's id
   */
  readonly name?: string;

  /**
   * Zones of the nodes, such as `['1', '2', '3']`. Changing them rotates the pool.
   * @default - the cluster's
   */
  readonly zones?: readonly string[];

  /**
   * Pods on one node, from 10 to 250. Changing it rotates the pool.
   * @default 110; 30 where pods take addresses of the nodes' subnet
   */
  readonly maxPods?: number;

  /**
   * Labels of the nodes, besides `cdk-aks.dev/pool` with the pool's name, by which workloads are placed.
   * @default - none
   */
  readonly labels?: Readonly<Record<string, string>>;

  /**
   * Where the operating system lives. `Ephemeral` disks are faster and vanish with the node; the VM size must have room for
   * one. Changing it rotates the pool.
   * @default 'Managed'
   */
  readonly osDiskType?: 'Managed' | 'Ephemeral';

  /**
   * Size of the system disk, whole gibibytes from 30 to 2,048. Changing it rotates the pool.
   * @default 128 GiB
   */
  readonly osDiskSize?: Size;

  /**
   * Which disk holds images, logs and `emptyDir` volumes. Changing it rotates the pool.
   * @default - Azure's: the system disk
   */
  readonly kubeletDiskType?: 'OS' | 'Temporary';

  /**
   * What becomes of nodes that are taken away: deleted, or stopped and kept with their disks.
   * @default 'Delete'
   */
  readonly scaleDownMode?: 'Delete' | 'Deallocate';

  /**
   * Subnet of the nodes, in the cluster's network. Changing it rotates the pool.
   * @default - the cluster's
   */
  readonly subnet?: ISubnet;

  /**
   * Subnet of the pods, where the network profile gives pods one. Changing it rotates the pool.
   * @default - the network profile's
   */
  readonly podSubnet?: ISubnet;

  /**
   * Encrypts temporary disks and caches on the host. The subscription must have the feature
   * `Microsoft.Compute/EncryptionAtHost`, and the VM size must support it. Changing it rotates the pool.
   * @default false
   */
  readonly hostEncryption?: boolean;

  /**
   * Lets pods use Ultra disks; the pool must have zones and its VM size support them. Changing it rotates the pool.
   * @default false
   */
  readonly ultraSsd?: boolean;

  /**
   * Tags of the nodes, besides the cluster's: those of the cluster don't reach its pools by themselves.
   * @default - the cluster's
   */
  readonly tags?: Readonly<Record<string, string>>;

  /**
   * Settings of the kubelet. Changing them rotates the pool.
   * @default - Azure's
   */
  readonly kubeletConfig?: KubeletConfig;
}

/** What every pool of Linux nodes takes. */
export interface LinuxNodePoolProps extends AnyNodePoolProps {
  /**
   * Operating system. A change between the `Ubuntu` and `AzureLinux` families renews images in place.
   * @default 'Ubuntu'
   */
  readonly osSku?: LinuxOsSku;

  /**
   * Settings of Linux. Changing them rotates the pool.
   * @default - the image's
   */
  readonly linuxOsConfig?: LinuxOsConfig;
}

/** The pool that is made with the cluster and runs its own pods. Fixed in its name; anything else rotates it. */
export interface SystemPoolProps extends LinuxNodePoolProps {
  /**
   * Azure's name. Changing it replaces the cluster.
   * @creation
   * @default 'system'
   */
  readonly name?: string;

  /**
   * Keeps workloads away by the taint `CriticalAddonsOnly=true:NoSchedule`.
   * @default true
   */
  readonly onlyCriticalAddons?: boolean;

  /**
   * How nodes are replaced during an upgrade.
   * @default - a third at a time, 30 minutes to drain
   */
  readonly upgrade?: NodeUpgradeProps;
}

/** Taints and the kind of a pool, which all but the first choose. */
export interface ChosenPoolProps {
  /**
   * `System` pools may hold the cluster's own pods: Linux, at least two nodes, neither spot nor burstable.
   * @default 'User'
   */
  readonly mode?: 'System' | 'User';

  /**
   * What keeps pods away that don't bear it; workloads placed on the pool bear it.
   * @default - none, but what the kind of pool brings
   */
  readonly taints?: readonly Taint[];

  /**
   * How nodes are replaced during an upgrade.
   * @default - a third at a time, 30 minutes to drain
   */
  readonly upgrade?: ChosenPoolUpgradeProps;
}

/** A pool of Linux nodes. */
export interface NodePoolProps extends LinuxNodePoolProps, ChosenPoolProps {}

export type WindowsOsSku = 'Windows2019' | 'Windows2022';

/** A pool of Windows nodes. Its name has at most six characters. */
export interface WindowsNodePoolProps extends AnyNodePoolProps, ChosenPoolProps {
  /**
   * Version of Windows; the images of containers must match. Fixed at creation. `Windows2019` ended with Kubernetes 1.33,
   * `Windows2022` ends with 1.37.
   * @creation
   * @default 'Windows2022'
   */
  readonly osSku?: WindowsOsSku;

  /**
   * What keeps Linux pods away that forget to ask for Linux.
   * @default [{ key: 'os', value: 'windows', effect: 'NoSchedule' }]
   */
  readonly taints?: readonly Taint[];

  /**
   * Translates what goes out to the node's address. `false` only behind a NAT gateway or user-defined routes.
   * Fixed at creation.
   * @creation
   * @default true
   */
  readonly outboundNat?: boolean;
}

/**
 * A pool of Linux nodes at a discount, which Azure may take back at any time. Its nodes always carry the label and taint
 * `kubernetes.azure.com/scalesetpriority=spot`.
 */
export interface SpotNodePoolProps extends NodePoolProps {
  /**
   * What becomes of nodes that Azure takes back. Stopped ones still count against the quota. Fixed at creation.
   * @creation
   * @default 'Delete'
   */
  readonly evictionPolicy?: 'Delete' | 'Deallocate';

  /**
   * Highest price in US dollars an hour, with up to five decimals; -1 is the price on demand. Fixed at creation.
   * @creation
   * @default -1
   */
  readonly maxPrice?: number;
}

/** A pool of Linux nodes with GPUs. */
export interface GpuNodePoolProps extends NodePoolProps {
  /**
   * Installs NVIDIA's driver, or leaves it to an operator. AMD's sizes take `None` only. Fixed at creation.
   * @creation
   * @default 'Install'
   */
  readonly driver?: 'Install' | 'None';

  /**
   * Splits each GPU (A100, H100, H200). Fixed at creation.
   * @creation
   * @default - whole GPUs
   */
  readonly gpuInstance?: 'MIG1g' | 'MIG2g' | 'MIG3g' | 'MIG4g' | 'MIG7g';

  /**
   * What keeps pods away that need no GPU.
   * @default [{ key: 'sku', value: 'gpu', effect: 'NoSchedule' }]
   */
  readonly taints?: readonly Taint[];
}
