import type { Rule } from '../rule';
import { inConfigMap } from './in-config-map';
import { inEnvironment } from './in-environment';
import { inManifest } from './in-manifest';
import { inOutput } from './in-output';
import { inTerraform } from './in-terraform';
import { vanishesAtZero } from './vanishes-at-zero';

/** Rules about where secrets stand, and whether they stay. */
export const SECRET_RULES: readonly Rule[] = [
  inConfigMap,
  inEnvironment,
  inManifest,
  inOutput,
  inTerraform,
  vanishesAtZero,
];
