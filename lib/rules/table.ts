import type { Rule } from './rule';
import { ADDRESS_RULES } from './addresses';
import { AVAILABILITY_RULES } from './availability';
import { CLUSTER_RULES } from './cluster';
import { DELIVERY_RULES } from './delivery';
import { DISRUPTION_RULES } from './disruption';
import { EXPOSURE_RULES } from './exposure';
import { GATEWAY_RULES } from './gateway';
import { IDENTITY_RULES } from './identity';
import { NETWORK_RULES } from './network';
import { NETWORK_POLICY_RULES } from './network-policy';
import { PLACEMENT_RULES } from './placement';
import { POD_SECURITY_RULES } from './pod-security';
import { POOL_RULES } from './pool';
import { REGISTRY_RULES } from './registry';
import { SCALING_RULES } from './scaling';
import { SECRET_RULES } from './secrets';
import { SERVICE_RULES } from './services';
import { STORAGE_RULES } from './storage';
import { TENANCY_RULES } from './tenancy';
import { TERRAFORM_RULES } from './terraform';
import { VAULT_RULES } from './vault';
import { VIRTUAL_NODE_RULES } from './virtual-nodes';
import { WORKLOAD_RULES } from './workload';
import { ZONE_RULES } from './zones';

/** Every rule, by area. */
export const RULES: readonly Rule[] = [
  ...ADDRESS_RULES,
  ...AVAILABILITY_RULES,
  ...CLUSTER_RULES,
  ...DELIVERY_RULES,
  ...DISRUPTION_RULES,
  ...EXPOSURE_RULES,
  ...GATEWAY_RULES,
  ...IDENTITY_RULES,
  ...NETWORK_RULES,
  ...NETWORK_POLICY_RULES,
  ...PLACEMENT_RULES,
  ...POD_SECURITY_RULES,
  ...POOL_RULES,
  ...REGISTRY_RULES,
  ...SCALING_RULES,
  ...SECRET_RULES,
  ...SERVICE_RULES,
  ...STORAGE_RULES,
  ...TENANCY_RULES,
  ...TERRAFORM_RULES,
  ...VAULT_RULES,
  ...VIRTUAL_NODE_RULES,
  ...WORKLOAD_RULES,
  ...ZONE_RULES,
];
