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
  /**
   * Says that a range is in use beside the network, so that neither the network nor anything connected to it may overlap
   * it: the services or pods of a cluster. Saying it again changes nothing; an overlap is told at synth.
   *
   * @param range such as `172.16.0.0/16`
   * @param what for messages: `the service range of cluster 'aks'`
   */
  reserve(range: string, what: string): void;
  /** Joins this network, the hub, with another one, both ways. Calling it again changes nothing. */
  peerWith(other: IVirtualNetwork, options?: PeeringOptions): void;
}

/** A network that is out of reach of the program's provider, such as one in another subscription. */
export interface RemoteNetwork {
  /** `/subscriptions/…/providers/Microsoft.Network/virtualNetworks/hub`; its owner makes the way back. */
  readonly networkId: string;
  /** Its ranges. */
  readonly addressSpace: readonly string[];
}

export interface PeeringOptions {
  /**
   * Lets the other network use the gateway of this one, which must have one.
   * @default false
   */
  readonly gatewayTransit?: boolean;
  /**
   * Takes traffic that comes from beyond the other network, as a firewall in a hub forwards it.
   * @default true
   */
  readonly forwardedTraffic?: boolean;
  /**
   * Azure's name of the peering of this network: 1 to 80 characters. Fixed at creation.
   * @creation
   * @default - `to-` and the name of the other network
   */
  readonly name?: string;
  /**
   * Azure's name of the peering of the other network. Fixed at creation.
   * @creation
   * @default - `to-` and the name of this network
   */
  readonly remoteName?: string;
}

/** What decides the size of a subnet: one user of it. */
export interface AddressDemand {
  /** Who needs the addresses, for messages: `pool 'apps'`. */
  readonly user: string;
  /** Addresses needed at the most; asked once the whole program has run. */
  readonly addresses: () => number;
  /** The arithmetic behind the number: `(30 nodes + 10 surge + 30 rotating) x 31`. */
  readonly arithmetic: () => string;
  /**
   * What would make the demand smaller, as ends of a sentence: `lower maxPods (30)`.
   * @default - lower the demand
   */
  readonly waysOut?: () => readonly string[];
}

/** Services that take a subnet over. */
export type SubnetDelegation =
  | 'Microsoft.ContainerInstance/containerGroups'
  | 'Microsoft.ContainerService/managedClusters'
  | 'Microsoft.ServiceNetworking/trafficControllers'
  | 'Microsoft.DBforPostgreSQL/flexibleServers';

/** Which rules of the subnet hold for private endpoints in it, in Azure's words. */
export type PrivateEndpointPolicies = 'Disabled' | 'Enabled' | 'NetworkSecurityGroupEnabled' | 'RouteTableEnabled';

export interface SubnetOptions {
  /**
   * The range, such as `10.20.4.0/22`. Never changed by the plan.
   * @default - planned at render from what uses the subnet, and recorded in `addresses.lock.json`
   */
  readonly prefix?: string;
  /**
   * Azure's name: 1 to 80 characters. Names that Azure gives a meaning (`AzureFirewallSubnet`) bring its rules along.
   * Fixed at creation.
   * @creation
   * @default - the construct's id
   */
  readonly name?: string;
  /**
   * The service that takes the subnet over; nothing else may be in it then.
   * @default - none
   */
  readonly delegation?: SubnetDelegation;
  /**
   * The smallest subnet that will do, as a prefix length from 8 to 29.
   * @default - Azure's own minimum for gateways, firewalls and services; 24 where nothing says what lives in the subnet; else 29
   */
  readonly largestPrefixLength?: number;
  /**
   * Plans for twice the addresses needed now, so that there is room to grow.
   * @default true, except for services whose size never grows
   */
  readonly headroom?: boolean;
  /**
   * Addresses for what lives in the subnet outside this program, such as virtual machines.
   * @default 0
   */
  readonly otherAddresses?: number;
  /**
   * The security group, `true` for one of the subnet's own, or `false` for none. A new one holds no rules: Azure's own let
   * the network talk within itself, answer load balancers' probes, and reach out; nothing comes in from the internet.
   * @default true, except for a delegated subnet and where Azure refuses one
   */
  readonly securityGroup?: INetworkSecurityGroup | boolean;
  /**
   * Routes of what leaves the subnet.
   * @default - Azure's own
   */
  readonly routeTable?: IRouteTable;
  /**
   * The gateway through which the subnet reaches the internet.
   * @default - none
   */
  readonly natGateway?: INatGateway;
  /**
   * Azure services that are reached without leaving Azure's backbone, such as `Microsoft.Storage`.
   * @default - none; `Microsoft.Storage` for PostgreSQL, which adds it by itself
   */
  readonly serviceEndpoints?: readonly string[];
  /**
   * Which of the subnet's rules hold for private endpoints in it.
   * @default 'Disabled'
   */
  readonly privateEndpointPolicies?: PrivateEndpointPolicies;
  /**
   * Lets virtual machines without any other way out reach the internet through an address that Azure picks and may change.
   * Does not apply to delegated subnets.
   * @default false
   */
  readonly defaultOutboundAccess?: boolean;
}

