import { blockBehind, isMissing } from '../../analysis/cluster/blocks';
import { hasRole } from '../../analysis/cluster/grants';
import { any } from '../../analysis/cluster/truth';
import { isLinked, networkOf } from '../../analysis/network/networks';
import { type Reference, unknown } from '../../artifact/read/values';
import type { Rule } from '../rule';
import { cluster, type SampleCluster } from '../sample';
import { NO_CLUSTER } from './examples';
import { identityOf, isUserAssigned } from './identity-view';
import { eachCluster, type Judgement } from './judge';

/** What AKS looks at when it makes a cluster: where it stands, which role it wants, and what for. */
const NEEDS: readonly { readonly at: readonly string[]; readonly role: string; readonly what: string }[] = [
  { at: ['private_dns_zone_id'], role: 'Private DNS Zone Contributor', what: 'puts its name into' },
  { at: ['disk_encryption_set_id'], role: 'Reader', what: 'encrypts disks by' },
  {
    at: ['kubelet_identity', 'user_assigned_identity_id'],
    role: 'Managed Identity Operator',
    what: 'hands to its nodes',
  },
];

function example(more: SampleCluster['more'], set = '${azurerm_disk_encryption_set.disks.id}'): Record<string, string> {
  return {
    'cdk.tf.json': cluster({
      cluster: {
        identity: { type: 'UserAssigned', identity_ids: ['${azurerm_user_assigned_identity.aks.id}'] },
        disk_encryption_set_id: set,
      },
      more: {
        azurerm_user_assigned_identity: { aks: { name: 'aks' } },
        azurerm_disk_encryption_set: { disks: { name: 'disks' } },
        ...more,
      },
    }),
  };
}

/** AKS acts as the cluster's identity from the first minute, and looks whether it may. */
export const noCreationGrant: Rule = {
  id: 'cluster/no-creation-grant',
  severity: 'error',
  what: 'uses something that its identity may not use yet',
  why: 'AKS refuses the cluster: it looks at these roles when it makes one',
  fix: 'Grant the identity of the cluster Private DNS Zone Contributor on its zone and Network Contributor on its network, Reader on its disk encryption set and Managed Identity Operator on its kubelet identity, and let the cluster depend on the grants',
  sources: [
    'Azure: Create a private AKS cluster',
    'Azure: Use a customer-managed key to encrypt Azure managed disks in AKS',
    'Azure: Use a pre-created kubelet managed identity in AKS',
  ],
  facts: ['API08', 'ID07', 'ID12'],
  examples: {
    failing: example({}),
    mended: example({
      azurerm_role_assignment: {
        disks: {
          principal_id: '${azurerm_user_assigned_identity.aks.principal_id}',
          role_definition_name: 'Reader',
          scope: '${azurerm_disk_encryption_set.disks.id}',
        },
      },
    }),
    notApplicable: NO_CLUSTER,
    unknown: example({}, '${var.set}'),
  },
  check: eachCluster((view, { artifacts }) => {
    const { fields, at } = view;
    const identity = identityOf(view);
    const isPrincipal = ({ address, module }: Reference): boolean =>
      address === identity?.address && module === identity.module;
    const needs = NEEDS.map(({ at: names, role, what }): Judgement => {
      const value = fields.raw(...names);
      const plain = value === 'System' || value === 'None';
      const applies = value === undefined || plain ? false : isUserAssigned(view);
      const place = at(...names);
      const target = plain ? undefined : blockBehind(artifacts, value);
      const because = 'what it uses, or its identity, is not in these files';
      if (typeof target !== 'object' || target.mode === 'data' || identity === undefined) {
        return { applies, wrong: unknown, at: place, because };
      }
      return {
        applies,
        wrong: isMissing(
          artifacts,
          view.block,
          hasRole(artifacts, isPrincipal, [target], [role, 'Contributor', 'Owner']),
        ),
        at: place,
        detail: `${what} ${target.address}, on which its identity is no ${role}`,
        because,
      };
    });
    const zone = blockBehind(artifacts, fields.raw('private_dns_zone_id'));
    if (typeof zone !== 'object' || identity === undefined) return needs;
    const networks = new Set(view.pools.map(({ subnet }) => networkOf(artifacts, subnet)));
    const links = [...networks].flatMap((network): readonly Judgement[] => {
      if (typeof network !== 'object' || network.mode === 'data') return [];
      const group = blockBehind(artifacts, network.arguments.resource_group_name);
      const scopes = typeof group === 'object' ? [network, group] : [network];
      const mayLink = hasRole(artifacts, isPrincipal, scopes, ['Network Contributor', 'Contributor', 'Owner']);
      return [
        {
          applies: isUserAssigned(view),
          wrong: isMissing(artifacts, view.block, any(mayLink, isLinked(artifacts, zone, network))),
          at: at('private_dns_zone_id'),
          detail: `has its zone linked to ${network.address}, on which its identity is no Network Contributor`,
          because: 'its zone, its network or its identity is not in these files',
        },
      ];
    });
    return [...needs, ...links];
  }),
};
