import { or } from '../../analysis/cluster/fields';
import { not } from '../../analysis/cluster/truth';
import type { Rule } from '../rule';
import { clusterExamples } from './examples';
import { eachCluster } from './judge';

/** A secret that was changed in the vault should reach the pods. */
export const secretRotation: Rule = {
  id: 'cluster/secrets-not-rotated',
  severity: 'warning',
  what: 'mounts secrets of Key Vault and never looks for new ones',
  why: 'a password that was changed in the vault stays the old one in every running pod',
  fix: 'Set key_vault_secrets_provider.secret_rotation_enabled to true',
  sources: ['Azure: Use the Azure Key Vault Provider for Secrets Store CSI Driver for AKS Secrets'],
  covers: ['checkov/CKV_AZURE_172', 'psrule/Azure.AKS.SecretStoreRotation'],
  examples: clusterExamples(
    { cluster: { key_vault_secrets_provider: { secret_rotation_enabled: false } } },
    { cluster: { key_vault_secrets_provider: { secret_rotation_enabled: true } } },
    {
      notApplicable: {},
      unknown: { cluster: { key_vault_secrets_provider: { secret_rotation_enabled: '${var.rotate}' } } },
    },
  ),
  check: eachCluster(({ fields, at }) => ({
    applies: fields.has('key_vault_secrets_provider'),
    wrong: not(or<boolean>(fields.flag('key_vault_secrets_provider', 'secret_rotation_enabled'), false)),
    at: at('key_vault_secrets_provider', 'secret_rotation_enabled'),
  })),
};
