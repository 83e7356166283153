import { at } from '../../analysis/workload/workloads';
import { judge, type Fault } from '../judge';
import type { Profile, Rule } from '../rule';
import { documents, workload } from '../sample';
import { SETTINGS } from '../workload/examples';
import { shop, usedNamespaces } from './namespace-rule';

const LABEL = 'pod-security.kubernetes.io/enforce';
const PROFILES: readonly Profile[] = ['recommended', 'strict', 'pss-restricted'];

/** Without the label the admission lets everything in, whatever the files of today look like. */
export const namespaceWithoutPodSecurity: Rule = {
  id: 'tenancy/namespace-without-pod-security',
  severity: 'warning',
  what: 'enforces no level of pod security',
  why: 'AKS enforces none by itself: a pod that somebody applies by hand may be privileged',
  fix: `Label it ${LABEL}: restricted, or baseline where workloads need it`,
  sources: [
    'Azure: Use Pod Security Admission in AKS',
    'Kubernetes: Enforce Pod Security Standards with Namespace Labels',
  ],
  profiles: PROFILES,
  examples: {
    failing: { 'shop.yaml': documents(shop(), workload('cart')) },
    mended: { 'shop.yaml': documents(shop(`${LABEL}: restricted`), workload('cart')) },
    notApplicable: SETTINGS,
  },
  *check(world) {
    for (const namespace of usedNamespaces(world)) {
      const level = at(namespace.body, ['metadata', 'labels'])?.[LABEL];
      const field = ['metadata', 'labels', LABEL];
      const faults: readonly Fault[] =
        level === undefined
          ? [{ field }]
          : level === 'restricted' || level === 'baseline'
            ? []
            : level === 'privileged'
              ? [{ field, detail: 'enforces the level privileged, which lets everything in' }]
              : [{ field, detail: `names a level that does not exist: ${String(level)}`, severity: 'error' }];
      yield* judge(namespace, faults);
    }
  },
};
