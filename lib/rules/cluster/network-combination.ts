import { isSame } from '../../analysis/cluster/fields';
import { all, holds, not } from '../../analysis/cluster/truth';
import type { Rule } from '../rule';
import { clusterExamples } from './examples';
import { eachCluster } from './judge';

/** What a network plugin, its data plane and its policy engine go with. */
export const networkCombination: Rule = {
  id: 'cluster/network-combination',
  severity: 'error',
  what: 'combines a network plugin, data plane and policy engine that do not go together',
  why: 'AKS refuses the cluster, or policies are accepted and never enforced',
  fix: "Use plugin 'azure' with mode 'overlay', data plane 'cilium' and policy 'cilium', or one of the documented combinations",
  sources: [
    'Azure: Configure Azure CNI Powered by Cilium in AKS',
    'Azure: Secure Pod Traffic with Network Policies in AKS',
    'Azure: Bring Your Own Container Network Interface (CNI) Plugin with AKS',
  ],
  facts: ['DP01', 'DP03', 'DP04', 'DP08', 'NET27'],
  examples: clusterExamples(
    {
      cluster: {
        network_profile: { network_plugin: 'kubenet', network_data_plane: 'cilium', network_policy: 'cilium' },
      },
    },
    {
      cluster: {
        network_profile: {
          network_plugin: 'azure',
          network_plugin_mode: 'overlay',
          network_data_plane: 'cilium',
          network_policy: 'cilium',
        },
      },
    },
    {
      unknown: {
        cluster: {
          network_profile: { network_plugin: '${var.plugin}', network_data_plane: 'cilium', network_policy: 'cilium' },
        },
      },
    },
  ),
  check: eachCluster(({ fields, network: { plugin, mode, policy, dataPlane, ipVersions }, at }) => {
    const applies = fields.has('network_profile');
    return [
      {
        applies,
        wrong: all(isSame(dataPlane, 'cilium'), not(isSame(plugin, 'azure'))),
        at: at('network_profile', 'network_data_plane'),
        detail: "has the data plane 'cilium' without the network plugin 'azure'",
      },
      {
        applies,
        wrong: all(
          isSame(dataPlane, 'cilium'),
          holds(policy, (engine) => engine !== 'cilium'),
        ),
        at: at('network_profile', 'network_policy'),
        detail: "has the data plane 'cilium', which enforces policies itself, with another policy engine",
        fix: "Set network_policy to 'cilium'",
      },
      {
        applies,
        wrong: all(isSame(policy, 'cilium'), not(isSame(dataPlane, 'cilium'))),
        at: at('network_profile', 'network_policy'),
        detail: "has the policy engine 'cilium' without its data plane",
        fix: "Set network_data_plane to 'cilium'",
      },
      {
        applies,
        wrong: all(isSame(policy, 'azure'), isSame(plugin, 'kubenet', 'none')),
        at: at('network_profile', 'network_policy'),
        detail: "has the policy engine 'azure', which only works with the plugin 'azure'",
      },
      {
        applies,
        wrong: all(
          isSame(plugin, 'none'),
          holds(policy, () => true),
        ),
        at: at('network_profile', 'network_policy'),
        severity: 'warning',
        detail: 'asks AKS for a policy engine and brings its own network plugin, which has to enforce policies itself',
        fix: 'Leave network_policy out',
      },
      {
        applies,
        wrong: all(
          isSame(policy, 'azure', 'calico'),
          holds(ipVersions, (all) => all.includes('IPv6')),
        ),
        at: at('network_profile', 'ip_versions'),
        detail: 'has IPv6 beside a policy engine that only knows IPv4',
        fix: 'Use Cilium, or IPv4 alone',
      },
      {
        applies,
        // Azure CNI has a range for pods in its overlay alone; the provider stops in the plan.
        wrong: all(isSame(plugin, 'azure'), not(isSame(mode, 'overlay')), fields.has('network_profile', 'pod_cidr')),
        at: at('network_profile', 'pod_cidr'),
        detail: 'has a range for pods in a network that gives them addresses of its subnet',
        fix: "Set network_plugin_mode to 'overlay', or leave pod_cidr out",
      },
      {
        applies,
        wrong: all(isSame(plugin, 'none'), not(fields.has('network_profile', 'pod_cidr'))),
        at: at('network_profile', 'network_plugin'),
        detail: 'brings its own network plugin without a pod_cidr, which AKS demands then',
        fix: 'Set pod_cidr to the range that the plugin will use',
      },
    ];
  }),
};
