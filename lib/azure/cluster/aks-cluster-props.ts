import type { ISubnet, IVirtualNetwork } from '../network/contracts';
import type { PlaceProps } from '../place';
import type { AccessProps } from './access';
import type { AddonProps } from './addons';
import type { ApiServer } from './api-server';
import type { AutoscalerProfileProps } from './autoscaler-profile';
import type { Bootstrap } from './bootstrap';
import type { KubeletIdentityProps } from './cluster-identity';
import type { EncryptionProps } from './encryption';
import type { HttpProxyProps } from './http-proxy';
import type { NetworkProfile } from './network-profile';
import type { ObservabilityProps } from './observability';
import type { LinuxProfileProps, WindowsProfileProps } from './os-profiles';
import type { SystemPoolProps } from './pool-props';
import type { SupportProps } from './support';
import type { UpgradeProps } from './upgrades';
import type { VirtualNodesProps } from './virtual-nodes';

export interface AksClusterProps
  extends PlaceProps, AccessProps, AddonProps, SupportProps, EncryptionProps, ObservabilityProps {
  /**
   * Version of Kubernetes: `1.35`, of which Azure keeps the patch current, or `1.35.2` with `upgrades: { channel: 'none' }`.
   */
  readonly version: string;

  /** Network that nodes live in. Fixed at creation. @creation */
  readonly network: IVirtualNetwork;

  /** The pool that is made with the cluster and runs its own pods. */
  readonly systemPool: SystemPoolProps;

  /**
   * Azure's name: 1 to 63 letters, digits, `-` and `_`; also that of the folder of the cluster's manifests. Fixed at creation.
   * @creation
   * @default - derived from the environment and the construct's id
   */
  readonly name?: string;

  /**
   * How the API server is reached: over the internet, or at an address of the network alone. Private or not is fixed at
   * creation.
   * @creation
   * @default ApiServer.public()
   */
  readonly apiServer?: ApiServer;

  /**
   * Zones of nodes, unless a pool says otherwise, such as `['1', '2', '3']`. Never taken from the region by itself: a
   * region that gained a zone would rotate pools.
   * @default - none: Azure puts nodes wherever it likes
   */
  readonly zones?: readonly string[];

  /**
   * How pods get addresses, what enforces policies, how connections leave. Nearly all of it is fixed at creation.
   * @creation
   * @default NetworkProfile.overlay() - with Cilium
   */
  readonly networkProfile?: NetworkProfile;

  /**
   * Subnet of the nodes, unless a pool says otherwise. Its security group lets nothing in from the internet unless told: a
   * Service of type LoadBalancer with a public address needs a rule there, which AKS never adds to a subnet's group.
   * @default - one is added to the network, and planned from all pools
   */
  readonly subnet?: ISubnet;

  /**
   * Which upgrades Azure makes by itself, and when.
   * @default - patches of the version, and images of nodes, on Sundays
   */
  readonly upgrades?: UpgradeProps;

  /**
   * First part of the API server's name. Fixed at creation.
   * @creation
   * @default - the cluster's name
   */
  readonly dnsPrefix?: string;

  /**
   * Resource group that AKS makes for the nodes; must not exist. Fixed at creation.
   * @creation
   * @default - Azure's: `MC_<group>_<cluster>_<location>`
   */
  readonly nodeResourceGroupName?: string;

  /**
   * Identity by which nodes pull images. Fixed at creation.
   * @creation
   * @default - AKS makes one
   */
  readonly kubeletIdentity?: KubeletIdentityProps;

  /**
   * Where nodes take the images of AKS itself from. `Outbound.none()` needs a cache.
   * @default Bootstrap.direct()
   */
  readonly bootstrap?: Bootstrap;

  /**
   * Proxy of nodes and pods. Not with Windows pools. A pod sees a change only when it starts anew; the annotation
   * `kubernetes.azure.com/no-http-proxy-vars: "true"` keeps it away.
   * @default - none
   */
  readonly httpProxy?: HttpProxyProps;

  /**
   * Certificates of authorities that Linux nodes trust besides the usual, as PEM; at most 10, for all pools together.
   * @default - none
   */
  readonly trustedCertificates?: readonly string[];

  /**
   * Extended zone of the region that the cluster lies in; pools have at most 100 nodes there. Fixed at creation.
   * @creation
   * @default - none: the region itself
   */
  readonly edgeZone?: string;

  /**
   * Lets pods burst into Azure Container Instances. Not with an overlay network.
   * @default false
   */
  readonly virtualNodes?: boolean | VirtualNodesProps;

  /**
   * How the autoscaler adds and removes nodes.
   * @default - Azure's own values, with pools alike kept alike
   */
  readonly autoscaler?: AutoscalerProfileProps;

  /**
   * Who may sign in to Linux nodes. Fixed at creation.
   * @creation
   * @default - nobody: use `kubectl debug node/…`
   */
  readonly linuxProfile?: LinuxProfileProps;

  /**
   * Who may sign in to Windows nodes. The name is fixed at creation.
   * @creation
   * @default - Azure makes up a password that nobody learns
   */
  readonly windowsProfile?: WindowsProfileProps;
}
