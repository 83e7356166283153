import { isSame } from '../../analysis/cluster/fields';
import { all, holds } from '../../analysis/cluster/truth';
import { unknown } from '../../artifact/read/values';
import type { Rule } from '../rule';
import { clusterExamples } from './examples';
import { eachCluster } from './judge';

/** Azure's own policy engine (NPM) is small and on its way out. */
export const azurePolicyEngine: Rule = {
  id: 'cluster/policy-engine-retires',
  severity: 'warning',
  what: "enforces network policies with Azure's own engine, which is retired on 30 September 2028",
  why: 'it holds 250 nodes and 20,000 pods, knows IPv4 alone, and moving off it later reimages every pool at once',
  fix: "Set network_data_plane and network_policy to 'cilium'; 'calico' where Windows pools or virtual nodes need it",
  sources: ['Azure: Secure Pod Traffic with Network Policies in AKS'],
  facts: ['DP05', 'DP06'],
  examples: clusterExamples(
    { cluster: { network_profile: { network_plugin: 'azure', network_policy: 'azure' } } },
    {
      cluster: { network_profile: { network_plugin: 'azure', network_data_plane: 'cilium', network_policy: 'cilium' } },
    },
    { unknown: { cluster: { network_profile: { network_plugin: 'azure', network_policy: '${var.policy}' } } } },
  ),
  check: eachCluster(({ network, pools, allPools, at }) => {
    const isAzure = isSame(network.policy, 'azure');
    const windows = pools.map(({ os }) => isSame(os, 'Windows'));
    const most = pools.map(({ max }) => max);
    const nodes = most.includes(unknown) ? unknown : (most as readonly number[]).reduce((sum, max) => sum + max, 0);
    const place = at('network_profile', 'network_policy');
    return [
      { wrong: isAzure, at: place },
      {
        wrong: all(isAzure, windows.includes(true)),
        at: place,
        severity: 'error',
        detail:
          "enforces network policies on Windows pools with Azure's own engine, a preview that takes no new subscriptions",
      },
      {
        applies: isAzure,
        wrong: holds(nodes, (sum) => sum > 250),
        at: place,
        detail: "lets its pools grow beyond the 250 nodes that Azure's own policy engine can hold",
        because: allPools ? 'how far its pools grow is not in these files' : 'not all of its pools are in these files',
      },
    ];
  }),
};
