import { isSame, or } from '../../analysis/cluster/fields';
import { all, any, holds, not } from '../../analysis/cluster/truth';
import { unknown } from '../../artifact/read/values';
import type { Rule } from '../rule';
import { clusterExamples } from './examples';
import { eachCluster } from './judge';

const VIRTUAL_NODES = { aci_connector_linux: { subnet_name: 'virtual-nodes' } };

/** The add-on was written for the flat network of Azure CNI, and for clusters that anybody may call. */
export const virtualNodesUnsupported: Rule = {
  id: 'cluster/virtual-nodes-unsupported',
  severity: 'error',
  what: 'has virtual nodes in a network that they cannot work in',
  why: 'the add-on is refused, or its pods start and reach nothing',
  fix: 'Use Azure CNI with addresses from the subnet (no overlay, IPv4 alone), or leave virtual nodes out',
  sources: ['Azure: Use virtual nodes with AKS', 'Azure: Overview of Azure CNI Overlay Networking in AKS'],
  facts: ['VN01', 'VN02', 'VN03', 'VN04'],
  examples: clusterExamples(
    { cluster: { ...VIRTUAL_NODES, network_profile: { network_plugin: 'kubenet' } } },
    { cluster: { ...VIRTUAL_NODES, network_profile: { network_plugin: 'azure' } } },
    { unknown: { cluster: { ...VIRTUAL_NODES, network_profile: { network_plugin: '${var.plugin}' } } } },
  ),
  check: eachCluster(({ fields, network, at }) => {
    const applies = fields.has('aci_connector_linux');
    const ranges = fields.has('api_server_access_profile', 'authorized_ip_ranges');
    return [
      {
        applies,
        wrong: not(isSame(or<string>(network.plugin, 'kubenet'), 'azure')),
        at: at('network_profile', 'network_plugin'),
        detail: "has virtual nodes without the network plugin 'azure', which they need",
      },
      {
        applies,
        wrong: isSame(network.mode, 'overlay'),
        at: at('network_profile', 'network_plugin_mode'),
        severity: 'warning',
        detail: 'has virtual nodes beside an overlay network, whose pod addresses they cannot reach',
      },
      {
        applies,
        wrong: ranges,
        at: at('api_server_access_profile', 'authorized_ip_ranges'),
        severity: 'warning',
        detail: 'limits who may call its API server, which is not supported beside virtual nodes',
        fix: 'Make the cluster private, or leave virtual nodes out',
      },
      {
        applies,
        wrong: all(
          any(
            network.ipVersions === unknown ? unknown : false,
            holds(network.ipVersions, (all) => all.includes('IPv6')),
          ),
        ),
        at: at('network_profile', 'ip_versions'),
        severity: 'warning',
        detail: 'has virtual nodes beside IPv6, which they do not speak',
      },
    ];
  }),
};
