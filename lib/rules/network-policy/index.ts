import type { Rule } from '../rule';
import { allowsEverything } from './allows-everything';
import { ignoredRules } from './ignored-rules';
import { noDns } from './no-dns';
import { notIsolated } from './not-isolated';
import { peerSelectsNothing } from './peer-selects-nothing';

/** Rules about network policies that look at manifests alone. */
export const NETWORK_POLICY_RULES: readonly Rule[] = [
  allowsEverything,
  ignoredRules,
  noDns,
  notIsolated,
  peerSelectsNothing,
];
