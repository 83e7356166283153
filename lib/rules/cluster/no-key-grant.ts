import { blockBehind, isMissing } from '../../analysis/cluster/blocks';
import { hasRole } from '../../analysis/cluster/grants';
import { type Reference, unknown } from '../../artifact/read/values';
import type { Rule } from '../rule';
import { cluster, type SampleCluster } from '../sample';
import { NO_CLUSTER } from './examples';
import { identityOf, isUserAssigned } from './identity-view';
import { eachCluster } from './judge';

const ROLES = ['Key Vault Crypto User', 'Key Vault Crypto Officer', 'Key Vault Administrator', 'Owner'];

function example(more: SampleCluster['more'], key = '${azurerm_key_vault_key.etcd.id}'): Record<string, string> {
  return {
    'cdk.tf.json': cluster({
      cluster: {
        identity: { type: 'UserAssigned', identity_ids: ['${azurerm_user_assigned_identity.aks.id}'] },
        key_management_service: { key_vault_key_id: key },
      },
      more: {
        azurerm_user_assigned_identity: { aks: { name: 'aks' } },
        azurerm_key_vault: { shop: { name: 'contoso-shop', rbac_authorization_enabled: true } },
        azurerm_key_vault_key: { etcd: { name: 'etcd', key_vault_id: '${azurerm_key_vault.shop.id}' } },
        ...more,
      },
    }),
  };
}

/** The API server opens its secrets with a key that it must be allowed to use. */
export const noKeyGrant: Rule = {
  id: 'cluster/no-key-grant',
  severity: 'error',
  what: 'encrypts its secrets with a key that its identity may not use',
  why: 'AKS refuses the cluster; a grant that is taken away later stops its API server',
  fix: 'Grant Key Vault Crypto User on the vault to the identity of the cluster, and let the cluster depend on it',
  sources: ['Azure: Use Key Management Service (KMS) Etcd Encryption in AKS (legacy)'],
  facts: ['ID13'],
  examples: {
    failing: example({}),
    mended: example({
      azurerm_role_assignment: {
        key: {
          principal_id: '${azurerm_user_assigned_identity.aks.principal_id}',
          role_definition_name: 'Key Vault Crypto User',
          scope: '${azurerm_key_vault.shop.id}',
        },
      },
    }),
    notApplicable: NO_CLUSTER,
    unknown: example({}, '${var.key}'),
  },
  check: eachCluster((view, { artifacts }) => {
    const { fields, at } = view;
    const place = at('key_management_service', 'key_vault_key_id');
    const applies =
      fields.has('key_management_service') === true ? isUserAssigned(view) : fields.has('key_management_service');
    const key = blockBehind(artifacts, fields.raw('key_management_service', 'key_vault_key_id'));
    const vault = typeof key === 'object' ? blockBehind(artifacts, key.arguments.key_vault_id) : undefined;
    const id = identityOf(view);
    const because = 'its key, the vault or its identity is not in these files';
    // Access policies give rights too: such a vault is judged by nobody but its owner.
    if (
      typeof key !== 'object' ||
      typeof vault !== 'object' ||
      vault.arguments.rbac_authorization_enabled !== true ||
      id === undefined
    ) {
      return { applies, wrong: unknown, at: place, because };
    }
    const isPrincipal = ({ address, module }: Reference): boolean => address === id.address && module === id.module;
    return {
      applies,
      wrong: isMissing(artifacts, view.block, hasRole(artifacts, isPrincipal, [key, vault], ROLES)),
      at: place,
      because,
    };
  }),
};
