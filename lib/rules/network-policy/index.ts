import type { Rule } from '../rule';
import { allowsEverything } from './allows-everything';
import { cannotLeave } from './cannot-leave';
import { flowCut } from './flow-cut';
import { ignoredRules } from './ignored-rules';
import { noDns } from './no-dns';
import { notIsolated } from './not-isolated';
import { oneSided } from './one-sided';
import { peerSelectsNothing } from './peer-selects-nothing';
import { portNotOpen } from './port-not-open';
import { solverKeptOut } from './solver-kept-out';

/** Rules about network policies that look at manifests alone. */
export const NETWORK_POLICY_RULES: readonly Rule[] = [
  allowsEverything,
  cannotLeave,
  flowCut,
  ignoredRules,
  noDns,
  notIsolated,
  oneSided,
  peerSelectsNothing,
  portNotOpen,
  solverKeptOut,
];
