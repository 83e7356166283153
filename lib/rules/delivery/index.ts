import type { Rule } from '../rule';
import { lateValueNotFilled } from './late-value-not-filled';
import { privateClusterPipeline } from './private-cluster-pipeline';

/** Rules about how manifests come to their cluster. */
export const DELIVERY_RULES: readonly Rule[] = [lateValueNotFilled, privateClusterPipeline];
