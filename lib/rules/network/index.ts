import type { Rule } from '../rule';
import { dnsServers, publicInterface } from './dns-servers';
import { endpointNotResolved } from './endpoint-not-resolved';
import { groupBlocksNodes } from './group-blocks-nodes';
import { largeNetwork } from './large-network';
import { loadBalancerAnnotations } from './load-balancer-annotations';
import { openFromInternet } from './open-from-internet';
import { peeringOneWay } from './peering-one-way';
import { subnetWithoutGroup } from './subnet-without-group';

export const NETWORK_RULES: readonly Rule[] = [
  dnsServers,
  publicInterface,
  endpointNotResolved,
  groupBlocksNodes,
  largeNetwork,
  loadBalancerAnnotations,
  openFromInternet,
  peeringOneWay,
  subnetWithoutGroup,
];
