import type { Rule } from '../rule';
import { dnsServers, publicInterface } from './dns-servers';
import { groupBlocksNodes } from './group-blocks-nodes';
import { largeNetwork } from './large-network';
import { loadBalancerAnnotations } from './load-balancer-annotations';
import { openFromInternet } from './open-from-internet';
import { subnetWithoutGroup } from './subnet-without-group';

export const NETWORK_RULES: readonly Rule[] = [
  dnsServers,
  publicInterface,
  groupBlocksNodes,
  largeNetwork,
  loadBalancerAnnotations,
  openFromInternet,
  subnetWithoutGroup,
];
