import type { Rule } from '../rule';
import { configMapsReadable } from './config-maps-readable';
import { inConfigMap } from './in-config-map';
import { inEnvironment } from './in-environment';
import { incompleteConnectionString } from './incomplete-connection-string';
import { inManifest } from './in-manifest';
import { inOutput } from './in-output';
import { inTerraform } from './in-terraform';
import { syncedKeyMissing } from './synced-key-missing';
import { vanishesAtZero } from './vanishes-at-zero';
import { vaultClassParameters } from './vault-class';
import { vaultVolume } from './vault-volume';

/** Rules about where secrets stand, and whether they stay. */
export const SECRET_RULES: readonly Rule[] = [
  configMapsReadable,
  inConfigMap,
  inEnvironment,
  incompleteConnectionString,
  inManifest,
  inOutput,
  inTerraform,
  syncedKeyMissing,
  vanishesAtZero,
  vaultClassParameters,
  vaultVolume,
];
