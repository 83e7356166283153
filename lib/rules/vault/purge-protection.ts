import { isSame, or } from '../../analysis/cluster/fields';
import { any, holds, not } from '../../analysis/cluster/truth';
import type { Rule } from '../rule';
import { resourceExamples } from '../cluster/examples';
import { eachBlock } from '../cluster/judge';

const VAULT = {
  name: 'contoso-shop',
  sku_name: 'standard',
  location: 'westeurope',
  resource_group_name: 'shop',
  tenant_id: '00000000-0000-0000-0000-000000000000',
  rbac_authorization_enabled: true,
};

/** A deleted vault can come back, unless somebody purges it. */
export const noPurgeProtection: Rule = {
  id: 'vault/no-purge-protection',
  severity: 'warning',
  what: 'can be purged together with everything in it',
  why: 'one wrong or hostile command destroys keys and secrets for good; disks encrypted with them are lost too',
  fix: 'Set purge_protection_enabled to true; it cannot be turned off again',
  sources: ['Azure: Azure Key Vault recovery management with soft delete and purge protection'],
  covers: [
    'checkov/CKV_AZURE_42',
    'checkov/CKV_AZURE_110',
    'checkov/CKV_AZURE_111',
    'trivy/AZU-0016',
    'aprl/70fcfe6d',
    'aprl/1cca00d2',
  ],
  examples: resourceExamples(
    'azurerm_key_vault',
    VAULT,
    {},
    { purge_protection_enabled: true },
    { purge_protection_enabled: '${var.purge}' },
  ),
  check: eachBlock('azurerm_key_vault', (fields) => [
    {
      wrong: not(or<boolean>(fields.flag('purge_protection_enabled'), false)),
      at: fields.path('purge_protection_enabled'),
    },
    {
      // An argument of azurerm 2; Azure has kept deleted vaults of all since February 2025.
      wrong: isSame(fields.flag('soft_delete_enabled'), false),
      at: fields.path('soft_delete_enabled'),
      detail: 'turns soft delete off, which Azure no longer lets anybody do',
      fix: 'Leave soft_delete_enabled out',
    },
  ]),
};

/** Who may call. */
export const openVault: Rule = {
  id: 'vault/open-network',
  severity: 'warning',
  what: 'answers the whole internet',
  why: 'a leaked token reads its secrets from anywhere',
  fix: "Set network_acls with default_action 'Deny' and bypass 'AzureServices', or public_network_access_enabled to false with a private endpoint",
  sources: ['Azure: Network security for Azure Key Vault'],
  covers: [
    'checkov/CKV_AZURE_109',
    'checkov/CKV_AZURE_189',
    'checkov/CKV2_AZURE_32',
    'trivy/AZU-0013',
    'aprl/00c3d2b0',
  ],
  examples: resourceExamples(
    'azurerm_key_vault',
    VAULT,
    {},
    { network_acls: { default_action: 'Deny', bypass: 'AzureServices' } },
    { network_acls: '${var.acls}' },
  ),
  check: eachBlock('azurerm_key_vault', (fields) => ({
    wrong: not(
      any(
        isSame(fields.flag('public_network_access_enabled'), false),
        isSame(fields.text('network_acls', 'default_action'), 'Deny'),
      ),
    ),
    at: fields.path('network_acls', 'default_action'),
    // Roles leave nothing but a token of Entra to leak.
    severity: fields.flag('rbac_authorization_enabled') === true ? 'note' : 'warning',
  })),
};

/** Two ways to give access, of which one is written in the vault itself. */
export const accessPolicies: Rule = {
  id: 'vault/access-policies',
  severity: 'note',
  what: 'gives access by its own policies instead of by roles',
  why: 'policies are given for all secrets at once, are missed by reviews of roles, and whoever may write the vault may give access to himself',
  fix: 'Set rbac_authorization_enabled to true and grant Key Vault Secrets User to those who read',
  sources: ['Azure: Azure role-based access control (Azure RBAC) vs. access policies (legacy)'],
  examples: resourceExamples(
    'azurerm_key_vault',
    VAULT,
    { rbac_authorization_enabled: false },
    { rbac_authorization_enabled: true },
    { rbac_authorization_enabled: '${var.roles}' },
  ),
  check: eachBlock('azurerm_key_vault', (fields) => ({
    wrong: not(
      any(
        or<boolean>(fields.flag('rbac_authorization_enabled'), false),
        isSame(fields.flag('enable_rbac_authorization'), true),
      ),
    ),
    at: fields.path('rbac_authorization_enabled'),
  })),
};

/** Names of vaults are names of hosts. */
export const vaultName: Rule = {
  id: 'vault/name',
  severity: 'error',
  what: 'has a name that Azure does not take',
  why: 'Azure refuses the vault',
  fix: 'Use 3 to 24 letters, digits and single hyphens, a letter first and no hyphen last',
  sources: ['Azure: Naming rules and restrictions for Azure resources'],
  examples: resourceExamples(
    'azurerm_key_vault',
    VAULT,
    { name: 'contoso--shop' },
    { name: 'contoso-shop' },
    { name: '${var.name}' },
  ),
  check: eachBlock('azurerm_key_vault', (fields) => ({
    wrong: holds(fields.text('name'), (name) => !/^(?=.{3,24}$)[a-zA-Z](-?[a-zA-Z0-9])*$/.test(name)),
    at: fields.path('name'),
  })),
};
