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
  PeeringOptions,
  RemoteNetwork,
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
export {
  type IPrivateDnsZones,
  type ExistingPrivateDnsZones,
  PrivateDnsZones,
  type PrivateDnsZonesProps,
} from './private-dns-zones';
export { PrivateEndpoint, type PrivateEndpointDns, type PrivateEndpointProps } from './private-endpoint';
export type { IPrivateLinkService, IPrivateLinkTarget, PrivateLink, PrivateLinkProps } from './private-link';
export type { PrivateLinkSubresource } from './private-link-zones';
export * from './route-table';
export * from './subnet';
export * from './virtual-network';
export { VirtualNetworkPeering, type VirtualNetworkPeeringProps } from './virtual-network-peering';
export * from './public-ip';
export * from './public-ip-prefix';
export type { ClusterEgressOptions, PulledRegistry } from './cluster-rules';
export type { EgressNeed } from './egress-needs';
export { Firewall, type IFirewall } from './firewall';
export type { FirewallProps, FirewallTier, ThreatMode } from './firewall-props';
export { FirewallRouteTable, type FirewallRouteTableProps } from './firewall-route-table';
export type { ApplicationRule, NetworkRule } from './firewall-rules';
