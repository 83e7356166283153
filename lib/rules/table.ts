import type { Rule } from './rule';
import { CLUSTER_RULES } from './cluster';
import { DISRUPTION_RULES } from './disruption';
import { IDENTITY_RULES } from './identity';
import { PLACEMENT_RULES } from './placement';
import { POD_SECURITY_RULES } from './pod-security';
import { SCALING_RULES } from './scaling';
import { SECRET_RULES } from './secrets';
import { TENANCY_RULES } from './tenancy';
import { WORKLOAD_RULES } from './workload';
import { ZONE_RULES } from './zones';

/** Every rule, by area. */
export const RULES: readonly Rule[] = [
  ...CLUSTER_RULES,
  ...DISRUPTION_RULES,
  ...IDENTITY_RULES,
  ...PLACEMENT_RULES,
  ...POD_SECURITY_RULES,
  ...SCALING_RULES,
  ...SECRET_RULES,
  ...TENANCY_RULES,
  ...WORKLOAD_RULES,
  ...ZONE_RULES,
];
