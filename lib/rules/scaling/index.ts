import type { Rule } from '../rule';
import { beyondPools } from './beyond-pools';
import { beyondQuota } from './beyond-quota';
import { noNumberOfPods } from './no-number-of-pods';
import { twoScalers } from './two-scalers';

/** Rules about how the number of pods and nodes changes. */
export const SCALING_RULES: readonly Rule[] = [beyondPools, beyondQuota, noNumberOfPods, twoScalers];
