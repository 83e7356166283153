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
  const restricted = level === 'restricted' ? checksOf(RESTRICTED_CHECKS, version) : [];
  const replaced = new Set(restricted.map(({ replaces }) => replaces));
  const baseline = checksOf(BASELINE_CHECKS, version).filter(({ control }) => !replaced.has(control));
  return run([...baseline, ...restricted], podOrTemplate, version);
}

/** What breaks any control of both levels; where a stricter control says of a field what the baseline said, once. */
export function allPodSecurityProblems(podOrTemplate: unknown, version?: string): readonly PodSecurityProblem[] {
  const told = new Set<string>();
  return run(
    [...checksOf(BASELINE_CHECKS, version), ...checksOf(RESTRICTED_CHECKS, version)],
    podOrTemplate,
    version,
  ).filter(({ control, field }) => {
    const at = field.join('\n');
    if (told.has(at) && REPLACING.has(control)) return false;
    told.add(at);
    return true;
  });
}

const REPLACING = new Set(RESTRICTED_CHECKS.filter(({ replaces }) => replaces).map(({ control }) => control));

function checksOf(checks: readonly PodSecurityCheck[], version: string | undefined): readonly PodSecurityCheck[] {
  return checks.filter(({ since }) => since === undefined || minorOf(version) >= since);
}

function run(
  checks: readonly PodSecurityCheck[],
  podOrTemplate: unknown,
  version: string | undefined,
): readonly PodSecurityProblem[] {
  const pod = viewPod(podOrTemplate);
  const minor = minorOf(version);
  return checks.flatMap(({ control, find }) => find(pod, minor).map((problem) => ({ control, ...problem })));
}

function minorOf(version: string | undefined): number {
  return version === undefined ? LATEST : Number(version.split('.')[1]);
}
