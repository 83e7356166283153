import { enforcedLevel, podSecurityOf } from '../../analysis/pod-security/of-workloads';
import type { PodSecurityLevel } from '../../analysis/pod-security';
import { formatField } from '../../artifact/field-path';
import { compliant, finding, type Profile, type Rule } from '../rule';
import { object, workload } from '../sample';

const PROFILES: readonly Profile[] = ['recommended', 'strict', 'pss-restricted'];

/** Controls that say nothing of pods of Windows, which the admission knows by `spec.os` alone. */
const LINUX_ONLY: ReadonlySet<string> = new Set([
  'allowPrivilegeEscalation',
  'capabilities_restricted',
  'seccompProfile_restricted',
]);
const FOR_WINDOWS = 'Write os: { name: windows } for the pod: a node selector alone does not tell the admission';

/** What the rules of all controls have in common. */
export type Control = Omit<Rule, 'check' | 'severity' | 'sources' | 'profiles' | 'examples'> & {
  /** Ids of the admission plugin. */
  readonly controls: readonly string[];
  readonly level: PodSecurityLevel;
  /** AKS holds pods to it by its deployment safeguards too. */
  readonly safeguard?: boolean;
  /** Documents besides the standard itself. */
  readonly sources?: readonly string[];
  /** What breaks it and what is right: lines of the pod and of its container. */
  readonly failing: { readonly pod?: readonly string[]; readonly container?: string };
  readonly mended: { readonly pod?: readonly string[]; readonly container?: string };
};

/**
 * The rule of one control of the Pod Security Standards. Where the namespace enforces the level, what breaks it is no
 * advice any more: the API server refuses the pods.
 */
export function controlRule(control: Control): Rule {
  const { controls, level, safeguard = false, sources = [], failing, mended, covers = [], ...rule } = control;
  return {
    ...rule,
    severity: 'warning',
    sources: [`Kubernetes: Pod Security Standards, ${level}`, ...sources],
    covers: [...controls.map((id) => `pss/${id}`), ...covers],
    profiles: safeguard ? [...PROFILES, 'azure-safeguards'] : PROFILES,
    examples: {
      failing: { 'cart.yaml': workload('cart', failing) },
      mended: { 'cart.yaml': workload('cart', mended) },
      notApplicable: { 'settings.yaml': object('v1', 'ConfigMap', 'settings', ['data: { theme: dark }']) },
    },
    *check(world) {
      for (const [workload, found] of podSecurityOf(world)) {
        const problems = controls.flatMap((id) => found.get(id) ?? []);
        if (problems.length === 0) yield compliant(workload.object);
        for (const { field, message } of problems) {
          const enforced = enforcedLevel(workload, world);
          const isRefused = enforced === 'restricted' || enforced === level;
          yield finding(workload.object, field, {
            detail: `${formatField(field)} ${message}${isRefused ? `; the namespace enforces ${enforced} and refuses its pods` : ''}`,
            ...(isRefused ? { severity: 'error' } : {}),
            ...(workload.os === 'windows' && controls.some((id) => LINUX_ONLY.has(id)) ? { fix: FOR_WINDOWS } : {}),
          });
        }
      }
    },
  };
}
