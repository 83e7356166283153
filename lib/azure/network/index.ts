export type {
  AddressDemand,
  INatGateway,
  INetworkSecurityGroup,
  IRouteTable,
  ISubnet,
  IVirtualNetwork,
  NextHop,
  PrivateEndpointPolicies,
  NetworkRoute,
  SecurityRule,
  SubnetDelegation,
  SubnetOptions,
} from './contracts';
export type { ExistingSubnetProps } from './existing-subnet';
export type { ExistingVirtualNetworkProps } from './existing-virtual-network';
export * from './nat-gateway';
export * from './network-security-group';
export {
  type ExistingPrivateDnsZone,
  PrivateDnsZone,
  type PrivateDnsZoneById,
  type PrivateDnsZoneProps,
} from './private-dns-zone';
export * from './route-table';
export * from './subnet';
export * from './virtual-network';
