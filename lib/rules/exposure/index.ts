import type { Rule } from '../rule';
import { classNotProvided } from './class-not-provided';
import { developmentMode } from './development-mode';
import { internalServicePublic } from './internal-service-public';
import { issuerMissing } from './issuer-missing';
import { metricsPublic } from './metrics-public';
import { openStore } from './open-store';
import { policyNotEnforced } from './policy-not-enforced';
import { publicAndPrivate } from './public-and-private';
import { publicDataStore } from './public-data-store';

/** Rules about what reaches the workloads and their data, and what should not. */
export const EXPOSURE_RULES: readonly Rule[] = [
  classNotProvided,
  developmentMode,
  internalServicePublic,
  issuerMissing,
  metricsPublic,
  openStore,
  policyNotEnforced,
  publicAndPrivate,
  publicDataStore,
];
