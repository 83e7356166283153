import type { Rule } from '../rule';
import { beyondPools } from './beyond-pools';
import { beyondQuota } from './beyond-quota';
import { formula } from './formula';
import { httpHostsClash } from './http-hosts-clash';
import { limitRangeOrder } from './limit-range-order';
import { metricNotMeasured } from './metric-not-measured';
import { neverScalesUp } from './never-scales-up';
import { noNumberOfPods } from './no-number-of-pods';
import { refusedByLimitRange } from './refused-by-limit-range';
import { refusedByQuota } from './refused-by-quota';
import { replicaCounts } from './replica-counts';
import { triggerMetadata } from './trigger-metadata';
import { twoScalers } from './two-scalers';
import { verticalAndHorizontal } from './vertical-and-horizontal';
import { verticalUnfit } from './vertical-unfit';

/** Rules about how the number of pods and nodes changes. */
export const SCALING_RULES: readonly Rule[] = [
  beyondPools,
  beyondQuota,
  formula,
  httpHostsClash,
  limitRangeOrder,
  metricNotMeasured,
  neverScalesUp,
  noNumberOfPods,
  refusedByLimitRange,
  refusedByQuota,
  replicaCounts,
  triggerMetadata,
  twoScalers,
  verticalAndHorizontal,
  verticalUnfit,
];
