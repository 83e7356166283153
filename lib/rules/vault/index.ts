import type { Rule } from '../rule';
import { keyWithoutEnd, secretWithoutEnd, secretWithoutType } from './expiry';
import { vaultNotObserved } from './not-observed';
import { noPurgeProtection, openVault, accessPolicies, vaultName } from './purge-protection';

export const VAULT_RULES: readonly Rule[] = [
  keyWithoutEnd,
  secretWithoutEnd,
  secretWithoutType,
  vaultNotObserved,
  noPurgeProtection,
  openVault,
  accessPolicies,
  vaultName,
];
