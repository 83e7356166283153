import { isMissing } from '../../analysis/cluster/blocks';
import { diagnosticsOf } from '../cluster/not-observed';
import type { Rule } from '../rule';
import { terraform } from '../sample';
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

/** Who read which secret. */
export const vaultNotObserved: Rule = {
  id: 'vault/not-observed',
  severity: 'note',
  what: 'has no diagnostic setting in these files',
  why: 'who read which secret cannot be looked up after a leak',
  fix: 'Add azurerm_monitor_diagnostic_setting with the log category AuditEvent',
  sources: ['Azure: Enable Key Vault logging', 'APRL: Diagnostic logs in Key Vault should be enabled'],
  covers: ['aprl/1dc0821d'],
  // Often done by a policy of the organisation, out of sight.
  profiles: ['strict'],
  examples: {
    ...resourceExamples('azurerm_key_vault', VAULT, {}, {}),
    mended: {
      'cdk.tf.json': terraform({
        azurerm_key_vault: { shop: VAULT },
        azurerm_monitor_diagnostic_setting: {
          vault: {
            name: 'audit',
            target_resource_id: '${azurerm_key_vault.shop.id}',
            eventhub_name: 'audit',
            eventhub_authorization_rule_id: '${azurerm_eventhub_namespace_authorization_rule.audit.id}',
            enabled_log: { category: 'AuditEvent' },
          },
        },
      }),
    },
  },
  check: eachBlock('azurerm_key_vault', (fields, block, world) => ({
    wrong: isMissing(world.artifacts, block, diagnosticsOf(world, block).length > 0),
    at: fields.path('name'),
  })),
};