/** Something that Terraform must have created first: what `depends_on` takes. */
export interface TerraformDependency {
  readonly fqn: string;
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
  /** Undefined where it has none, or where nobody told that of a brought subnet. */
  readonly securityGroup?: INetworkSecurityGroup;
  /** Undefined where it has none, or where nobody told that of a brought subnet. */
  readonly routeTable?: IRouteTable;
  /** Undefined where it has none, or where nobody told that of a brought subnet. */
  readonly natGateway?: INatGateway;
  /**
   * What must be there before anything is put into the subnet and relies on its way out: the ties to its security group,
   * routes and gateway, the routes, the gateway's addresses. For `dependsOn`; complete once the program has run.
   */
  readonly dependencies: readonly TerraformDependency[];
  /** Says that something will live here. */
  addDemand(demand: AddressDemand): void;
}

/** Where a route leads: one of Azure's own hops, or the address of an appliance such as `10.20.1.4`. */
export type NextHop = 'Internet' | 'None' | 'VirtualNetworkGateway' | 'VnetLocal' | (string & {});

export interface NetworkRoute {
  /** Azure's name: 1 to 80 characters. */
  readonly name: string;
  /** Destinations: a range such as `0.0.0.0/0`, or a service tag such as `AzureMonitor`. */
  readonly prefix: string;
  /** `Internet`, `None`, `VirtualNetworkGateway`, `VnetLocal`, or the address of an appliance, which may be late. */
  readonly nextHop: NextHop;
}

/** Routes for subnets, created here or brought. */
export interface IRouteTable extends IConstruct {
  /** Late. */
  readonly routeTableId: string;
  /** The routes that the program knows; undefined for a brought table. */
  readonly routes?: readonly NetworkRoute[];
  readonly dependencies: readonly TerraformDependency[];
}

/** A way out to the internet for subnets, created here or brought. */
export interface INatGateway extends IConstruct {
  /** Late. */
  readonly natGatewayId: string;
  /** Undefined for a gateway that is in no particular zone. */
  readonly zone?: string;
  readonly dependencies: readonly TerraformDependency[];
}

export interface SecurityRule {
  readonly direction: 'inbound' | 'outbound';
  readonly access: 'allow' | 'deny';
  /** 100 to 4096; the lowest number decides. One rule per number and direction. */
  readonly priority: number;
  /** @default 'any' */
  readonly protocol?: 'tcp' | 'udp' | 'icmp' | 'any';
  /** A range, an address, `*`, or a service tag such as `Internet`; several only of ranges and addresses. */
  readonly from: string | readonly string[];
  /** As `from`. @default '*' */
  readonly to?: string | readonly string[];
  /**
   * Ports at the destination: `443`, `'8000-8080'`.
   * @default - all
   */
  readonly ports?: readonly (number | string)[];
  /**
   * At most 140 characters.
   * @default - none
   */
  readonly description?: string;
}

/** Rules for what may enter and leave subnets, created here or brought. */
export interface INetworkSecurityGroup extends IConstruct {
  /** Late. */
  readonly securityGroupId: string;
  /**
   * Adds a rule.
   * @param name Azure's name: 1 to 80 characters
   */
  addRule(name: string, rule: SecurityRule): void;
}
