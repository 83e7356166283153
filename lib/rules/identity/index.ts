import type { Rule } from '../rule';
import { broadGrant } from './broad-grant';
import { cannotPullImage } from './cannot-pull-image';
import { controllerWithoutGrant } from './controller-without-grant';
import { credentialLimit } from './credential-limit';
import { grafanaCannotRead } from './grafana-cannot-read';
import { missingFederatedCredential } from './missing-federated-credential';
import { missingKedaCredential } from './missing-keda-credential';
import { noToken } from './no-token';
import { roleMisspelt } from './role-misspelt';
import { vaultWithoutGrant } from './vault-without-grant';

/** Rules about who pods and nodes are to Azure, and what they may do there. */
export const IDENTITY_RULES: readonly Rule[] = [
  broadGrant,
  cannotPullImage,
  controllerWithoutGrant,
  credentialLimit,
  grafanaCannotRead,
  missingFederatedCredential,
  missingKedaCredential,
  noToken,
  roleMisspelt,
  vaultWithoutGrant,
];
