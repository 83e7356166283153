import type { Rule } from '../rule';
import { allowsLosingAll } from './allows-losing-all';
import { blocksAtMinimum } from './blocks-at-minimum';
import { blocksEveryDrain } from './blocks-every-drain';
import { oneOfSeveral } from './one-of-several';
import { rolloutCannotProgress } from './rollout-cannot-progress';
import { twoBudgets } from './two-budgets';

/** Rules about what evictions and rollouts may take away. */
export const DISRUPTION_RULES: readonly Rule[] = [
  allowsLosingAll,
  blocksAtMinimum,
  blocksEveryDrain,
  oneOfSeveral,
  rolloutCannotProgress,
  twoBudgets,
];
