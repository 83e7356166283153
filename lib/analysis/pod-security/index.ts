import { BASELINE_CHECKS } from './baseline';
import type { PodSecurityCheck, PodSecurityProblem } from './check';
import { viewPod } from './pod';
import { RESTRICTED_CHECKS } from './restricted';

export type { PodSecurityProblem } from './check';

export type PodSecurityLevel = 'baseline' | 'restricted';

const LATEST = Number.POSITIVE_INFINITY;

/**
 * What in a pod breaks a level of the Pod Security Standards, as the API server's admission would say.
 *
 * @param podOrTemplate a Pod or a pod template (`spec.template` of a Deployment)
 * @param version Kubernetes minor whose rules apply, such as `1.34`; a namespace pins it with `enforce-version`
 */
export function podSecurityProblems(
  podOrTemplate: unknown,
  level: PodSecurityLevel,
  version?: string,
): readonly PodSecurityProblem[] {
  const pod = viewPod(podOrTemplate);
  const minor = version === undefined ? LATEST : Number(version.split('.')[1]);
  const applies = ({ since }: PodSecurityCheck): boolean => since === undefined || minor >= since;
  const restricted = level === 'restricted' ? RESTRICTED_CHECKS.filter(applies) : [];
  const replaced = new Set(restricted.map(({ replaces }) => replaces));
  const baseline = BASELINE_CHECKS.filter((check) => applies(check) && !replaced.has(check.control));
  return [...baseline, ...restricted].flatMap(({ control, find }) =>
    find(pod, minor).map((problem) => ({ control, ...problem })),
  );
}
