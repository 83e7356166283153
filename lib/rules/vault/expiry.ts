import { any, not } from '../../analysis/cluster/truth';
import type { Rule } from '../rule';
import { resourceExamples } from '../cluster/examples';
import { eachBlock } from '../cluster/judge';

const KEY = {
  name: 'etcd',
  key_vault_id: '${azurerm_key_vault.shop.id}',
  key_type: 'RSA',
  key_size: 3072,
  key_opts: ['encrypt', 'decrypt'],
};
const SECRET = { name: 'rabbit', key_vault_id: '${azurerm_key_vault.shop.id}', value: '${var.rabbit}' };

/** A key that nobody has to renew is never renewed. */
export const keyWithoutEnd: Rule = {
  id: 'vault/key-without-end',
  severity: 'note',
  what: 'is a key that neither expires nor rotates',
  why: 'a copy that leaked stays good for ever',
  fix: 'Set rotation_policy, or expiration_date where a person renews it',
  sources: ['Azure: Configure cryptographic key auto-rotation in Azure Key Vault'],
  covers: ['checkov/CKV_AZURE_40', 'trivy/AZU-0014'],
  profiles: ['strict'],
  examples: resourceExamples(
    'azurerm_key_vault_key',
    KEY,
    {},
    { expiration_date: '2030-01-01T00:00:00Z' },
    { expiration_date: '${var.end}' },
  ),
  check: eachBlock('azurerm_key_vault_key', (fields) => ({
    wrong: not(any(fields.has('expiration_date'), fields.has('rotation_policy'))),
    at: fields.path('expiration_date'),
  })),
};

/** A secret that nobody has to renew is never renewed. */
export const secretWithoutEnd: Rule = {
  id: 'vault/secret-without-end',
  severity: 'note',
  what: 'is a secret that never expires',
  why: 'a copy that leaked stays good for ever, and nothing warns before it should be changed',
  fix: 'Set expiration_date',
  sources: ['Azure: Best practices for secrets management in Key Vault'],
  covers: ['checkov/CKV_AZURE_41', 'trivy/AZU-0017'],
  profiles: ['strict'],
  examples: resourceExamples(
    'azurerm_key_vault_secret',
    SECRET,
    {},
    { expiration_date: '2030-01-01T00:00:00Z' },
    { expiration_date: '${var.end}' },
  ),
  check: eachBlock('azurerm_key_vault_secret', (fields) => ({
    wrong: not(fields.has('expiration_date')),
    at: fields.path('expiration_date'),
  })),
};

/** What a secret is, for whoever finds it. */
export const secretWithoutType: Rule = {
  id: 'vault/secret-without-type',
  severity: 'note',
  what: 'is a secret without a content type',
  why: 'nobody can tell a password from a connection string or a certificate without reading it',
  fix: "Set content_type, such as 'password' or 'connection-string'",
  sources: ['Azure: About Azure Key Vault secrets'],
  covers: ['checkov/CKV_AZURE_114', 'trivy/AZU-0015'],
  profiles: ['strict'],
  examples: resourceExamples(
    'azurerm_key_vault_secret',
    SECRET,
    {},
    { content_type: 'password' },
    { content_type: '${var.type}' },
  ),
  check: eachBlock('azurerm_key_vault_secret', (fields) => ({
    wrong: not(fields.has('content_type')),
    at: fields.path('content_type'),
  })),
};
