import { resources } from '../../analysis/cluster/blocks';
import { credentialsOf, targetOf } from '../../analysis/identity/identities';
import type { Artifacts } from '../../artifact/read/artifacts';
import type { TerraformBlock } from '../../artifact/read/model';
import { textOf, unknown, type Value } from '../../artifact/read/values';
import { compliant, finding, notApplicable, notKnown, type Rule } from '../rule';
import { OWN, withCredentials } from './sample';

const GROUP = { shop: { name: 'shop', location: 'westeurope' } };
const grant = (role: string, scope: string): Record<string, string> => ({
  'cdk.tf.json': withCredentials([OWN], {
    more: {
      azurerm_resource_group: GROUP,
      azurerm_storage_account: {
        shop: {
          name: 'shop',
          location: 'westeurope',
          resource_group_name: 'shop',
          account_tier: 'Standard',
          account_replication_type: 'ZRS',
        },
      },
      azurerm_role_assignment: {
        orders: {
          scope,
          role_definition_name: role,
          principal_id: '${azurerm_user_assigned_identity.orders.principal_id}',
        },
      },
    },
  }),
});

const BROAD: readonly string[] = [
  'Owner',
  'Contributor',
  'User Access Administrator',
  'Role Based Access Control Administrator',
];

/** An identity that pods use is as safe as the pods are. */
export const broadGrant: Rule = {
  id: 'identity/broad-grant',
  severity: 'warning',
  what: 'gives pods a role over everything in a resource group or above it',
  why: 'whoever gets into one pod can delete or take over the cluster itself, its network and its data',
  fix: "Give the role for the data alone, on the resource alone: 'Storage Blob Data Contributor' on one account",
  sources: ['Azure: Best practices for Azure RBAC', 'Azure: Use a Microsoft Entra Workload ID on AKS'],
  examples: {
    failing: grant('Contributor', '${azurerm_resource_group.shop.id}'),
    mended: grant('Storage Blob Data Contributor', '${azurerm_storage_account.shop.id}'),
    notApplicable: { 'cdk.tf.json': withCredentials([OWN]) },
    unknown: grant('${var.role}', '${azurerm_resource_group.shop.id}'),
  },
  *check({ artifacts }) {
    const ofPods = new Set(credentialsOf(artifacts).map(({ identity }) => identity));
    for (const block of resources(artifacts, 'azurerm_role_assignment')) {
      const { principal_id, role_definition_name, scope } = block.arguments;
      const identity = targetOf(artifacts, principal_id);
      const role = textOf(role_definition_name);
      const place = placeOf(scope, artifacts);
      if (identity === undefined || !ofPods.has(identity)) yield notApplicable(block);
      else if (place === undefined) yield compliant(block);
      else if (role === undefined || place === unknown)
        yield notKnown(block, 'its role or scope is not in these files');
      else if (!BROAD.includes(role)) yield compliant(block);
      else
        yield finding(block, ['scope'], { detail: `gives pods the role ${role} on ${place}, by ${identity.address}` });
    }
  },
};

/** Undefined for a single resource. */
function placeOf(scope: Value | undefined, artifacts: Artifacts): string | undefined | typeof unknown {
  const target: TerraformBlock | undefined = targetOf(artifacts, scope);
  if (target?.type === 'azurerm_resource_group') return 'a resource group';
  if (/^azurerm_(subscription|client_config)$/.test(target?.type ?? '')) return 'a subscription';
  if (target?.type === 'azurerm_management_group') return 'a management group';
  if (target !== undefined) return undefined;
  const text = textOf(scope);
  if (text === undefined) return unknown;
  if (/^\/subscriptions\/[^/]+\/?$/.test(text)) return 'a subscription';
  if (/^\/subscriptions\/[^/]+\/resourceGroups\/[^/]+\/?$/i.test(text)) return 'a resource group';
  return /\/managementGroups\/[^/]+\/?$/i.test(text) ? 'a management group' : undefined;
}
