import type { Rule } from '../rule';
import { diskInOneZone } from './disk-in-one-zone';
import { fewerReplicasThanZones } from './fewer-replicas-than-zones';
import { noSpread } from './no-spread';
import { oneNatGateway } from './one-nat-gateway';
import { onePoolOverZones } from './one-pool-over-zones';
import { poolAtZero } from './pool-at-zero';
import { poolsMissAZone } from './pools-miss-a-zone';
import { poolsNotBalanced } from './pools-not-balanced';
import { rolloutUnbalanced } from './rollout-unbalanced';
import { spreadNotEnforced } from './spread-not-enforced';
import { spreadOverMissingZones } from './spread-over-missing-zones';
import { taintedNodesCount } from './tainted-nodes-count';

/** Rules about what an outage of a zone leaves. */
export const ZONE_RULES: readonly Rule[] = [
  diskInOneZone,
  fewerReplicasThanZones,
  noSpread,
  oneNatGateway,
  onePoolOverZones,
  poolAtZero,
  poolsMissAZone,
  poolsNotBalanced,
  rolloutUnbalanced,
  spreadNotEnforced,
  spreadOverMissingZones,
  taintedNodesCount,
];
