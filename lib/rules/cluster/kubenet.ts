import { isSame } from '../../analysis/cluster/fields';
import type { Rule } from '../rule';
import { clusterExamples } from './examples';
import { eachCluster } from './judge';

/** kubenet routes pods through a table of at most 400 nodes, and Azure gives it up. */
export const kubenet: Rule = {
  id: 'cluster/kubenet',
  severity: 'warning',
  what: 'uses kubenet, which is unsupported from 31 March 2028',
  why: 'it holds 400 nodes at most, has no Windows pools, no virtual nodes and no Cilium, and every cluster has to move off it',
  fix: "Set network_plugin to 'azure' and network_plugin_mode to 'overlay': nodes take as few addresses as with kubenet",
  sources: [
    'Azure: Configure kubenet networking in AKS',
    'APRL: Configure Azure CNI networking for dynamic allocation of IPs or use CNI overlay',
  ],
  covers: ['checkov/CKV2_AZURE_29', 'psrule/Azure.AKS.AzureCNI', 'aprl/c22db132'],
  facts: ['NET25'],
  examples: clusterExamples(
    { cluster: { network_profile: { network_plugin: 'kubenet' } } },
    { cluster: { network_profile: { network_plugin: 'azure', network_plugin_mode: 'overlay' } } },
    { unknown: { cluster: { network_profile: { network_plugin: '${var.plugin}' } } } },
  ),
  check: eachCluster(({ network, at }) => ({
    wrong: isSame(network.plugin, 'kubenet'),
    at: at('network_profile', 'network_plugin'),
  })),
};
