import type { Rule } from '../rule';
import { lateValueNotFilled } from './late-value-not-filled';
import { offForGood } from './off-for-good';
import { privateClusterPipeline } from './private-cluster-pipeline';

/** Rules about how manifests come to their cluster, and what cannot be made up for later. */
export const DELIVERY_RULES: readonly Rule[] = [lateValueNotFilled, offForGood, privateClusterPipeline];
