import { isSame } from '../../analysis/cluster/fields';
import { all, not } from '../../analysis/cluster/truth';
import type { Rule } from '../rule';
import { clusterExamples } from './examples';
import { eachCluster } from './judge';

function kms(fields: object): { cluster: Record<string, unknown> } {
  return { cluster: { key_management_service: { key_vault_key_id: '${azurerm_key_vault_key.etcd.id}', ...fields } } };
}

/** A private vault must be reachable from the control plane. */
export const keyManagement: Rule = {
  id: 'cluster/key-vault-unreachable',
  severity: 'error',
  what: 'encrypts its secrets with a key of a private vault that its control plane cannot reach',
  why: 'the way over Konnectivity is closed for new clusters since 15 September 2024: AKS refuses the setting',
  fix: "Turn on api_server_access_profile.virtual_network_integration_enabled, or set key_vault_network_access to 'Public'",
  sources: ['Azure: Use Key Management Service (KMS) Etcd Encryption in AKS (legacy)'],
  facts: ['API19'],
  examples: clusterExamples(kms({ key_vault_network_access: 'Private' }), kms({ key_vault_network_access: 'Public' }), {
    unknown: kms({ key_vault_network_access: '${var.access}' }),
  }),
  check: eachCluster(({ fields, at }) => ({
    applies: fields.has('key_management_service'),
    wrong: all(
      isSame(fields.text('key_management_service', 'key_vault_network_access'), 'Private'),
      not(isSame(fields.flag('api_server_access_profile', 'virtual_network_integration_enabled'), true)),
    ),
    at: at('key_management_service', 'key_vault_network_access'),
  })),
};
