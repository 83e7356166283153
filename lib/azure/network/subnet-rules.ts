import type { SubnetDelegation } from './contracts';

/** What Azure demands of one kind of subnet. */
export interface SubnetRules {
  /** Azure takes no smaller one. */
  readonly largestPrefixLength: number;
  /** Who says so, for messages: `Azure takes for AzureFirewallSubnet`. */
  readonly smallestAskedBy: string;
  /** False where what lives there never grows. */
  readonly headroom: boolean;
  /** `refused` by Azure, or not wanted unless someone asks for it. */
  readonly securityGroup: 'default' | 'on-request' | 'refused';
  readonly routeTableRefused?: true;
  readonly natGatewayRefused?: true;
  readonly serviceEndpoints: readonly string[];
}

const ORDINARY: SubnetRules = {
  largestPrefixLength: 29,
  smallestAskedBy: 'Azure takes',
  headroom: true,
  securityGroup: 'default',
  serviceEndpoints: [],
};

/** A subnet whose name tells Azure what it is for. */
const named = (name: string, rules: Partial<SubnetRules>): readonly [string, SubnetRules] => [
  name.toLowerCase(),
  { ...ORDINARY, headroom: false, smallestAskedBy: `Azure takes for ${name}`, ...rules },
];

/**
 * Azure: "Azure Firewall FAQ", "Configuration settings of Azure Bastion", "About VPN Gateway configuration settings",
 * "About Azure Route Server", "What is Azure NAT Gateway".
 */
const BY_NAME: ReadonlyMap<string, SubnetRules> = new Map([
  named('AzureFirewallSubnet', { largestPrefixLength: 26, securityGroup: 'refused' }),
  named('AzureFirewallManagementSubnet', { largestPrefixLength: 26, securityGroup: 'refused' }),
  // A security group there must hold Bastion's own set of rules, or Bastion can't be deployed.
  named('AzureBastionSubnet', { largestPrefixLength: 26, securityGroup: 'on-request', routeTableRefused: true }),
  named('GatewaySubnet', { largestPrefixLength: 27, securityGroup: 'refused', natGatewayRefused: true }),
  named('RouteServerSubnet', { largestPrefixLength: 26, securityGroup: 'refused', routeTableRefused: true }),
]);

const JOIN = 'Microsoft.Network/virtualNetworks/subnets/join/action';

interface DelegationRules extends SubnetRules {
  /** What the service may do, as Azure itself writes it there: anything else is a diff for ever. */
  readonly actions: readonly string[];
}

const delegated = (
  service: SubnetDelegation,
  rules: Partial<DelegationRules>,
): readonly [SubnetDelegation, DelegationRules] => [
  service,
  {
    ...ORDINARY,
    smallestAskedBy: `Azure takes for ${service}`,
    securityGroup: 'on-request',
    actions: [JOIN],
    ...rules,
  },
];

/** Actions: `az network vnet subnet list-available-delegations`. Sizes: the services' own documentation. */
const BY_DELEGATION: ReadonlyMap<SubnetDelegation, DelegationRules> = new Map([
  delegated('Microsoft.ContainerInstance/containerGroups', {
    actions: ['Microsoft.Network/virtualNetworks/subnets/action'],
  }),
  // Azure: "API Server VNet Integration": at least a /28, nine addresses for each cluster.
  delegated('Microsoft.ContainerService/managedClusters', { largestPrefixLength: 28, headroom: false }),
  // A /24, and overlay networking takes no larger one (Azure/AKS#5170).
  delegated('Microsoft.ServiceNetworking/trafficControllers', { largestPrefixLength: 24, headroom: false }),
  // The service adds this endpoint by itself, to store its logs.
  delegated('Microsoft.DBforPostgreSQL/flexibleServers', {
    largestPrefixLength: 28,
    serviceEndpoints: ['Microsoft.Storage'],
  }),
]);

/** What holds for a subnet of this name that is delegated to this service. */
export function subnetRules(name: string, delegation?: SubnetDelegation): SubnetRules {
  return (delegation && BY_DELEGATION.get(delegation)) ?? BY_NAME.get(name.toLowerCase()) ?? ORDINARY;
}

export function delegationActions(delegation: SubnetDelegation): readonly string[] {
  return BY_DELEGATION.get(delegation)?.actions ?? [JOIN];
}

/** True for a name that Azure gives a meaning. */
export function isNamedByAzure(name: string): boolean {
  return BY_NAME.has(name.toLowerCase());
}
