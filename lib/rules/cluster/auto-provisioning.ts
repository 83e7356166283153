import { isSame } from '../../analysis/cluster/fields';
import { any, holds, type Truth } from '../../analysis/cluster/truth';
import type { Rule } from '../rule';
import { clusterExamples } from './examples';
import { isServicePrincipal } from './identity-view';
import { eachCluster, type Judgement } from './judge';

const AUTO = { node_provisioning_profile: { mode: 'Auto' } };

/** Nodes that AKS chooses by itself know fewer networks and systems than pools do. */
export const autoProvisioning: Rule = {
  id: 'cluster/auto-provisioning-unsupported',
  severity: 'error',
  what: 'has node auto-provisioning beside something that excludes it',
  why: 'AKS refuses the setting',
  fix: 'Use overlay with Cilium, IPv4, Linux pools and a managed identity, or turn node auto-provisioning off',
  sources: [
    'Azure: Overview of Node Auto-Provisioning (NAP) in AKS',
    'Azure: Understand Networking Configurations for Node Auto-Provisioning (NAP) in AKS',
  ],
  facts: ['ADD01'],
  examples: clusterExamples(
    { cluster: { ...AUTO, network_profile: { network_plugin: 'azure', network_policy: 'calico' } } },
    {
      cluster: {
        ...AUTO,
        network_profile: {
          network_plugin: 'azure',
          network_plugin_mode: 'overlay',
          network_policy: 'cilium',
          network_data_plane: 'cilium',
        },
      },
    },
    {
      notApplicable: {},
      unknown: { cluster: { ...AUTO, network_profile: { network_plugin: 'azure', network_policy: '${var.policy}' } } },
    },
  ),
  check: eachCluster((cluster) => {
    const { fields, network, pools, at } = cluster;
    const applies = isSame(fields.text('node_provisioning_profile', 'mode'), 'Auto');
    const place = at('node_provisioning_profile', 'mode');
    const beside = (wrong: Truth, what: string): Judgement => ({
      applies,
      wrong,
      at: place,
      detail: `has node auto-provisioning beside ${what}`,
    });
    return [
      beside(isSame(network.policy, 'calico'), 'Calico'),
      beside(
        holds(network.ipVersions, (all) => all.includes('IPv6')),
        'IPv6',
      ),
      beside(any(...pools.map(({ os }) => isSame(os, 'Windows'))), 'Windows pools'),
      beside(
        any(...pools.map(({ fields: pool }) => pool.raw('pod_subnet_id') !== undefined)),
        'a subnet of their own for pods',
      ),
      beside(isServicePrincipal(cluster), 'a service principal'),
    ];
  }),
};
