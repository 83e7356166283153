import type { Rule } from '../rule';
import { addOnMissing } from './add-on-missing';
import { chartNotPinned } from './chart-not-pinned';
import { fluxOrder } from './flux-order';
import { fluxSource } from './flux-source';
import { kustomization } from './kustomization';
import { lateValueNotFilled } from './late-value-not-filled';
import { neverRemoved } from './never-removed';
import { notApplied } from './not-applied';
import { offForGood } from './off-for-good';
import { privateClusterPipeline } from './private-cluster-pipeline';
import { stateAmongFiles } from './state-among-files';
import { terraformExpressionLeft } from './terraform-expression-left';

/** Rules about how manifests come to their cluster, and what cannot be made up for later. */
export const DELIVERY_RULES: readonly Rule[] = [
  addOnMissing,
  chartNotPinned,
  fluxOrder,
  fluxSource,
  kustomization,
  lateValueNotFilled,
  neverRemoved,
  notApplied,
  offForGood,
  privateClusterPipeline,
  stateAmongFiles,
  terraformExpressionLeft,
];
