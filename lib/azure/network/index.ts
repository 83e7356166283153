export type { AddressDemand, ISubnet, IVirtualNetwork, SubnetDelegation, SubnetOptions } from './contracts';
export type { ExistingResource } from './existing-resource';
export type { ExistingSubnetProps } from './existing-subnet';
export type { ExistingVirtualNetworkProps } from './existing-virtual-network';
export * from './nat-gateway';
export * from './network-security-group';
export * from './route-table';
export * from './subnet';
export * from './virtual-network';
