import type { Miss } from '../references/object-set';

/** What the policies of a cluster say of its objects. */
export interface AdmissionFindings {
  readonly denied: readonly Miss[];
  /** Policies, or expressions of them, that could not be asked. */
  readonly notEvaluated: readonly Miss[];
}
