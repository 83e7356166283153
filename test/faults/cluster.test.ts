import { runFaults } from './run-faults';
import { ADDITIONS_IN_AZURE } from './tables/additions-in-azure';
import { CLUSTER } from './tables/cluster';
import { EXPRESSIONS } from './tables/expressions';
import { NETWORK } from './tables/network';
import { NODES } from './tables/nodes';
import { POOLS } from './tables/pools';
import { TERRAFORM_FAULTS } from './tables/terraform';

runFaults({
  'the cluster': CLUSTER,
  'node pools': POOLS,
  'labels, sizes and windows': NODES,
  'addresses and subnets': NETWORK,
  'what is added in Azure': ADDITIONS_IN_AZURE,
  'expressions, ids and declarations': EXPRESSIONS,
  'what Terraform and its provider refuse': TERRAFORM_FAULTS,
});
