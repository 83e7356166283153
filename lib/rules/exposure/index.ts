import type { Rule } from '../rule';
import { classNotProvided } from './class-not-provided';
import { issuerMissing } from './issuer-missing';
import { policyNotEnforced } from './policy-not-enforced';

/** Rules about what reaches the workloads, and what should not. */
export const EXPOSURE_RULES: readonly Rule[] = [classNotProvided, issuerMissing, policyNotEnforced];
