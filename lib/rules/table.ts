import type { Rule } from './rule';
import { AVAILABILITY_RULES } from './availability';
import { CLUSTER_RULES } from './cluster';
import { DISRUPTION_RULES } from './disruption';
import { IDENTITY_RULES } from './identity';
import { PLACEMENT_RULES } from './placement';
import { POD_SECURITY_RULES } from './pod-security';
import { SCALING_RULES } from './scaling';
import { SECRET_RULES } from './secrets';
import { STORAGE_RULES } from './storage';
import { TENANCY_RULES } from './tenancy';
import { VIRTUAL_NODE_RULES } from './virtual-nodes';
import { NETWORK_POLICY_RULES } from './network-policy';
import { SERVICE_RULES } from './services';
import { WORKLOAD_RULES } from './workload';
import { ZONE_RULES } from './zones';

/** Every rule, by area. */
export const RULES: readonly Rule[] = [
  ...AVAILABILITY_RULES,
  ...CLUSTER_RULES,
  ...DISRUPTION_RULES,
  ...IDENTITY_RULES,
  ...PLACEMENT_RULES,
  ...POD_SECURITY_RULES,
  ...SCALING_RULES,
  ...SECRET_RULES,
  ...STORAGE_RULES,
  ...TENANCY_RULES,
  ...VIRTUAL_NODE_RULES,
  ...NETWORK_POLICY_RULES,
  ...SERVICE_RULES,
  ...WORKLOAD_RULES,
  ...ZONE_RULES,
];
