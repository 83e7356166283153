import { isSame } from '../../analysis/cluster/fields';
import { any, not } from '../../analysis/cluster/truth';
import { unknown } from '../../artifact/read/values';
import type { Rule } from '../rule';
import { clusterExamples } from '../cluster/examples';
import { eachPool, named } from '../cluster/judge';

const PODS = { vnet_subnet_id: '${azurerm_subnet.nodes.id}', pod_subnet_id: '${azurerm_subnet.pods.id}' };

/** Pods get addresses of a subnet where Azure CNI hands them out, and an overlay does not. */
export const podSubnet: Rule = {
  id: 'pool/pod-subnet',
  severity: 'error',
  what: 'has a subnet for its pods in a network that does not use it',
  why: 'AKS refuses the pool',
  fix: "Use network_plugin 'azure' without a mode, and give the nodes a subnet of the same network; or leave pod_subnet_id out",
  sources: ['Azure: Concepts - Azure CNI Pod Subnet networking in AKS'],
  facts: ['NET20'],
  examples: clusterExamples(
    { cluster: { network_profile: { network_plugin: 'azure', network_plugin_mode: 'overlay' } }, system: PODS },
    { cluster: { network_profile: { network_plugin: 'azure' } }, system: PODS },
    {
      notApplicable: {},
      unknown: {
        cluster: { network_profile: { network_plugin: 'azure', network_plugin_mode: '${var.mode}' } },
        system: PODS,
      },
    },
  ),
  check: eachPool((pool, cluster) => ({
    applies: pool.fields.raw('pod_subnet_id') !== undefined,
    wrong:
      cluster === undefined
        ? unknown
        : any(isSame(cluster.network.mode, 'overlay'), not(isSame(cluster.network.plugin, 'azure'))),
    at: pool.at('pod_subnet_id'),
    detail: `${named(pool)} has a subnet for its pods in a network that does not use it`,
  })),
};
