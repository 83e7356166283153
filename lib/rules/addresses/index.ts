import type { Rule } from '../rule';
import { dnsOutsideServices } from './dns-outside-services';
import { podRangeTooSmall } from './pod-range-too-small';
import { rangeMalformed } from './range-malformed';
import { rangesOverlap } from './ranges-overlap';
import { subnetTooSmall } from './subnet-too-small';
import { subnetsOverlap } from './subnets-overlap';

/** Rules about addresses: what nodes, pods and services take, and where. */
export const ADDRESS_RULES: readonly Rule[] = [
  dnsOutsideServices,
  podRangeTooSmall,
  rangeMalformed,
  rangesOverlap,
  subnetTooSmall,
  subnetsOverlap,
];
