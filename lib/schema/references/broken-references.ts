import { missingAccounts } from './accounts';
import { missingClaims } from './claims';
import { missingConfig } from './config';
import { duplicateObjects } from './duplicates';
import type { Miss, ObjectSet } from './object-set';
import { missingBackends } from './routes';
import { missingScaleTargets } from './scalers';
import { emptySelectors } from './selectors';
import { missingPorts } from './services';

export type { Miss } from './object-set';

/** Each finds one kind of reference that leads nowhere. */
const CHECKS = [
  missingConfig,
  missingAccounts,
  missingClaims,
  missingPorts,
  missingBackends,
  missingScaleTargets,
  emptySelectors,
];

/**
 * What objects of one cluster say of each other and is not so.
 * @param set all of them
 * @param isWhole whether the objects are known to be applied together
 */
export function brokenReferences(
  set: ObjectSet,
  isWhole: boolean,
): {
  readonly references: readonly Miss[];
  readonly duplicates: readonly Miss[];
} {
  return { references: CHECKS.flatMap((check) => [...check(set)]), duplicates: [...duplicateObjects(set, isWhole)] };
}
