import { faultIf, judge } from '../judge';
import type { Rule } from '../rule';
import { documents, object, workload } from '../sample';
import { SETTINGS } from '../workload/examples';
import { inside, shop, usedNamespaces } from './namespace-rule';

const QUOTA = object('v1', 'ResourceQuota', 'quota', [
  'spec: { hard: { pods: 20, requests.cpu: 4, requests.memory: 8Gi } }',
]);

/** A quota is what one team can't take from the others. */
export const namespaceWithoutQuota: Rule = {
  id: 'tenancy/namespace-without-quota',
  severity: 'warning',
  what: 'has no quota',
  why: 'one workload that scales without end, by fault or on purpose, takes all nodes of the cluster and all the money',
  fix: 'Add a ResourceQuota for pods, requests.cpu and requests.memory',
  sources: ['Azure: Operator best practices - Basic scheduler features in AKS', 'Kubernetes: Resource Quotas'],
  covers: ['trivy/KSV-0040', 'aprl/9a1c17e5'],
  examples: {
    failing: { 'shop.yaml': documents(shop(), workload('cart')) },
    mended: { 'shop.yaml': documents(shop(), QUOTA, workload('cart')) },
    notApplicable: SETTINGS,
  },
  *check(world) {
    for (const namespace of usedNamespaces(world)) {
      yield* judge(namespace, faultIf(inside(namespace, 'ResourceQuota', world).length === 0, ['metadata', 'name']));
    }
  },
};
