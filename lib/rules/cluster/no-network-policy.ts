import { isSame } from '../../analysis/cluster/fields';
import { not } from '../../analysis/cluster/truth';
import type { Rule } from '../rule';
import { clusterExamples } from './examples';
import { eachCluster } from './judge';

/** Without an engine the API takes policies and nothing enforces them. */
export const noNetworkPolicy: Rule = {
  id: 'cluster/no-network-policy',
  severity: 'warning',
  what: 'has no network policy engine',
  why: 'NetworkPolicies are accepted and change nothing: every pod reaches every other one',
  fix: "Set network_policy to 'cilium' (with network_data_plane 'cilium'), or to 'calico' where Windows pools or virtual nodes need it",
  sources: ['Azure: Secure Pod Traffic with Network Policies in AKS'],
  covers: ['checkov/CKV_AZURE_7', 'trivy/AZU-0043', 'psrule/Azure.AKS.NetworkPolicy'],
  examples: clusterExamples(
    { cluster: { network_profile: { network_plugin: 'azure' } } },
    { cluster: { network_profile: { network_plugin: 'azure', network_policy: 'calico' } } },
    {
      notApplicable: { cluster: { network_profile: { network_plugin: 'none', pod_cidr: '10.244.0.0/16' } } },
      unknown: { cluster: { network_profile: { network_plugin: 'azure', network_policy: '${var.policy}' } } },
    },
  ),
  check: eachCluster(({ fields, network, at }) => ({
    applies: not(isSame(network.plugin, 'none')),
    wrong: not(fields.has('network_profile', 'network_policy')),
    at: at('network_profile', 'network_policy'),
  })),
};
