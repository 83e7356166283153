import { isSame } from '../../analysis/cluster/fields';
import type { Rule } from '../rule';
import { clusterExamples } from './examples';
import { eachCluster } from './judge';

/** The basic load balancer is gone. */
export const basicLoadBalancer: Rule = {
  id: 'cluster/basic-load-balancer',
  severity: 'error',
  what: 'uses the basic load balancer, which Azure retired on 30 September 2025',
  why: 'it has no zones, no outbound rules and no support, and the choice is fixed when the cluster is created',
  fix: "Set load_balancer_sku to 'standard'",
  sources: ['Azure: Upgrade from Basic Load Balancer on AKS', 'Azure: Use a public standard load balancer in AKS'],
  covers: ['psrule/Azure.AKS.StandardLB'],
  facts: ['EG17'],
  examples: clusterExamples(
    { cluster: { network_profile: { network_plugin: 'azure', load_balancer_sku: 'basic' } } },
    { cluster: { network_profile: { network_plugin: 'azure', load_balancer_sku: 'standard' } } },
    { unknown: { cluster: { network_profile: { network_plugin: 'azure', load_balancer_sku: '${var.tier}' } } } },
  ),
  check: eachCluster(({ fields, at }) => ({
    wrong: isSame(fields.text('network_profile', 'load_balancer_sku'), 'basic', 'Basic'),
    at: at('network_profile', 'load_balancer_sku'),
  })),
};
