import { hasRights, serviceAccountName, serviceAccountOf } from '../../analysis/workload/service-accounts';
import { judgeWorkloads } from '../judge';
import type { Rule } from '../rule';
import { documents, object, workload } from '../sample';
import { cart, SETTINGS } from './examples';

const BINDING = object('rbac.authorization.k8s.io/v1', 'RoleBinding', 'cart', [
  'roleRef: { apiGroup: rbac.authorization.k8s.io, kind: Role, name: leader-election }',
  'subjects: [{ kind: ServiceAccount, name: cart, namespace: shop }]',
]);

/** A token in every pod is a way to the API server from every pod. */
export const serviceAccountToken: Rule = {
  id: 'workload/service-account-token',
  severity: 'warning',
  what: 'mounts a token of the API server that it has no use for',
  why: 'whoever gets into the pod can then ask the API server in its name; workload identity brings a token of its own and needs none of this',
  fix: 'Write automountServiceAccountToken: false for the pod or its service account',
  sources: ['Kubernetes: Configure Service Accounts for Pods'],
  covers: ['polaris/automountServiceAccountToken', 'checkov/CKV_K8S_38', 'trivy/KSV-0036', 'azure-policy/423dd1ba'],
  examples: {
    failing: cart({ pod: ['serviceAccountName: cart'] }),
    mended: { 'cart.yaml': documents(workload('cart', { pod: ['serviceAccountName: cart'] }), BINDING) },
    notApplicable: SETTINGS,
  },
  check: (world) =>
    judgeWorkloads(world, (workload) => {
      const ofAccount = serviceAccountOf(workload, world.artifacts)?.body.automountServiceAccountToken;
      const isMounted = (workload.pod.automountServiceAccountToken ?? ofAccount ?? true) !== false;
      if (!isMounted || hasRights(workload, world.artifacts)) return [];
      // Told once, by tenancy/default-account-used.
      if (serviceAccountName(workload) === 'default') return [];
      return [{ field: [...workload.podField, 'automountServiceAccountToken'] }];
    }),
};
