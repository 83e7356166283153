import type { Rule } from '../rule';
import { addOnMissing } from './add-on-missing';
import { lateValueNotFilled } from './late-value-not-filled';
import { notApplied } from './not-applied';
import { offForGood } from './off-for-good';
import { privateClusterPipeline } from './private-cluster-pipeline';

/** Rules about how manifests come to their cluster, and what cannot be made up for later. */
export const DELIVERY_RULES: readonly Rule[] = [
  addOnMissing,
  lateValueNotFilled,
  notApplied,
  offForGood,
  privateClusterPipeline,
];
