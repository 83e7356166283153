import { Token } from 'cdktf';
import type { Problems } from '../../core/errors';
import type { RoleNeed } from './role-need';

/** A key by which the API server's store is encrypted besides Azure's own. Azure: "KMS etcd encryption (legacy)". */
export interface EtcdEncryptionProps {
  /** Id of one version of the key: `https://<vault>.vault.azure.net/keys/<key>/<version>`. Old versions must stay. */
  readonly keyId: string;
  /** Resource id of its vault, which is guarded by Azure roles: the cluster's identity becomes `Key Vault Crypto User` there. */
  readonly vaultId: string;
  /**
   * `Private` for a vault without public network access; the API server must stand in the network then. `Public` for one
   * that is reached from anywhere: a vault that admits selected networks alone is refused.
   * @default 'Public'
   */
  readonly networkAccess?: 'Public' | 'Private';
}

/** Keys of your own. */
export interface EncryptionProps {
  /**
   * Encrypts the secrets of Kubernetes where they are kept, by a key of yours. At most 2,000 secrets.
   * @default - Azure's own key
   */
  readonly etcdEncryption?: EtcdEncryptionProps;
  /**
   * Id of a disk encryption set of the cluster's region, whose key encrypts the disks of nodes: the cluster's identity
   * becomes `Reader` there. Fixed at creation.
   * @creation
   * @default - Azure's own keys
   */
  readonly diskEncryptionSetId?: string;
}

const KEY_VERSION = /^https:\/\/[a-z0-9-]+\.[a-z0-9.-]+\/keys\/[A-Za-z0-9-]+\/[0-9a-f]{32}$/i;

/** API19 of the compatibility facts; API18 can't come about: the identity is user-assigned and has its roles before. */
export function checkEncryption({ etcdEncryption }: EncryptionProps, inNetwork: boolean, problems: Problems): void {
  if (etcdEncryption === undefined) return;
  const { keyId, networkAccess } = etcdEncryption;
  if (!Token.isUnresolved(keyId) && !KEY_VERSION.test(keyId)) {
    problems.add({
      property: 'etcdEncryption.keyId',
      value: keyId,
      rule: 'is not the id of one version of a key',
      fix: 'Write https://<vault>.vault.azure.net/keys/<key>/<version>, or pass the id of an azurerm_key_vault_key',
      code: 'encryption/key-id',
    });
  }
  if (networkAccess === 'Private' && !inNetwork) {
    problems.add({
      property: 'etcdEncryption.networkAccess',
      value: 'Private',
      rule: 'needs an API server in the network, by which alone a private vault is reached',
      fix: "Write apiServer: ApiServer.private({ vnetIntegration: true }), or use networkAccess 'Public' (API19)",
      code: 'encryption/private-vault',
    });
  }
}

/** What the cluster's identity must be allowed before the cluster is made: ID12 and ID13. */
export function encryptionRoles({ etcdEncryption, diskEncryptionSetId }: EncryptionProps): readonly RoleNeed[] {
  const needs: RoleNeed[] = [];
  if (etcdEncryption) {
    const { vaultId: scopeId, networkAccess } = etcdEncryption;
    needs.push({ role: 'Key Vault Crypto User', scopeId });
    // It joins a private vault by an endpoint of its own.
    if (networkAccess === 'Private') needs.push({ role: 'Key Vault Contributor', scopeId });
  }
  if (diskEncryptionSetId !== undefined) needs.push({ role: 'Reader', scopeId: diskEncryptionSetId });
  return needs;
}

export function encryptionArguments({ etcdEncryption, diskEncryptionSetId }: EncryptionProps) {
  return {
    diskEncryptionSetId,
    keyManagementService: etcdEncryption && {
      keyVaultKeyId: etcdEncryption.keyId,
      keyVaultNetworkAccess: etcdEncryption.networkAccess ?? 'Public',
    },
  };
}
