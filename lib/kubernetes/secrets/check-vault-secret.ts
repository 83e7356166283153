import type { VaultSecret } from '../../core/contracts';
import { Problems } from '../../core/errors';

/** Key Vault: "About keys, secrets and certificates", object identifiers. */
const SECRET_NAME = /^[0-9A-Za-z-]{1,127}$/;
const VERSION = /^[0-9a-f]{32}$/;

/** @throws CdkAksError for a name (secrets/name) or version (secrets/version) that no secret of a Key Vault has */
export function checkVaultSecret({ secretName, version }: VaultSecret, property: string): void {
  const problems = new Problems();
  if (!SECRET_NAME.test(secretName)) {
    problems.add({
      property,
      value: secretName,
      rule: 'is not the name of a secret of a Key Vault: 1 to 127 letters, digits and hyphens',
      fix: `Use a name such as '${secretName.replace(/[^0-9A-Za-z]+/g, '-').replace(/^-|-$/g, '') || 'db-password'}'`,
      code: 'secrets/name',
    });
  }
  if (version !== undefined && !VERSION.test(version)) {
    problems.add({
      property,
      value: version,
      rule: `is not a version of secret '${secretName}': 32 hexadecimal digits`,
      fix: 'Copy the version from the vault, or leave it out for the latest',
      code: 'secrets/version',
    });
  }
  problems.throwIfAny();
}
