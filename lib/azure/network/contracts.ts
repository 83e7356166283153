import type { IConstruct } from 'constructs';

/** A network that clusters and endpoints live in, created here or brought. */
export interface IVirtualNetwork extends IConstruct {
  readonly networkName: string;
  readonly resourceGroupName: string;
  readonly location: string;
  /** Late. */
  readonly networkId: string;
  /** Ranges of the network, literal. Unknown (empty) for a brought network whose ranges were not told. */
  readonly addressSpace: readonly string[];
  /** Adds a subnet, planned from what uses it. */
  addSubnet(id: string, props?: SubnetOptions): ISubnet;
}

/** What decides the size of a subnet: one user of it. */
export interface AddressDemand {
  /** Who needs the addresses, for messages: `pool 'apps'`. */
  readonly user: string;
  /** Addresses needed at the most; asked once the whole program has run. */
  readonly addresses: () => number;
  /** The arithmetic behind the number: `(30 nodes + 10 surge + 30 rotating) x 31`. */
  readonly arithmetic: () => string;
}

/** Services that take a subnet over. */
export type SubnetDelegation =
  | 'Microsoft.ContainerInstance/containerGroups'
  | 'Microsoft.ContainerService/managedClusters'
  | 'Microsoft.ServiceNetworking/trafficControllers'
  | 'Microsoft.DBforPostgreSQL/flexibleServers';

export interface SubnetOptions {
  /**
   * The range, such as `10.20.4.0/22`. Never changed by the plan.
   * @default - planned at render from what uses the subnet, and recorded in `addresses.lock.json`
   */
  readonly prefix?: string;
  /**
   * Azure's name.
   * @default - the construct's id
   */
  readonly name?: string;
  /**
   * The service that takes the subnet over; nothing else may be in it then.
   * @default - none
   */
  readonly delegation?: SubnetDelegation;
  /**
   * The smallest subnet that will do, as a prefix length: Azure's own minimum for gateways, firewalls and others.
   * @default 29
   */
  readonly largestPrefixLength?: number;
  /**
   * Keeps the size needed now from being doubled, for a service whose size never grows.
   * @default true
   */
  readonly headroom?: boolean;
}

/** A part of a network, created here or brought. */
export interface ISubnet extends IConstruct {
  readonly subnetName: string;
  readonly network: IVirtualNetwork;
  /** Late. */
  readonly subnetId: string;
  /** The range: a literal once rendered, in both halves. */
  readonly prefix: string;
  readonly delegation?: SubnetDelegation;
  /** Says that something will live here. */
  addDemand(demand: AddressDemand): void;
}
