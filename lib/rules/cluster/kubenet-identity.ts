import { isSame } from '../../analysis/cluster/fields';
import { all } from '../../analysis/cluster/truth';
import { unknown } from '../../artifact/read/values';
import type { Rule } from '../rule';
import { clusterExamples } from './examples';
import { eachCluster } from './judge';

const SUBNET = { vnet_subnet_id: '${azurerm_subnet.nodes.id}' };
const KUBENET = { network_profile: { network_plugin: 'kubenet' } };

/** With kubenet in a brought network the cluster writes routes into a table that is not its own. */
export const kubenetIdentity: Rule = {
  id: 'cluster/kubenet-identity',
  severity: 'error',
  what: 'uses kubenet in a network of yours with an identity that does not exist before the cluster does',
  why: 'the identity must be allowed to write the route table before the cluster is created, and the table cannot be detached later when the cluster moves to an overlay',
  fix: 'Give the cluster a user-assigned identity with Network Contributor on the route table',
  sources: [
    'Azure: Configure kubenet networking in AKS',
    'Azure: Update Azure CNI IP Address Management (IPAM) Mode and Data Plane Technology for AKS Clusters',
  ],
  facts: ['NET26', 'NET29'],
  examples: clusterExamples(
    { cluster: KUBENET, system: SUBNET },
    {
      cluster: {
        ...KUBENET,
        identity: { type: 'UserAssigned', identity_ids: ['${azurerm_user_assigned_identity.aks.id}'] },
      },
      system: SUBNET,
    },
    { notApplicable: { cluster: KUBENET } },
  ),
  check: eachCluster(({ fields, network, pools, at }) => {
    const brought = pools.map(({ subnet }) => subnet !== undefined);
    return {
      applies: all(isSame(network.plugin, 'kubenet'), brought.includes(true)),
      wrong: isSystemAssigned(fields.text('identity', 'type')),
      at: at('identity', 'type'),
    };
  }),
};

function isSystemAssigned(type: string | undefined | typeof unknown): boolean | typeof unknown {
  return type === unknown ? unknown : type !== undefined && !type.includes('UserAssigned');
}
