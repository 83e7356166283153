import { any, all, not } from '../../analysis/cluster/truth';
import type { Rule } from '../rule';
import { clusterExamples } from './examples';
import { isServicePrincipal, isUserAssigned } from './identity-view';
import { eachCluster } from './judge';

const USER = { identity: { type: 'UserAssigned', identity_ids: ['${azurerm_user_assigned_identity.aks.id}'] } };
const KUBELET = {
  kubelet_identity: {
    user_assigned_identity_id: '${azurerm_user_assigned_identity.kubelet.id}',
    client_id: '${azurerm_user_assigned_identity.kubelet.client_id}',
    object_id: '${azurerm_user_assigned_identity.kubelet.principal_id}',
  },
};

/** A system-assigned identity is born with the cluster: nothing can be granted to it before. */
export const identityTooLate: Rule = {
  id: 'cluster/identity-too-late',
  severity: 'error',
  what: 'needs an identity that exists before the cluster, and has none',
  why: 'AKS refuses the cluster, as the rights it needs at creation cannot have been granted',
  fix: "Use identity.type 'UserAssigned' and grant that identity what it needs first",
  sources: [
    'Azure: Managed Identities in AKS Overview',
    'Azure: Assign Capacity Reservation Groups to Node Pools in AKS',
    'Azure: Use Azure Dedicated Hosts in AKS',
    'Azure: Use Key Management Service (KMS) Etcd Encryption in AKS (legacy)',
  ],
  facts: ['API18', 'ID07', 'ID17', 'ID18'],
  examples: clusterExamples(
    { cluster: KUBELET },
    { cluster: { ...USER, ...KUBELET } },
    {
      unknown: { cluster: { ...KUBELET, identity: { type: '${var.identity}' } } },
    },
  ),
  check: eachCluster((cluster) => {
    const { fields, pools, at } = cluster;
    const wrong = all(not(isUserAssigned(cluster)), not(isServicePrincipal(cluster)));
    const first = pools.find(({ isDefault }) => isDefault);
    const set = (name: string): ReturnType<typeof any> =>
      any(...pools.map((pool) => pool.fields.raw(name) !== undefined));
    return [
      {
        applies: fields.has('kubelet_identity'),
        wrong,
        at: at('kubelet_identity'),
        detail: 'brings an identity for its kubelets and none for its control plane',
      },
      {
        applies: fields.has('key_management_service'),
        wrong,
        at: at('key_management_service'),
        detail: 'encrypts its secrets with a key that its own identity cannot have been granted yet',
      },
      {
        applies: set('capacity_reservation_group_id'),
        wrong,
        at: first?.at('capacity_reservation_group_id') ?? [],
        detail: 'takes nodes from a capacity reservation that its own identity cannot have been granted yet',
      },
      {
        applies: set('host_group_id'),
        wrong,
        at: first?.at('host_group_id') ?? [],
        detail: 'takes nodes from dedicated hosts that its own identity cannot have been granted yet',
      },
    ];
  }),
};
