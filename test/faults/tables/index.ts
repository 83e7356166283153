import type { Fault } from '../vocabulary';
import { ADDITIONS_IN_AZURE } from './additions-in-azure';
import { ADDITIONS_IN_KUBERNETES } from './additions-in-kubernetes';
import { AVAILABILITY } from './availability';
import { CLUSTER } from './cluster';
import { CONTAINERS } from './containers';
import { DELIVERY } from './delivery';
import { GATEWAYS } from './gateways';
import { EDGES } from './edges';
import { EXPRESSIONS } from './expressions';
import { GRANTS } from './grants';
import { IDENTITY } from './identity';
import { MOUNTS } from './mounts';
import { NETWORK } from './network';
import { NODES } from './nodes';
import { PLACEMENT } from './placement';
import { POD_SECURITY } from './pod-security';
import { POLICIES } from './policies';
import { POOLS } from './pools';
import { SCALERS } from './scalers';
import { SCALING } from './scaling';
import { SECRETS } from './secrets';
import { STORAGE } from './storage';
import { TENANCY } from './tenancy';
import { TERRAFORM_FAULTS } from './terraform';
import { TRAFFIC } from './traffic';

/** Every fault. */
export const FAULTS: readonly Fault[] = [
  ...ADDITIONS_IN_AZURE,
  ...ADDITIONS_IN_KUBERNETES,
  ...AVAILABILITY,
  ...CLUSTER,
  ...CONTAINERS,
  ...DELIVERY,
  ...GATEWAYS,
  ...EDGES,
  ...EXPRESSIONS,
  ...GRANTS,
  ...IDENTITY,
  ...MOUNTS,
  ...NETWORK,
  ...NODES,
  ...PLACEMENT,
  ...POD_SECURITY,
  ...POLICIES,
  ...POOLS,
  ...SCALERS,
  ...SCALING,
  ...SECRETS,
  ...STORAGE,
  ...TENANCY,
  ...TERRAFORM_FAULTS,
  ...TRAFFIC,
];
