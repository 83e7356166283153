import type { Rule } from '../rule';
import { cannotPullImage } from './cannot-pull-image';
import { missingFederatedCredential } from './missing-federated-credential';
import { missingKedaCredential } from './missing-keda-credential';
import { noToken } from './no-token';
import { vaultWithoutGrant } from './vault-without-grant';

/** Rules about who pods and nodes are to Azure, and what they may do there. */
export const IDENTITY_RULES: readonly Rule[] = [
  cannotPullImage,
  missingFederatedCredential,
  missingKedaCredential,
  noToken,
  vaultWithoutGrant,
];
