import { faultIf, judge } from '../judge';
import type { Rule } from '../rule';
import { documents, object, workload } from '../sample';
import { SETTINGS } from '../workload/examples';
import { inside, shop, usedNamespaces } from './namespace-rule';

const LIMITS = object('v1', 'LimitRange', 'default-requests', [
  'spec: { limits: [{ type: Container, defaultRequest: { cpu: 100m, memory: 128Mi } }] }',
]);

/** What somebody forgets is filled in, instead of being refused by the quota or going unseen by the scheduler. */
export const namespaceWithoutDefaults: Rule = {
  id: 'tenancy/namespace-without-defaults',
  severity: 'note',
  what: 'has no default requests',
  why: 'a pod without requests is refused where there is a quota, and lands on any full node where there is none',
  fix: 'Add a LimitRange with defaultRequest for cpu and memory',
  sources: ['Kubernetes: Limit Ranges'],
  covers: ['trivy/KSV-0039'],
  examples: {
    failing: { 'shop.yaml': documents(shop(), workload('cart')) },
    mended: { 'shop.yaml': documents(shop(), LIMITS, workload('cart')) },
    notApplicable: SETTINGS,
  },
  *check(world) {
    for (const namespace of usedNamespaces(world)) {
      yield* judge(namespace, faultIf(inside(namespace, 'LimitRange', world).length === 0, ['metadata', 'name']));
    }
  },
};
